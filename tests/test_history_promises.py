"""What one version of a page promises: the same whether its keys are read one by one or all at once."""

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from playbook.frontmatter import read
from playbook.history.promises import _make, _read_by_parts, read_promises
from tests.sites import BASE

ROOT = Path(__file__).parent.parent
PAGES = [*sorted((ROOT / "content" / "initiatives").glob("*.md")), BASE / "content/initiatives/crm.md"]


def bend(chance: Random, raw: bytes) -> Iterator[bytes]:
    """Yield versions of a page with lines lost, doubled, changed places, indented, cut or quoted."""
    lines = raw.split(b"\n")
    for _ in range(60):
        bent = list(lines)
        for _ in range(chance.randrange(1, 4)):
            n, m = chance.randrange(len(bent)), chance.randrange(len(bent))
            act = chance.randrange(6)
            if act == 0:
                del bent[n]
            elif act == 1:
                bent.insert(m, bent[n])
            elif act == 2:
                bent[n], bent[m] = bent[m], bent[n]
            elif act == 3:
                bent[n] = b"  " + bent[n]
            elif act == 4:
                bent[n] = bent[n].strip()
            else:
                bent[n] += chance.choice([b'"', b" [", b" |", b"\r", b" #x", b": y", b"\t"])
        yield b"\n".join(bent)


@pytest.mark.parametrize("page", PAGES, ids=lambda each: each.stem)
def test_keys_read_one_by_one_say_what_they_say_together(page: Path) -> None:
    raw = page.read_bytes()
    assert _read_by_parts(raw) is not None, "the quick way is taken"
    compared = 0
    for each in [raw, *bend(Random(page.stem), raw)]:
        document = read("", each)
        if document.tree and not document.faults:
            compared += 1
            assert read_promises(each) == _make(document.tree.data)
        else:
            read_promises(each)
    assert compared > 5


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"---\n",
        b"---\n---\n",
        b"no front matter",
        b"\xff\xfe",
        b"---\ntitle: [\n---\n",
        b"---\n- a\n---\n",
    ],
)
def test_what_cannot_be_read_raises_nothing(raw: bytes) -> None:
    found = read_promises(raw)
    assert found is None or found.items == {"": {"status": "committed"}}
