"""PB003 invalid-value: a value that its key cannot have."""

from playbook.rule import ANY_KIND, E, SiteRule, read_faults

RULE = SiteRule(
    code="PB003",
    name="invalid-value",
    level=E,
    why="a value that cannot be read switches off every check that depends on it",
    check=read_faults("invalid-value"),
    kinds=ANY_KIND,
    locked=True,
    fixed=True,
    reads_faults=True,
)
