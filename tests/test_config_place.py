"""Where keys stand in TOML: every way of writing one."""

import pytest

from playbook.config_place import find_key
from playbook.diagnostic import KeyPath

TEXT = '''# a = 1
top = 1 # b = 2
"quoted" = [1, [2, "x=1]"], 3]
dotted.in."a b" = { one = 1, two = { three = "}" } }
long = """
fake = 1
[fake.table]
"""
quiet = \'\'\'
fake2 = 2\'\'\'

[ table . inner ]
  key = "[x]" # [[no]]
list = [
  "a", # c = 3
  { id = "b", step = "s" },
]

[[method.stages]]
id = "one"
[method.stages.deep]
x = 1

[[method.stages]]
id = "two"
'''

PLACES: dict[str, tuple[KeyPath, int, int]] = {
    "a key": (("top",), 2, 1),
    "a quoted key": (("quoted",), 3, 1),
    "an item": (("quoted", 2), 3, 29),
    "an item of an item": (("quoted", 1, 1), 3, 20),
    "a dotted key": (("dotted", "in", "a b"), 4, 11),
    "a key within a line": (("dotted", "in", "a b", "two", "three"), 4, 38),
    "after a long text": (("quiet",), 9, 1),
    "not within a long text": (("fake",), 0, 0),
    "a table": (("table", "inner"), 12, 1),
    "a key of a table": (("table", "inner", "key"), 13, 3),
    "an item in lines": (("table", "inner", "list", 1, "step"), 16, 15),
    "a list of tables": (("method", "stages"), 19, 1),
    "its first": (("method", "stages", 0), 19, 1),
    "below its first": (("method", "stages", 0, "deep", "x"), 22, 1),
    "its second": (("method", "stages", 1, "id"), 25, 1),
    "a missing key of its second": (("method", "stages", 1, "step"), 24, 1),
    "a missing key": (("top", "x"), 2, 1),
    "nothing": (("none",), 0, 0),
}


@pytest.mark.parametrize(("path", "line", "column"), PLACES.values(), ids=PLACES)
def test_find_key(path: KeyPath, line: int, column: int) -> None:
    assert find_key(TEXT, path) == (line, column)


@pytest.mark.parametrize(
    "text", ["= 1", "[", "[[", "a", "a =", "a = [", "a = {", "]", "}", 'a = "', "a = {,}"]
)
def test_a_text_that_is_no_toml_ends(text: str) -> None:
    assert find_key(text, ("zzz",)) == (0, 0)
