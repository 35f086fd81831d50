"""Pagefind in the place of our own index: published whole, or a clear word why not."""

import os
import subprocess
import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import pytest

from playbook.publish import Output
from playbook.search.pagefind import SearchFault, index_pages
from playbook.view.base import POLICY
from playbook.view.titles import WASM_POLICY
from tests.rendered import render_files, see_pages
from tests.sites import read_base, write_site

ROOT = Path(__file__).parent.parent
PAGES = [Output("a.html", b"<!doctype html><html lang=en><main><h1>A</h1><p>coalition</p></main></html>")]
needs_pagefind = pytest.mark.skipif(
    find_spec("pagefind_bin") is None, reason="the extra `pagefind` is not installed"
)


def choose_pagefind() -> dict[str, str]:
    files = read_base()
    files["playbook.toml"] = files["playbook.toml"].replace("[site]", '[site]\nsearch = "pagefind"')
    return files


def raise_missing() -> Path:
    raise FileNotFoundError("no program")


PROGRAMS: dict[str, tuple[Callable[[], Path] | None, str]] = {
    "the package is not installed": (None, "Pagefind is not installed"),
    "the package has no program": (raise_missing, "its program is missing: no program"),
    "the program does not start": (lambda: ROOT / "no-such-program", "cannot be run: "),
    "the program fails": (lambda: Path(sys.executable), "Pagefind failed: "),
}


@pytest.mark.parametrize(("program", "words"), PROGRAMS.values(), ids=PROGRAMS)
def test_a_program_that_cannot_be_run_is_told(program: Callable[[], Path] | None, words: str) -> None:
    with pytest.raises(SearchFault, match=words) as caught:
        index_pages(PAGES, program)
    assert "`minisearch`" in caught.value.help


def test_a_build_without_the_program_publishes_nothing(tmp_path: Path) -> None:
    package = tmp_path / "packages" / "pagefind_bin" / "__init__.py"
    package.parent.mkdir(parents=True)
    package.write_text('def get_executable():\n    raise FileNotFoundError("no program")\n', encoding="utf-8")
    site = write_site(tmp_path / "site", choose_pagefind())
    done = subprocess.run(
        [sys.executable, "-m", "playbook", "build"],
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONPATH": f"{package.parent.parent}{os.pathsep}{ROOT}"},
        cwd=site,
        check=False,
    )
    assert done.returncode == 2, done.stderr
    assert "error: `site.search` is `pagefind`, and its program is missing" in done.stderr
    assert "pip install 'playbook[pagefind]'" in done.stderr
    assert not (site / "build").exists()


@needs_pagefind
def test_what_pagefind_writes_is_published_with_the_pages(tmp_path: Path) -> None:
    outputs = render_files(tmp_path, choose_pagefind())
    found = {path for path in outputs if path.startswith("pagefind/")}
    assert {"pagefind/pagefind.js", "pagefind/pagefind-entry.json", "pagefind/wasm.en.pagefind"} <= found
    pages = {path for path in outputs if path.startswith(("initiative/", "person/", "rules/"))}
    assert len([path for path in found if path.endswith(".pf_fragment")]) >= len(pages)
    assert not [path for path in found if "ui" in path or path.endswith(".css")]


@needs_pagefind
def test_the_texts_are_pagefinds_and_the_titles_ours(tmp_path: Path) -> None:
    outputs = render_files(tmp_path, choose_pagefind())
    texts = next(body for path, body in outputs.items() if path.startswith("assets/texts-"))
    assert texts == b'playbook.take("texts-0",{});\n'
    assert b'"pagefind":true' in outputs["search/index.js"]


@needs_pagefind
def test_the_page_of_the_search_alone_may_run_web_assembly(tmp_path: Path) -> None:
    outputs = render_files(tmp_path, choose_pagefind())
    for path, page in see_pages(outputs).items():
        told = next(each.get("content") for each in page.every("meta") if each.get("http-equiv"))
        assert told == (WASM_POLICY if path == "search.html" else POLICY), path
    assert f"Content-Security-Policy: {WASM_POLICY}\n" in outputs["_headers"].decode()


@needs_pagefind
def test_equal_pages_give_an_equal_index(tmp_path: Path) -> None:
    one, two = (render_files(tmp_path / name, choose_pagefind()) for name in "ab")
    assert one == two
