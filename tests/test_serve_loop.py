"""A save is shown; whatever breaks is told in the page, and what is mended is shown again by itself."""

import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from playbook.check import Options
from playbook.config import read_config
from playbook.pipeline import judge_playbook, make_outputs
from playbook.serve.build import Asked, Built, FreshBuilder
from tests.previewed import DEADLINE, Running, ask_server, make_built, running, wait_until
from tests.repositories import make_repository
from tests.sites import TODAY, read_base, write_site

CRM = "content/initiatives/crm.md"
PAGE = "initiative/crm.html"
TITLE = "One CRM for every deal"


@pytest.fixture
def live(tmp_path: Path) -> Iterator[Running]:
    with running(write_site(tmp_path, read_base())) as made:
        yield made


def edit(live: Running, name: str, old: str, new: str) -> None:
    text = (live.root / name).read_text(encoding="utf-8")
    assert old in text
    (live.root / name).write_text(text.replace(old, new), encoding="utf-8")


def build_clean(root: Path, today: date = TODAY) -> dict[str, bytes]:
    config, faults = read_config(root)
    assert not faults
    outputs = make_outputs(judge_playbook(config, today, Options()), is_preview=True)
    return {each.path: each.body for each in outputs}


def test_what_is_served_is_a_preview_and_nothing_is_written(live: Running) -> None:
    before = sorted(each for each in live.root.rglob("*"))
    served = ask_server(live.server, f"/{PAGE}")
    assert served.status == 200
    assert b"Preview, not published." in served.body
    assert dict(live.preview.current.outputs) == build_clean(live.root)
    assert sorted(each for each in live.root.rglob("*")) == before


def test_a_save_is_shown_with_its_findings_in_place(live: Running) -> None:
    edit(live, CRM, "  goals:\n    owner: tom-hale\n", "  goals:\n")
    live.wait_for_page(PAGE, b"PB101")
    assert b"PB101" in ask_server(live.server, f"/{PAGE}").body
    assert [Path(each.path).name for each in live.turns[-1].changes] == ["crm.md"]
    assert live.turns[-1].seconds > 0


def test_a_page_that_cannot_be_read_is_shown_as_such(live: Running) -> None:
    before = (live.root / CRM).read_bytes()
    (live.root / CRM).write_bytes(b"---\ntitle: [a\n\xff\xfe")
    live.wait_for(lambda shown: TITLE.encode() not in shown.outputs.get(PAGE, b""), "unreadable")
    assert live.preview.current.message is None
    assert b"not UTF-8" in ask_server(live.server, f"/{PAGE}").body
    (live.root / CRM).write_bytes(before)
    live.wait_for_page(PAGE, TITLE.encode())


