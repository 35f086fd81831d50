"""PB005 unknown-reference: a person, metric, department, initiative or milestone that does not exist."""

from playbook.rule import ANY_KIND, E, SiteRule, read_faults

RULE = SiteRule(
    code="PB005",
    name="unknown-reference",
    level=E,
    why="a promise in the name of somebody who does not exist is nobody's promise",
    check=read_faults("unknown-reference"),
    kinds=ANY_KIND,
    fixed=True,
    locked=True,
    reads_faults=True,
)
