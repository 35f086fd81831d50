"""The proofs that are run by hand, in small: they find nothing here, and they do find what is planted."""

from pathlib import Path
from random import Random

import pytest

pytest.importorskip("resource", reason="limits of time and memory are not Windows's")

from tests.overlay import merge
from tests.reliability import fuzz_check, hostile
from tests.reliability.bombs import BOMBS, MEMORY, explode
from tests.reliability.hostile_site import Payloads, make_site
from tests.reliability.payloads import make_payloads
from tests.sites import read_base, write_site


def test_bent_pages_do_not_crash(tmp_path: Path) -> None:
    fuzz = fuzz_check.make_fuzz(tmp_path)
    for number in range(1_000_000, 1_000_060):
        fuzz.play(number)
    assert fuzz.crashes == []
    assert fuzz.counts["findings"] > 100
    assert fuzz.counts["pages rendered"] > 20


def test_a_rule_that_crashes_is_told(tmp_path: Path) -> None:
    fuzz = fuzz_check.make_fuzz(tmp_path, plant=True)
    begun = merge(
        read_base()[fuzz_check.PLAN], "stages:\n  goals:\n    owner: tom-hale\n    starts: 2026-01-01\n"
    )
    write_site(tmp_path, {fuzz_check.PLAN: begun})
    (told,) = fuzz.judge(1)
    assert "ZeroDivisionError: planted" in told


@pytest.mark.parametrize("name", ["aliases", "4,000 unknown departments", "60,000 readings"])
def test_a_bomb_ends_in_findings(tmp_path: Path, name: str) -> None:
    ended = explode(tmp_path / "bomb", BOMBS[name])
    assert ended.told["count"] > 0
    assert ended.told["crashes"] == 0
    assert ended.memory < MEMORY
    assert ended.seconds < 6, "about 1.5 s on an idle machine"


@pytest.fixture(scope="module")
def allowed(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """What stands on harmless pages."""
    return hostile.find_harmless(tmp_path_factory.mktemp("harmless"))


@pytest.mark.parametrize("plant", [False, True], ids=["escaped", "unescaped"])
def test_a_payload_in_every_place_is_seen_only_where_nothing_is_escaped(
    tmp_path: Path, allowed: set[str], plant: bool
) -> None:
    payloads = make_payloads(Random(8), 1)[::29]
    pages = hostile.render(tmp_path, make_site(Payloads(payloads), []), plant=plant)
    bodies = [body for path, body in pages.items() if path.endswith(".html")]
    breaches = [each for body in bodies for each in hostile.look(body, allowed)]
    assert len(bodies) > 40
    assert (len(breaches) > 40) if plant else (breaches == [])