BROKEN = {
    "the configuration": (
        "playbook.toml",
        "[site\n",
        ("The configuration cannot be used", "playbook.toml:1:6"),
    ),
    "a setting": ("playbook.toml", '[site]\nnmae = "x"\n', ("playbook.toml:2:1", "nmae")),
    "a template's name": (
        "templates/home.html",
        '{% extends "playbook/home.html" %}\n{% block crumbs %}\n  {{ view.titel }}{% endblock %}',
        ("A template cannot be used", "templates/home.html:3:3", "titel", "packaged one takes its place"),
    ),
    "a template's syntax": ("templates/initiative.html", "\n{% if %}", ("templates/initiative.html:2:1",)),
    "a part of a template": ("templates/_macros.html", "{% macro %}", ("templates/_macros.html:1:1",)),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_breaks_fills_the_page_and_comes_back(live: Running, name: str) -> None:
    file, text, words = BROKEN[name]
    path = live.root / file
    before = path.read_bytes() if path.exists() else None
    write_site(live.root, {file: text})
    live.wait_for_message(*words)
    served = ask_server(live.server, f"/{PAGE}")
    assert b"Traceback" not in served.body
    assert b"/.playbook/reload.js" in served.body
    style = next(each for each in live.preview.current.outputs if each.endswith(".css"))
    assert ask_server(live.server, f"/{style}").status == 200
    if before is None:
        path.unlink()
    else:
        path.write_bytes(before)
    live.wait_for_page(PAGE, TITLE.encode())
    assert dict(live.preview.current.outputs) == build_clean(live.root)


def test_a_preview_begins_with_what_is_broken_and_recovers(tmp_path: Path) -> None:
    write_site(tmp_path, {**read_base(), "playbook.toml": "[site\n"})
    with running(tmp_path) as live:
        live.wait_for_message("playbook.toml:1:6")
        write_site(tmp_path, {"playbook.toml": read_base()["playbook.toml"]})
        live.wait_for_page(PAGE, TITLE.encode())


def test_a_content_folder_that_is_not_there_and_comes(tmp_path: Path) -> None:
    with running(write_site(tmp_path, {"playbook.toml": ""})) as live:
        write_site(tmp_path, read_base())
        live.wait_for_page(PAGE, TITLE.encode())


def test_another_content_folder_by_configuration_is_watched(live: Running) -> None:
    write_site(
        live.root, {f"words/{name.removeprefix('content/')}": text for name, text in read_base().items()}
    )
    write_site(live.root, {"playbook.toml": 'content = "words"\n' + read_base()["playbook.toml"]})
    live.wait_for_page(PAGE, b"words/initiatives/crm.md")
    edit(live, "words/initiatives/crm.md", TITLE, "Another CRM")
    live.wait_for_page(PAGE, b"Another CRM")


class Failing:
    """A builder that fails while it is told to, as a fault of playbook would."""

    def __init__(self) -> None:
        self.fails = True

    def build(self, _asked: Asked) -> Built:
        """Fail, or build."""
        if self.fails:
            raise ZeroDivisionError("planted")
        return make_built({"index.html": b"<head></head>well"})


def test_a_fault_of_playbook_names_its_trace_and_never_shows_it(tmp_path: Path) -> None:
    builder = Failing()
    with running(write_site(tmp_path, read_base()), builder=builder) as live:
        live.wait_for_message("playbook itself failed", "not of your pages", "ZeroDivisionError")
        page = ask_server(live.server).body.decode()
        trace = Path(page.split("the trace is in ")[1].split(": please")[0])
        assert "planted" in trace.read_text(encoding="utf-8")
        assert "planted" not in page
        trace.unlink()
        builder.fails = False
        (tmp_path / CRM).write_text("x")
        live.wait_for_page("index.html", b"well")


class Lazy(dict[str, bytes]):
    """Outputs that are rendered when they are asked for, and fail."""

    def __getitem__(self, path: str) -> bytes:
        """Fail."""
        raise OSError(2, "No such file or directory", "x.svg")


def test_what_fails_on_request_fills_that_page_alone(tmp_path: Path) -> None:
    with running(write_site(tmp_path, read_base())) as live:
        live.loop.stop()
        live.preview.show(make_built(Lazy({"index.html": b""})))
        answered = ask_server(live.server)
        assert b"A file cannot be read" in answered.body
        assert b"x.svg" in answered.body


def test_without_any_hint_looking_alone_converges(tmp_path: Path) -> None:
    with running(write_site(tmp_path, read_base()), hints=None) as live:
        edit(live, CRM, TITLE, "Another CRM")
        (live.root / "content/metrics/sales-cycle.md").rename(live.root / "content/metrics/cycle.md")
        write_site(live.root, {"content/notes/deep/new.md": "# Something new\n"})
        wait_until(
            lambda: dict(live.preview.current.outputs) == build_clean(live.root), "equal to a clean build"
        )
        assert "notes/deep/new.html" in str(list(live.preview.current.outputs))


def test_a_checkout_of_another_branch_is_shown(tmp_path: Path) -> None:
    repository = make_repository(tmp_path)
    repository.commit(read_base())
    repository.git("checkout", "--quiet", "-b", "other")
    crm = read_base()[CRM].replace(TITLE, "Another CRM")
    repository.commit({CRM: crm, "content/initiatives/second.md": crm})
    repository.git("checkout", "--quiet", "main")
    with running(tmp_path) as live:
        for branch in ("other", "main"):
            repository.git("checkout", "--quiet", branch)
            wait_until(lambda: dict(live.preview.current.outputs) == build_clean(tmp_path), branch)
        assert b"Another CRM" not in live.preview.current.outputs[PAGE]


def test_the_page_says_so_when_a_commit_is_made(tmp_path: Path) -> None:
    repository = make_repository(tmp_path)
    repository.commit(read_base())
    (tmp_path / CRM).write_text(read_base()[CRM] + "\nMore.\n")
    with running(tmp_path) as live:
        open_page = live.preview.current.outputs[PAGE]
        repository.commit({}, "more words")
        live.wait_for(lambda shown: shown.outputs[PAGE] != open_page, "the commit")
        wait_until(
            lambda: dict(live.preview.current.outputs) == build_clean(tmp_path), "equal to a clean build"
        )


def test_the_day_turns_without_a_save(tmp_path: Path) -> None:
    with running(write_site(tmp_path, read_base()), hints=None) as live:
        live.day = date(2027, 6, 2)
        live.wait_for(lambda shown: b"2027" in shown.outputs["build.json"], "the new day")
        assert live.turns[-1].changes == ()


def test_requests_are_answered_during_a_build(tmp_path: Path) -> None:
    begun, go_on = threading.Event(), threading.Event()

    class Slow(FreshBuilder):
        def build(self, asked: Asked) -> Built:
            begun.set()
            assert go_on.wait(DEADLINE)
            return super().build(asked)

    write_site(tmp_path, read_base())
    go_on.set()
    with running(tmp_path, builder=Slow()) as live:
        go_on.clear()
        begun.clear()
        edit(live, CRM, TITLE, "Another CRM")
        assert begun.wait(DEADLINE)
        assert TITLE.encode() in ask_server(live.server, f"/{PAGE}").body
        edit(live, CRM, "Another CRM", "A third CRM")  # while the build is under way
        go_on.set()
        live.wait_for_page(PAGE, b"A third CRM")


def test_the_first_page_waits_for_the_first_build(tmp_path: Path) -> None:
    go_on = threading.Event()

    class Slow(FreshBuilder):
        def build(self, asked: Asked) -> Built:
            assert go_on.wait(DEADLINE)
            return super().build(asked)

    live = Running(write_site(tmp_path, read_base()), builder=Slow())
    first = ask_server(live.server, f"/{PAGE}")
    assert b"The site is being made" in first.body
    seen = first.body.split(b'data-seen="')[1].split(b'"')[0].decode()
    go_on.set()
    told = ask_server(live.server, f"/.playbook/events?page=/{PAGE}&seen={seen}")
    assert b"event: reload" in told.body
    live.close()


def test_a_failure_while_files_still_change_is_not_shown(tmp_path: Path) -> None:
    class Torn(FreshBuilder):
        """Sees a file half written once, as a build in the midst of a checkout does."""

        def build(self, asked: Asked) -> Built:
            if (tmp_path / "torn").exists():
                (tmp_path / "torn").unlink()
                (tmp_path / CRM).write_text(read_base()[CRM].replace(TITLE, "Whole again"))
                raise OSError(2, "No such file or directory", "half")
            return super().build(asked)

    with running(write_site(tmp_path, read_base()), builder=Torn()) as live:
        (tmp_path / "torn").touch()
        (tmp_path / CRM).write_text("half")
        live.wait_for(lambda shown: shown.number > 1, "the next that is shown")
        assert live.preview.current.message is None
        live.wait_for_page(PAGE, b"Whole again")
