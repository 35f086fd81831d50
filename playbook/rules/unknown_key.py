"""PB002 unknown-key: a key that the schema does not have."""

from playbook.rule import ANY_KIND, E, SiteRule, read_faults

RULE = SiteRule(
    code="PB002",
    name="unknown-key",
    level=E,
    why="a misspelt key says nothing, and the check that relies on it stays silent",
    check=read_faults("unknown-key"),
    kinds=ANY_KIND,
    locked=True,
    fixed=True,
    reads_faults=True,
)
