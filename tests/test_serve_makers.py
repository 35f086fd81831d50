"""Who makes what a preview is asked for: told by names, so that what there is not costs nothing; what fails
keeps nobody from the rest."""

from pathlib import Path

import pytest

from playbook.check import Options
from playbook.config import read_config
from playbook.making import Means
from playbook.memo import Tools
from playbook.render import Renderer
from playbook.render_site import prepare_site
from playbook.serve.build import Asked, Built, LastingBuilder
from playbook.serve.events import BEGIN, LIFE, stream
from playbook.serve.lazy import LazyOutputs
from playbook.serve.makers import Makers
from playbook.serve.manifest import list_shown
from playbook.serve.message import Message
from playbook.serve.preview import Preview
from playbook.templates_place import find_templates
from playbook.view.paging import SIZES, Size
from tests.busy import make_busy
from tests.previewed import ask_server, running
from tests.rendered import make_facts
from tests.sites import TODAY, judge_files, read_base, write_site
from tests.test_resolve_again import BASE

SMALL = {kind: Size(2, 2, 3) for kind in SIZES}
FAULTY = "{% extends 'playbook/metrics.html' %}{% block content %}\n{{ view.nonsense.x }}{% endblock %}"
LOST = (
    "apple-touch-icon.png",
    "favicon.ico",
    "nope.html",
    "nope",
    "person/nobody.html",
    "person/nobody.md",
    "lists/person/nobody/due.html",
    "assets/site.000.css",
    "assets/nope.js",
    "data/nope.js",
    "files/nope.svg",
    "nope.css",
)


def build(root: Path, builder: LastingBuilder | None = None) -> Built:
    config, faults = read_config(root)
    assert not faults
    return (builder or LastingBuilder(Tools())).build(Asked(config, TODAY, Options()))


def open_outputs(built: Built) -> LazyOutputs:
    assert isinstance(built.outputs, LazyOutputs)
    return built.outputs


def test_every_path_of_a_site_is_found_by_its_name(tmp_path: Path) -> None:
    files = make_busy(12) | {name: BASE[name] for name in ("content/old.md", "content/note.md")}
    judgement = judge_files(tmp_path, files)
    facts = make_facts(judgement, sizes=SMALL)
    means = Means(Renderer(judgement.site.config.templates, find_templates()))
    making = prepare_site(facts, means)
    makers = Makers(making.press.index, making.done)
    making.do_all(means.tools)
    made = [(job, each.path) for job, outputs in making.done.items() for each in outputs or ()]
    assert [path for job, path in made if job not in makers.list_all(path)] == []
    assert {"lists/initiatives/2.html", "lists/department/sales/roadmap.html", "older.html"} <= {
        path for _, path in made
    }
    sure = [(job, path) for job, path in made if makers.find_sure(path)]
    assert [path for job, path in sure if makers.find_sure(path) != job] == []
    assert len(sure) > 50


@pytest.mark.parametrize("path", LOST)
def test_what_there_is_not_renders_nothing(tmp_path: Path, path: str) -> None:
    outputs = open_outputs(build(write_site(tmp_path, BASE)))
    assert path not in outputs
    assert outputs.count_made() == 0


def test_a_path_of_the_last_time_that_is_no_more_is_not_there(tmp_path: Path) -> None:
    plan = "content/initiatives/crm.md"
    text = BASE[plan]
    write_site(tmp_path, BASE | {plan: text.replace("---\n", "---\nformerly: [old-name]\n", 1)})
    builder = LastingBuilder(Tools())
    assert open_outputs(build(tmp_path, builder))["initiative/old-name.html"]
    write_site(tmp_path, BASE)
    assert "initiative/old-name.html" not in open_outputs(build(tmp_path, builder))


def test_membership_of_a_page_renders_nothing(tmp_path: Path) -> None:
    outputs = open_outputs(build(write_site(tmp_path, BASE)))
    for path in ("initiative/crm.html", "check.html", "index.html", "people.html"):
        assert path in outputs
    assert outputs.count_made() == 0


def test_an_address_elsewhere_is_never_looked_up() -> None:
    page = (
        b'<a href="https://example.com/a.png"> <a href="//example.com/b.svg"> <img src="data:x.png"> '
        b'<img src="../files/c.png"> <a href="http://[bad/d.png">'
    )
    assert list(list_shown("guides/x.html", page)) == ["files/c.png"]


def test_a_page_whose_template_fails_says_so_and_all_others_are_shown(tmp_path: Path) -> None:
    write_site(tmp_path, {**read_base(), "templates/metrics.html": FAULTY})
    told: list[Message] = []
    with running(tmp_path, builder=LastingBuilder(Tools())) as live:
        live.loop.stop()
        live.thread.join()
        preview = live.preview
        object.__setattr__(preview.current, "tell", told.append)
        for path in ("/", "/people.html", "/check.html", "/initiative/crm.html"):
            answered = ask_server(live.server, path)
            assert (answered.status, b"Preview, not published." in answered.body) == (200, True), path
        assert ask_server(live.server, "/nope.html").status == 404
        assert told == []
        for _ in range(2):
            answered = ask_server(live.server, "/metrics.html")
            assert answered.status == 200
            assert b"templates/metrics.html:2:" in answered.body
            assert b"nonsense" in answered.body
    assert [each.title for each in told] == ["A template cannot be used"]


def test_an_open_page_is_told_when_its_template_fails_and_when_it_is_mended(tmp_path: Path) -> None:
    builder, told = LastingBuilder(Tools()), list[Message]()
    preview = Preview(told.append)
    preview.show(build(write_site(tmp_path, read_base()), builder))
    good = preview.current.find("metrics.html").tag
    listening = stream(preview, "metrics.html", good)
    next(listening)
    for text in (FAULTY, FAULTY + " "):
        write_site(tmp_path, {"templates/metrics.html": text})
        preview.show(build(tmp_path, builder))
        bad = preview.current.find("metrics.html").tag
        assert bad != good
    assert next(listening).startswith(b"event: reload")
    assert len(told) == 2
    (tmp_path / "templates/metrics.html").unlink()
    preview.show(build(tmp_path, builder))
    assert preview.current.find("metrics.html").tag == good


class Broken(dict[str, bytes]):
    """Outputs of which one has a fault of playbook's own."""

    def __getitem__(self, path: str) -> bytes:
        """Fail."""
        raise ZeroDivisionError(path)


def test_a_fault_of_playbook_on_request_is_explained_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr("playbook.serve.events.BEAT", 0.01)
    preview = Preview()
    preview.show(Built(Broken({"a.html": b"", "b.html": b""})))
    tags = {preview.current.find("a.html").tag for _ in range(3)}
    assert len(tags) == 1
    assert len(list(tmp_path.glob("playbook-crash-*"))) == 1
    listening = stream(preview, "a.html", tags.pop())
    assert [next(listening), next(listening)] == [BEGIN, LIFE]
