"""PB001 front-matter-invalid: the page's front matter cannot be read."""

from playbook.rule import ANY_KIND, E, SiteRule, read_faults

RULE = SiteRule(
    code="PB001",
    name="front-matter-invalid",
    level=E,
    why="a page that cannot be read appears in no list, and nobody learns what it asks of them",
    check=read_faults("front-matter-invalid"),
    kinds=ANY_KIND,
    locked=True,
    fixed=True,
    reads_faults=True,
)
