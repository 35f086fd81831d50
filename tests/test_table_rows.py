"""The rows of a table that is cut, as the script reads them: keys, addresses, shards."""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from playbook.table_rows import KEYS, ROWS, read_key
from playbook.view.paging import SIZES, Size
from tests.busy import make_busy
from tests.rendered import render_files

SMALL = {**SIZES, **{kind: Size(10, 10, 10) for kind in ("initiatives", "people", "departments")}}
KINDS = ("health", "owner")


def take(outputs: Mapping[str, bytes], path: str) -> Any:
    """Read the value that a script hands over."""
    found = re.fullmatch(r'playbook\.take\("[^"]*",(.*)\);\n', outputs[path].decode("utf-8"), re.DOTALL)
    assert found, path
    return json.loads(found[1])


def test_a_table_is_written_once_whole_in_the_order_of_its_pages(tmp_path: Path) -> None:
    outputs = render_files(tmp_path, make_busy(30), sizes=SMALL)
    manifest = take(outputs, "data/initiatives.js")
    rows = [row for path in manifest["rows"] for row in take(outputs, path)]
    keys = [key for path in manifest["keys"] for key in take(outputs, path)]
    assert len(rows) == len(keys) == 30
    assert (manifest["each"], len(manifest["rows"]), len(manifest["keys"])) == (ROWS, 2, 30 // KEYS + 1)
    assert [key[2][0] for key in keys] == [f"Plan {n:03}" for n in range(30)]
    assert [key[2][2] for key in keys] == [str(n) for n in range(1, 31)]
    assert [key[1][manifest["kinds"].index("owner")] for key in keys] == [
        f"person/p-{n:03}" for n in range(30)
    ]
    assert [re.findall(r'<th scope="row"[^>]*><a href="([^"]*)"', row) for row in rows] == [
        [f"initiative/plan-{n:03}.html"] for n in range(30)
    ]
    assert take(outputs, manifest["choices"]) == {}
    assert {"data/people.js", "data/departments.js"} <= set(outputs)
    page = outputs["lists/initiatives/2.html"].decode("utf-8")
    assert 'data-total="30" data-rows="data/initiatives.js"' in page
    assert "../../initiative/plan-010.html" in page


def test_what_is_read_is_what_a_browser_would_say() -> None:
    row = (
        '<tr data-health="late" data-owner="person/a&amp;b">\n'
        '<th scope="row" data-value="A &lt;b&gt; title"><a title="x > y" href="a">A &lt;b&gt; title</a></th>'
        "\n<td>two\n  words</td>\n<td data-value=''>–</td>"
        '<td data-value="7"><svg><title>Seven</title></svg></td></tr>'
    )
    text, data, values = read_key(row, KINDS, (0, 1, 3, 9))
    assert text == "A <b> title two words –Seven"
    assert data == ["late", "person/a&b"]
    assert values == ["A <b> title", "two words", "7", ""]


def test_a_row_cannot_end_the_script_that_carries_it(tmp_path: Path) -> None:
    files = make_busy(12)
    name = "content/initiatives/plan-003.md"
    files[name] = files[name].replace("title: Plan 003", "title: 'Plan 003 </script> \"'")
    outputs = render_files(tmp_path, files, sizes=SMALL)
    manifest = take(outputs, "data/initiatives.js")
    (rows,), (keys,) = manifest["rows"], manifest["keys"]
    assert "</script>" not in outputs[rows].decode("utf-8")
    assert sum("Plan 003 &lt;/script&gt; &#34;" in row for row in take(outputs, rows)) == 1
    assert sum(key[2][0].startswith("Plan 003 </script>") for key in take(outputs, keys)) == 1
