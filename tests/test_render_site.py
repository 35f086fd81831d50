"""The rendered site: every page well formed, closed to the outside, leading nowhere but to itself."""

import json
import os
import re
import subprocess
import sys
from datetime import date
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

import pytest

from playbook.check import Options
from playbook.templates_place import find_templates
from playbook.view.base import POLICY
from tests.plans import UNREVIEWED, judge_plan
from tests.rendered import Seen, render, render_files, see_pages
from tests.sites import judge_files, read_base
from tests.variants import VARIANTS, make_variant


@pytest.fixture(scope="module", params=VARIANTS)
def outputs(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """A rendered variant of the base site."""
    return render_files(tmp_path_factory.mktemp("site"), make_variant(request.param))


@pytest.fixture(scope="module")
def pages(outputs: dict[str, bytes]) -> dict[str, Seen]:
    """The pages of a rendered variant; that they parse strictly is tested by this alone."""
    return see_pages(outputs)


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The variant with a page of every kind."""
    return render_files(tmp_path_factory.mktemp("site"), make_variant("full"))


def test_a_page_of_every_kind_is_there(full: dict[str, bytes]) -> None:
    names = """index.html initiatives.html initiative/crm.html initiative/policy.html roadmap.html people.html
        person/maya-okafor.html departments.html department/sales.html metrics.html metric/sales-cycle.html
        reviews.html meeting.html changes.html check.html method.html method/vision.html guides/review.html
        rules.html rules/stage-review-missing.html 404.html search.html build.json _headers
        files/guides/way.svg"""
    assert set(names.split()) <= set(full)
    assert "files/guides/unused.svg" not in full


def test_every_page_has_one_title_of_the_first_level_and_skips_no_level(pages: dict[str, Seen]) -> None:
    for path, page in pages.items():
        levels = [int(each.tag[1]) for each in page.tree.iter() if re.fullmatch("h[1-6]", str(each.tag))]
        assert levels.count(1) == 1, path
        assert levels[0] == 1, path
        assert all(after <= before + 1 for before, after in pairwise(levels)), path


def test_every_page_carries_the_policy_and_nothing_that_it_forbids(pages: dict[str, Seen]) -> None:
    for path, page in pages.items():
        metas = [each for each in page.every("meta") if each.get("http-equiv")]
        assert [(each.get("http-equiv"), each.get("content")) for each in metas] == [
            ("Content-Security-Policy", POLICY)
        ], path
        assert all(each.get("src") and not "".join(each.itertext()) for each in page.every("script")), path
        assert not page.every("style"), path
        for element in page.tree.iter():
            assert not [key for key in element.keys() if key == "style" or key.startswith("on")], path  # noqa: SIM118


def test_the_policy_is_the_promised_one(full: dict[str, bytes]) -> None:
    promised = (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        "connect-src 'self'; base-uri 'none'; form-action 'none'"
    )
    assert promised == POLICY
    assert f"\n  Content-Security-Policy: {promised}\n" in full["_headers"].decode()
    assert "\n/assets/*\n  Cache-Control: public, max-age=31536000, immutable\n" in full["_headers"].decode()


def test_every_address_in_the_site_leads_to_an_output_and_every_fragment_to_an_id(
    outputs: dict[str, bytes], pages: dict[str, Seen]
) -> None:
    seen = 0
    for path, page in pages.items():
        for target, fragment in page.iter_links():
            assert target in outputs, f"{path} leads to {target}"
            if fragment:
                assert fragment in pages[target].ids, f"{path} leads to {target}#{fragment}"
            seen += 1
    assert seen > 100


def test_no_page_gives_an_id_twice(pages: dict[str, Seen]) -> None:
    for path, page in pages.items():
        assert len(page.ids) == len(set(page.ids)), path


def test_every_page_names_its_language_and_the_part_of_the_site(pages: dict[str, Seen]) -> None:
    for path, page in pages.items():
        assert page.every("html")[0].get("lang") == "en", path
        navs = [[each for each in nav.iter("a") if each.get("aria-current")] for nav in page.every("nav")]
        assert all(len(current) <= 1 for current in navs), path
        assert bool(navs[0]) == (not path.startswith(("404", "rules", "search", "meeting", "changes"))), path


def test_table_cells_name_their_column_for_narrow_screens(pages: dict[str, Seen]) -> None:
    for path, page in pages.items():
        for table in page.every("table"):
            if "rec" in (table.get("class") or "").split():
                assert all(each.get("data-l") for each in table.iter("td")), path


@pytest.mark.parametrize("path", ["guides/review.html", "rules/stage-review-missing.html", "search.html"])
def test_a_page_that_is_not_about_days_is_the_same_tomorrow(
    tmp_path: Path, full: dict[str, bytes], path: str
) -> None:
    later = render_files(tmp_path, make_variant("full"), date(2026, 6, 20))
    assert later[path] == full[path]
    assert later["index.html"] != full["index.html"]


def test_the_as_of_day_stands_where_it_belongs(full: dict[str, bytes]) -> None:
    seen = see_pages(full)
    for path in ("index.html", "check.html", "roadmap.html", "reviews.html", "meeting.html", "changes.html"):
        assert "Monday 1 June 2026, pinned in the configuration" in seen[path].text
    assert json.loads(full["build.json"])["as_of"] == "2026-06-01"
    assert "1 June 2026" not in seen["guides/review.html"].text


def test_build_json_counts_and_is_sorted(full: dict[str, bytes]) -> None:
    record = json.loads(full["build.json"])
    assert list(record) == sorted(record)
    assert list(record["counts"]) == sorted(record["counts"])
    assert record["counts"]["initiative"] == 3
    assert record["preview"] is False


def test_a_preview_says_so_on_every_page(tmp_path: Path) -> None:
    pages = see_pages(render_files(tmp_path, read_base(), is_preview=True))
    assert all("Preview, not published. The check found nothing" in page.text for page in pages.values())


def test_no_page_of_a_published_site_says_preview(full: dict[str, bytes]) -> None:
    assert not [path for path, page in see_pages(full).items() if "Preview" in page.text]


def test_a_draft_is_marked_wherever_it_appears(full: dict[str, bytes]) -> None:
    seen = see_pages(full)
    assert "One discount policy Draft" in seen["initiative/policy.html"].text
    assert "Draft: not agreed yet" in seen["initiative/policy.html"].text
    assert "One discount policy Draft" in seen["initiatives.html"].text


def test_a_finding_stands_once_and_at_its_stage(tmp_path: Path) -> None:
    judgement = judge_plan(tmp_path, UNREVIEWED)
    page = see_pages(render(judgement))["initiative/crm.html"]
    stage = next(each for each in page.every("section") if each.get("id") == "at.stages.goals")
    words = " ".join("".join(stage.itertext()).split())
    line = next(each.span.line for each in judgement.checked.report.diagnostics if each.code == "PB103")
    assert "Stage Goals has no follow-through review" in words
    assert "Error PB103" in words
    assert "reviews: - due: 2026-07-01" in words
    assert f"content/initiatives/crm.md:{line}" in words
    bars = [
        each
        for each in page.every("strong")
        if (each.text or "").startswith("Stage Goals has no follow-through")
    ]
    assert len(bars) == 1


def test_a_waived_finding_shows_who_why_and_until_when(tmp_path: Path) -> None:
    fragment = (
        "sponsor: ~\nwaivers:\n  - rule: sponsor-missing\n    reason: The board is being elected\n"
        "    by: erik-lind\n    until: 2026-06-30\n"
    )
    pages = see_pages(render(judge_plan(tmp_path, fragment)))
    for path in ("initiative/crm.html", "check.html", "meeting.html"):
        text = pages[path].text
        assert "Accepted until 30 Jun 2026 (29 days left): The board is being elected (Erik Lind)" in text
        assert "Waived PB301" in text


def test_rules_about_persons_can_be_kept_off_the_site(tmp_path: Path) -> None:
    config = "\nrules-about-persons = false\n"
    silent = "sponsor: lena-fox\n"
    shown = see_pages(render(judge_plan(tmp_path / "a", silent)))
    hidden = see_pages(render(judge_plan(tmp_path / "b", silent, config=config)))
    assert shown.keys() == hidden.keys()
    for path in ("initiative/crm.html", "check.html"):
        assert "Warning PB307" in shown[path].text
        assert "Warning PB307" not in hidden[path].text


def test_a_finding_that_is_kept_off_the_site_is_not_counted_either(tmp_path: Path) -> None:
    config, silent = "\nrules-about-persons = false\n", "sponsor: lena-fox\n"
    counted = []
    for folder, extra in (("a", ""), ("b", config)):
        judgement = judge_plan(tmp_path / folder, silent, config=extra)
        outputs = render(judgement)
        pages = see_pages(outputs)
        warnings = json.loads(outputs["build.json"])["counts"]["warnings"]
        assert warnings == pages["check.html"].text.count("Warning PB")
        assert f"{warnings} warning" in pages["check.html"].text
        row = next(each for each in pages["rules.html"].every("tr") if "PB307" in "".join(each.itertext()))
        counted.append((warnings, "".join(row.itertext()).split()[-1]))
        preview = see_pages(render(judgement, is_preview=True))["index.html"].text
        assert ("1 warning" in preview) is (extra == "")
    (shown, one), (hidden, none) = counted
    assert (shown - hidden, one != none) == (1, True)


def test_fonts_are_fetched_ahead_only_where_the_site_has_an_address(tmp_path: Path) -> None:
    base = read_base()
    config = base["playbook.toml"].replace("[site]", '[site]\nurl = "https://intra.example/plan/"')
    judged = {
        "with": judge_files(tmp_path / "a", base | {"playbook.toml": config}),
        "without": judge_files(tmp_path / "b", base),
    }
    heads = {name: render(each, preload=("assets/a.woff2",))["index.html"] for name, each in judged.items()}
    assert {name: b'rel="preload"' in head for name, head in heads.items()} == {
        "with": True,
        "without": False,
    }


def test_the_page_for_a_lost_address_is_reached_from_any_depth(tmp_path: Path) -> None:
    base = read_base()
    config = base["playbook.toml"].replace("[site]", '[site]\nurl = "https://intra.example/plan/"')
    found = render_files(tmp_path, base | {"playbook.toml": config})
    links = [each.get("href") for each in see_pages(found)["404.html"].every("link")]
    assert links
    assert all(str(each).startswith(("/plan/assets/", "/plan/changes.atom")) for each in links)


def test_a_company_s_own_fields_and_edit_links_are_shown(tmp_path: Path) -> None:
    config = (
        '\nedit-url = "https://forge.example/edit/{path}"\n'
        '[[fields]]\nname = "budget"\ntype = "number"\nlabel = "Budget (k€)"\n'
        '[[fields]]\nname = "secret"\nshow = false\n'
    )
    fragment = "fields:\n  budget: 40\n  secret: hidden-word\n"
    page = see_pages(render(judge_plan(tmp_path, fragment, config=config)))["initiative/crm.html"]
    assert "Budget (k€)40" in page.text
    assert "hidden-word" not in page.text
    hrefs = [each.get("href") for each in page.every("a")]
    assert "https://forge.example/edit/content/initiatives/crm.md" in hrefs


def test_assets_bear_the_digest_of_what_they_hold(full: dict[str, bytes]) -> None:
    assets = [path for path in full if path.startswith("assets/")]
    stems = {path.partition(".")[0] for path in assets}
    assert stems >= {"assets/site", "assets/instrument-sans", "assets/theme"}
    for path in assets:
        assert sha256(full[path]).hexdigest()[:12] in path
    for path in (each for each in assets if each.endswith((".css", ".js"))):
        is_late = f'"{path}"'.encode() in full["search/index.js"]
        assert is_late != (f'="{path}"'.encode() in full["index.html"]), path
        assert is_late != (f'="../{path}"'.encode() in full["initiative/crm.html"]), path


def test_a_company_s_own_part_of_the_style_sheet_takes_the_place_of_ours_or_is_added(tmp_path: Path) -> None:
    own = "templates/assets/styles/"
    files = {f"{own}71-home.css": ".ours { color: blue }\n", f"{own}99-own.css": "body { color: red }\n"}
    found = render_files(tmp_path, read_base() | files)
    (sheet,) = (
        body.decode() for path, body in found.items() if path.startswith("assets/site.") and ".css" in path
    )
    assert ".ours{color: blue}" in sheet
    assert ".heroall" in (find_templates() / "assets" / "styles" / "71-home.css").read_text(encoding="utf-8")
    assert ".heroall" not in sheet
    assert sheet.endswith("body{color: red}\n")


DIGEST = """
import sys
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from datetime import date
from tests.rendered import render_files
from tests.variants import make_variant
found = render_files(Path(sys.argv[1]), make_variant("full"))
print(sha256(repr(sorted(found.items())).encode()).hexdigest())
"""


def test_equal_inputs_give_equal_bytes_in_another_process(tmp_path: Path, full: dict[str, bytes]) -> None:
    expected = sha256(repr(sorted(full.items())).encode()).hexdigest()
    root = Path(__file__).parent.parent
    for seed, zone in (("1", "Asia/Tokyo"), ("2", "America/Lima")):
        folder = tmp_path / seed
        around = {"PYTHONPATH": str(root), "PATH": os.environ["PATH"]}  # where git is, or is not
        environment = {"PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": "C", **around}
        done = subprocess.run(
            [sys.executable, "-c", DIGEST, str(folder)],
            capture_output=True,
            text=True,
            check=True,
            env=environment,
            cwd=root,
        )
        assert done.stdout.strip() == expected


def test_the_order_of_the_pages_does_not_matter(tmp_path: Path) -> None:
    files = make_variant("full")
    turned = dict(reversed(files.items()))
    assert render_files(tmp_path / "a", files) == render_files(tmp_path / "b", turned)


def test_an_option_of_the_check_is_named_on_its_page(tmp_path: Path) -> None:
    options = Options(settings=("--ignore PB5",), ignore=("PB5",))
    page = see_pages(render(judge_files(tmp_path, read_base(), options=options)))["check.html"]
    assert "Not from the configuration file: --ignore PB5." in page.text
