"""A page comes from the cache only where everything that it is made of is as it was."""

from collections.abc import Mapping
from pathlib import Path
from random import Random

import pytest

from playbook.cache import TRAILS, Cache
from playbook.check import Options
from playbook.config import Config, read_config
from playbook.load import Loaded, load
from playbook.load_cached import PAGES
from playbook.memo import KINDS, MEMOS, Tools
from playbook.pipeline import judge_playbook
from playbook.schema.shape import STEPS
from playbook.store import TEXTS, Store
from tests.reliability.edits_damage import delete_rows
from tests.sites import TODAY, read_base, write_site

PAGE = "content/note.md"
METRIC = "content/metrics/sales-cycle"
STAGES = "".join(f'[[method.stages]]\nid = "our-{each}"\nstep = "{each}"\n' for each in STEPS)
TOO_LARGE = b"x" * ((1 << 20) + 1)


def load_both(folder: Path) -> tuple[Loaded, Loaded]:
    """Load a playbook anew, and with the cache in its folder."""
    config = _read(folder)
    return load(config, Store()), load(config, Store(Cache(folder / "c", b"salt")))


def _read(folder: Path) -> Config:
    config, faults = read_config(folder)
    assert not faults
    return config


@pytest.mark.parametrize(
    "change",
    [
        {PAGE: "# Other\n"},
        {PAGE: b""},
        {"playbook.toml": 'schema = 1\ntoday = 2026-06-01\n[words]\nplaceholders = ["later"]\n'},
        {"playbook.toml": f"schema = 1\n{STAGES}"},
        {"playbook.toml": 'schema = 1\n[[fields]]\nname = "cost"\n'},
        {f"{METRIC}.csv": "date,value\n2026-01-01,5\n"},
        {f"{METRIC}.csv": ""},
        {f"{METRIC}.csv": TOO_LARGE},
        {f"{METRIC}.md": TOO_LARGE},
        {"content/glossary.md": "# Words\n\nDeal\n:   A word.\n"},
    ],
    ids=str,
)
def test_a_change_shows_and_so_does_its_end(tmp_path: Path, change: Mapping[str, str | bytes]) -> None:
    base = read_base() | {PAGE: "# Note\n\nIt comes later.\n"}
    write_site(tmp_path, base)
    before, cached = load_both(tmp_path)
    assert cached == before
    write_site(tmp_path, change)
    after, cached = load_both(tmp_path)
    assert cached == after
    assert after != before
    write_site(tmp_path, {name: base.get(name, "") for name in change})
    again, cached = load_both(tmp_path)
    assert cached == again


@pytest.mark.parametrize("name", [PAGE, f"{METRIC}.md", f"{METRIC}.csv"])
def test_a_file_that_is_too_large_is_not_an_empty_one(tmp_path: Path, name: str) -> None:
    write_site(tmp_path, read_base())
    for body in (TOO_LARGE, b"", TOO_LARGE):
        write_site(tmp_path, {name: body})
        clean, cached = load_both(tmp_path)
        assert cached == clean


def test_readings_that_appear_empty_are_noticed(tmp_path: Path) -> None:
    write_site(tmp_path, read_base())
    (tmp_path / f"{METRIC}.csv").unlink()
    load_both(tmp_path)
    write_site(tmp_path, {f"{METRIC}.csv": b""})
    clean, cached = load_both(tmp_path)
    assert cached == clean


def test_another_name_of_the_content_folder_is_in_every_place(tmp_path: Path) -> None:
    write_site(tmp_path, read_base())
    load_both(tmp_path)
    (tmp_path / "content").rename(tmp_path / "pages")
    write_site(tmp_path, {"playbook.toml": 'schema = 1\ncontent = "pages"\n'})
    clean, cached = load_both(tmp_path)
    assert cached == clean
    assert {each.path.partition("/")[0] for each in cached.pages} == {"pages"}


def test_pages_come_from_the_cache(tmp_path: Path) -> None:
    """Without it the other tests would prove nothing: plant a page, and see it taken."""
    write_site(tmp_path, {**read_base(), PAGE: "# Note\n", "content/twin.md": "# Twin\n"})
    load_both(tmp_path)
    cache = Cache(tmp_path / "c", b"salt")
    digests = {each.id: each.digest for each in load_both(tmp_path)[0].pages}
    rows = cache.find(PAGES, digests.values())
    cache.keep(PAGES, {digests["note"]: rows[digests["twin"]]})
    cache.close()
    assert [each.title for each in load_both(tmp_path)[1].pages if each.kind == "page"] == ["Twin", "Twin"]


def test_texts_that_are_lost_are_read_again(tmp_path: Path) -> None:
    write_site(tmp_path, read_base() | {PAGE: "# Note\n\n[dead](nowhere.md)\n"})
    config, options = _read(tmp_path), Options()
    clean = judge_playbook(config, TODAY, options)
    for seed in range(6):
        cache = Cache(tmp_path / "c", b"salt")
        judged = judge_playbook(config, TODAY, options, Tools(None, cache))
        assert judged.checked.whole == clean.checked.whole
        assert [
            judged.store.fetch(each.digest) == clean.store.fetch(each.digest)
            for each in clean.site.pages.values()
        ]
        cache.close()
        delete_rows(tmp_path / "c", Random(seed))


def test_a_cache_that_takes_nothing_is_memory(tmp_path: Path) -> None:
    """What is read stays at hand: the file may be another by the time somebody asks."""
    write_site(tmp_path, read_base() | {PAGE: "# Note\n"})
    (tmp_path / "c").write_text("in the way")
    store = Store(Cache(tmp_path / "c", b"salt"))
    loaded = load(_read(tmp_path), store)
    write_site(tmp_path, {PAGE: "# Other\n"})
    note = next(each for each in loaded.pages if each.id == "note")
    found = store.fetch(note.digest)
    assert found
    assert found.raw == b"# Note\n"


def test_tidying_leaves_the_memos(tmp_path: Path) -> None:
    write_site(tmp_path, read_base())
    cache = Cache(tmp_path / "c", b"salt")
    cache.keep(MEMOS, dict.fromkeys(KINDS, b"m"))
    cache.keep(TEXTS, {f"{n}": b"" for n in range(400)})
    cache.keep(TRAILS, {"initiatives/crm.md": b"kept", "initiatives/gone.md": b"gone"})
    load(_read(tmp_path), Store(cache))
    assert list(cache.find(TRAILS, ["initiatives/crm.md", "initiatives/gone.md"])) == ["initiatives/crm.md"]
    assert cache.find(TEXTS, map(str, range(400))) == {}
    assert set(cache.find(MEMOS, KINDS)) == set(KINDS)
