"""PB006 broken-link: a link or wikilink to a page, heading or file that is not there."""

from playbook.rule import ANY_KIND, E, SiteRule, read_faults

RULE = SiteRule(
    code="PB006",
    name="broken-link",
    level=E,
    why="a reader who meets a dead link stops trusting the page around it",
    check=read_faults("broken-link"),
    kinds=ANY_KIND,
    fixed=True,
    reads_faults=True,
)
