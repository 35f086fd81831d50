"""What Decap asks, answered on real files: nothing is lost, nothing is touched outside content."""

import errno
import json
import os
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from playbook.cms.desk import ACTIONS, KEPT, Desk, Memory
from playbook.cms.media import MOST
from playbook.cms.places import RefusedError
from playbook.frontmatter import read, write
from tests.sites import judge_files, read_base, write_site

CRM = "content/initiatives/crm.md"
PAGES = {
    **read_base(),
    "content/index.md": "# Home\n\nWelcome.\n",
    "content/guide/first.md": "---\ntitle: First  # the first\n---\nText.\n",
    "content/initiatives/north/index.md": "---\ntitle: North\nstatus: draft\nowner: maya-okafor\n---\n",
    "content/assets/a.svg": '<svg xmlns="http://www.w3.org/2000/svg"/>',
}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(judge_files(tmp_path, PAGES).site, Memory())


def ask(desk: Desk, action: str, **params: Any) -> Any:
    return desk.answer(json.loads(json.dumps({"branch": "main", "action": action, "params": params})))


def refuse(desk: Desk, words: str, action: str, **params: Any) -> int:
    with pytest.raises(RefusedError, match=words or None) as told:
        ask(desk, action, **params)
    return told.value.status


def open_form(desk: Desk, path: str = CRM) -> dict[str, Any]:
    """Open a form: its data, its text and what it was opened with."""
    raw = ask(desk, "getEntry", path=path)["data"]
    _, front, body = raw.split("---\n", 2)
    return {**json.loads(front), "body": body.strip("\n")}


def write_raw(form: dict[str, Any]) -> str:
    """Write what a form says as Decap does: YAML, with empty values where something was cleared."""
    return write({key: each for key, each in form.items() if key != "body"}, form.get("body", "") + "\n")


def save(desk: Desk, form: dict[str, Any], path: str = CRM) -> None:
    entry = {"slug": "x", "path": path, "raw": write_raw(form)}
    told = ask(desk, "persistEntry", dataFiles=[entry], assets=[], options={"commitMessage": "x"})
    assert told == {"message": "entry persisted"}


def file_of(desk: Desk, path: str = CRM) -> Path:
    return desk.site.config.root / path


def change_file(desk: Desk, old: str, new: str, path: str = CRM) -> str:
    text = file_of(desk, path).read_text(encoding="utf-8")
    assert old in text
    file_of(desk, path).write_bytes(text.replace(old, new, 1).encode())
    return text.replace(old, new, 1)


def read_text(desk: Desk, path: str = CRM) -> str:
    return file_of(desk, path).read_bytes().decode()


def test_what_this_is(desk: Desk) -> None:
    told = ask(desk, "info")
    assert (told["publish_modes"], told["type"]) == (["simple"], "local_fs")
    assert ask(desk, "unpublishedEntries") == []
    assert refuse(desk, "no editorial workflow", "unpublishedEntry") == 404
    assert ask(desk, "getDeployPreview") is None
    assert ask(desk, "getNotes") == {"notes": []}


def test_the_pages_of_a_folder_and_below_it(desk: Desk) -> None:
    told = ask(desk, "entriesByFolder", folder="content/initiatives", extension="md", depth=1)
    assert [each["file"]["path"] for each in told] == [CRM, "content/initiatives/north/index.md"]
    assert json.loads(told[0]["data"].split("---\n")[1]) == {
        "title": "One CRM for every deal", "status": "running"
    }  # fmt: skip
    other = ask(desk, "entriesByFolder", folder="content", extension="md", depth=1)
    assert [each["file"]["path"] for each in other] == ["content/guide/first.md", "content/index.md"]
    file_of(desk, "content/initiatives/new.md").write_text("---\ntitle: [\n---\n")
    again = ask(desk, "entriesByFolder", folder="content/initiatives", extension="md", depth=1)
    assert '"new"' in again[1]["data"]


def test_a_page_is_shown_with_every_value_as_it_was_typed(desk: Desk) -> None:
    change_file(desk, "value: 62", "value: 62.50")
    form = open_form(desk)
    assert form["starts"] == "2026-01-12"
    assert form["targets"][0]["baseline"]["value"] == "62.50"
    assert form["targets"][0]["headline"] is True
    assert form["body"] in read_text(desk)
    assert ask(desk, "getEntry", path="content/initiatives/none.md")["data"] == ""
    assert [each["file"]["path"] for each in ask(desk, "entriesByFiles", files=[{"path": CRM}])] == [CRM]


def test_nothing_is_written_where_nothing_was_changed(desk: Desk) -> None:
    before = (read_text(desk), file_of(desk).stat().st_ino)  # a file that is written is another one
    save(desk, open_form(desk))
    assert (read_text(desk), file_of(desk).stat().st_ino) == before


def test_one_day_is_one_line(desk: Desk) -> None:
    text = change_file(desk, "due: 2026-12-18", "due: 2026-12-18   # agreed in May")
    form = open_form(desk)
    form["targets"][0]["target"]["due"] = "2027-01-15"
    save(desk, form)
    assert read_text(desk) == text.replace("2026-12-18   #", "2027-01-15   #")


def test_what_is_cleared_goes_and_what_was_never_there_stays_away(desk: Desk) -> None:
    text = change_file(desk, "affects:", "theme:\ntags: []\naffects:")
    form = open_form(desk)
    form |= {"sponsor": "", "lessons": {"keep": {"what": ""}}, "slips": [], "fields": {}, "theme": None}
    form["stages"]["goals"] |= {"keep": "", "diagnosis": []}
    save(desk, form)
    assert read_text(desk) == text.replace("sponsor: erik-lind\n", "")


def test_the_text_is_changed_alone(desk: Desk) -> None:
    file_of(desk).write_bytes(read_text(desk).replace("\n", "\r\n").encode() + b"\r\n\r\n")
    before = read_text(desk)
    form = open_form(desk)
    assert "\r" not in form["body"]
    form["body"] = "New words.\n\nAnd more."
    save(desk, form)
    front = before[: read(CRM, before.encode()).body_offset]
    after = read_text(desk)
    assert after.startswith(front)
    assert after[len(front) :].strip("\r\n") == "New words.\r\n\r\nAnd more."
    assert after.endswith("more.\r\n\r\n\r\n")


def test_a_text_is_given_to_a_page_without_one(desk: Desk) -> None:
    path = "content/initiatives/north/index.md"
    save(desk, {**open_form(desk, path), "body": "Now."}, path)
    assert read_text(desk, path).endswith("owner: maya-okafor\n---\n\nNow.\n")


def test_short_forms_stay_until_they_are_changed(desk: Desk) -> None:
    change_file(desk, "targets:", "lessons:\n  keep: Ask first\ntargets:")
    form = open_form(desk)
    assert form["lessons"] == {"keep": {"what": "Ask first"}}
    before = read_text(desk)
    save(desk, {**form, "title": "Another"})
    assert read_text(desk) == before.replace("title: One CRM for every deal", "title: Another")
    form["lessons"]["keep"]["owner"] = "erik-lind"
    save(desk, {**form, "title": "Another"})
    assert "lessons:\n  keep:\n    what: Ask first\n    owner: erik-lind\n" in read_text(desk)


def test_comments_stay_with_what_they_are_about_where_items_change_places(desk: Desk) -> None:
    first = "  # about the first\n  - risk: Few use it\n    owner: erik-lind   # asked\n"
    second = "  # about the second\n  - Data is bad\n"
    text = change_file(desk, "targets:", f"risks:\n{first}{second}targets:")
    form = open_form(desk)
    form["risks"].reverse()
    save(desk, form)
    assert read_text(desk) == text.replace(first + second, second + first)


def test_a_page_that_is_read_only_is_not_written(desk: Desk) -> None:
    form, before = {**open_form(desk), "title": "Mine"}, read_text(desk)
    file_of(desk).chmod(0o444)
    bring = {"assets": [picture("pic1.png")], "options": {}}
    entry = {"slug": "x", "path": CRM, "raw": write_raw(form)}
    assert (
        refuse(desk, r"crm\.md is read-only: nothing was written", "persistEntry", entry=entry, **bring)
        == 409
    )
    assert read_text(desk) == before
    assert [each.name for each in file_of(desk, "content/assets").iterdir()] == ["a.svg"]
    open_form(desk)
    assert refuse(desk, r"crm\.md is read-only: nothing was deleted", "deleteFile", path=CRM) == 409
    file_of(desk).chmod(0o644)
    save(desk, form)
    assert "title: Mine\n" in read_text(desk)


def test_two_who_change_different_things_both_win(desk: Desk) -> None:
    mine, yours = open_form(desk), open_form(desk)
    mine["title"], yours["summary"] = "Mine", "Yours."
    mine["stages"]["vision"]["done"], yours["stages"]["goals"]["starts"] = "2026-02-20", "2026-03-03"
    save(desk, mine)
    save(desk, yours)
    text = read_text(desk)
    assert all(f"{each}\n" in text for each in ("Mine", "Yours.", "done: 2026-02-20", "starts: 2026-03-03"))
    mine["summary"] = "Mine too."
    assert refuse_save(desk, mine, "`summary` was not saved: somebody else") == 409
    assert read_text(desk) == text


def refuse_save(desk: Desk, form: dict[str, Any], words: str, path: str = CRM) -> int:
    entry = {"slug": "x", "path": path, "raw": write_raw(form)}
    return refuse(desk, words, "persistEntry", dataFiles=[entry], assets=[], options={})


def test_a_list_that_somebody_else_has_changed_is_refused(desk: Desk) -> None:
    form = open_form(desk)
    text = change_file(desk, "due: 2026-12-18", "due: 2026-12-31")
    form["targets"][0]["target"]["due"] = "2027-01-15"
    assert refuse_save(desk, form, "`targets` was not saved") == 409
    form = open_form(desk)
    change_file(desk, text, text + "\nMore.\n")
    form["body"] += " Mine."
    assert refuse_save(desk, form, "the text of this page was not saved") == 409


def test_a_form_of_another_run_is_taken_only_where_the_page_is_the_same(desk: Desk) -> None:
    form = open_form(desk)
    later = Desk(desk.site, Memory())
    save(later, {**form, "title": "Mine"})
    assert refuse_save(Desk(desk.site, Memory()), {**form, "title": "Yours"}, "opened before") == 409


def test_no_more_states_are_remembered_than_are_needed(desk: Desk) -> None:
    first = open_form(desk)["playbook-seen"]
    for n in range(KEPT):
        change_file(desk, "title: ", f"title: {n}")
        open_form(desk)
    assert desk.memory.find(CRM, first) is None
    assert len(desk.memory._states) == KEPT


def test_a_new_page_stands_in_the_order_of_the_schema(desk: Desk) -> None:
    path = "content/metrics/open-invoices.md"
    form = {"unit": "days", "title": "Open: invoices", "kind": "outcome", "direction": "down", "body": "How."}
    save(desk, form, path)
    assert read_text(desk, path) == (
        "---\ntitle: 'Open: invoices'\nunit: days\ndirection: down\nkind: outcome\n---\n\nHow.\n"
    )
    assert refuse_save(desk, form, "exists already and is not written over", path) == 409


def test_what_a_form_does_not_show_stays_where_items_change_places(desk: Desk) -> None:
    items = ["  - risk: A # a\n    owner: ''\n", "  - risk: B\n", "  - risk: C # c\n    owner: '' # who?\n"]
    text = change_file(desk, "targets:", f"risks:\n{''.join(items)}targets:")
    form = open_form(desk)
    assert form["risks"] == [{"risk": "A"}, {"risk": "B"}, {"risk": "C"}]
    form["risks"].reverse()
    save(desk, form)
    assert read_text(desk) == text.replace("".join(items), "".join(reversed(items)))


@pytest.mark.parametrize(
    ("path", "twin"),
    [
        ("content/INDEX.md", "index.md"),
        ("content/Initiatives/x.md", "initiatives"),
        ("content/Method/x.md", "method"),
        ("content/guide/First.md", "first.md"),
        ("content/guide/cafe\u0301.md", "café.md"),
        ("content/GUIDE/new.md", "guide"),
    ],
)
def test_no_page_gets_a_name_that_some_systems_cannot_tell_from_another(
    desk: Desk, path: str, twin: str
) -> None:
    write_site(desk.site.config.root, {"content/guide/café.md": "# Café\n"})
    form = {"title": "New", "body": ""}
    assert refuse_save(desk, form, f"cannot tell `.*` from `{twin}`. Give another name", path) == 409
    save(desk, form, "content/guide/deeper/index.md")
    asset = picture("A.svg")
    assert refuse(desk, "cannot tell `A.svg` from `a.svg`", "persistMedia", asset=asset) == 409
    assert path not in {
        each.relative_to(desk.site.config.root).as_posix() for each in desk.site.config.root.rglob("*.md")
    }


def test_a_copy_of_a_page_is_a_new_one(desk: Desk) -> None:
    form, path = {**open_form(desk), "title": "Copy"}, "content/initiatives/copy.md"
    before = read_text(desk)
    entry = {"slug": "x", "path": path, "raw": write_raw(form)}
    ask(desk, "persistEntry", dataFiles=[entry], assets=[], options={"newEntry": True})
    assert read_text(desk, path).startswith("---\ntitle: Copy\nsummary: Every opportunity")
    assert "playbook-seen" not in read_text(desk, path)
    assert read_text(desk) == before
    told = {"dataFiles": [{**entry, "path": CRM}], "assets": [], "options": {"newEntry": True}}
    assert refuse(desk, "exists already", "persistEntry", **told) == 409


def test_what_would_make_a_page_unreadable_is_refused(desk: Desk) -> None:
    before = read_text(desk)
    form = open_form(desk)
    assert refuse_save(desk, {**form, "body": "a\u202eb"}, "cannot be saved: the text holds") == 422
    entry = {"slug": "x", "path": CRM, "raw": "---\ntitle: [\n---\n"}
    assert refuse(desk, "this cannot be saved", "persistEntry", dataFiles=[entry], assets=[]) == 422
    file_of(desk).write_text("---\ntitle: [\n---\n")
    assert refuse(desk, "cannot be shown as a form. Mend it in an editor", "getEntry", path=CRM) == 422
    file_of(desk).write_bytes(before.encode() + b"\xff")
    assert refuse(desk, "byte 0xFF is not UTF-8", "getEntry", path=CRM) == 422
    assert refuse_save(desk, form, "not UTF-8") == 422
    file_of(desk).unlink()
    assert refuse_save(desk, form, "is not there any more") == 409


HOSTILE = (
    "../secret.md", "content/../secret.md", "content/./a.md", "content//a.md", "/etc/passwd.md", "content",
    "content/initiatives/../../secret.md", "content/.hidden.md", "content/.git/config.md", "contents/a.md",
    "content\\a.md", "content/a\\..\\b.md", "content/C:a.md", "content/a\0.md", "content/a\n.md", "",
    "content/initiatives/crm.txt", "content/people.csv", "playbook.toml", "content/linked/a.md",
    "content/link.md", "content/initiatives", "content/folder.md", "content/con.md",
    "content/" + "a" * 300 + ".md",
)  # fmt: skip


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
@pytest.mark.parametrize("path", HOSTILE)
def test_no_file_outside_content_is_read_written_or_deleted(desk: Desk, path: str) -> None:
    root = desk.site.config.root
    write_site(root, {"secret.md": "secret", "elsewhere/a.md": "secret"})
    (root / "content/linked").symlink_to(root / "elsewhere")
    (root / "content/link.md").symlink_to(root / "secret.md")
    (root / "content/folder.md").mkdir()
    files = {each: each.read_bytes() for each in root.rglob("*") if each.is_file()}
    for action, params in (
        ("getEntry", {"path": path}),
        ("entriesByFiles", {"files": [{"path": path}]}),
        (
            "persistEntry",
            {"dataFiles": [{"slug": "x", "path": path, "raw": "---\ntitle: x\n---\n"}], "assets": []},
        ),
        ("deleteFile", {"path": path}),
        ("deleteFiles", {"paths": [CRM, path]}),
        ("getMediaFile", {"path": path}),
        ("persistMedia", {"asset": {"path": path, "content": "eA==", "encoding": "base64"}}),
    ):
        assert refuse(desk, "", action, **params) in (403, 404, 422), action
    assert {each: each.read_bytes() for each in root.rglob("*") if each.is_file()} == files


@pytest.mark.parametrize("folder", ["..", "content/..", "/", "content/.git", ""])
def test_no_folder_outside_content_is_listed(desk: Desk, folder: str) -> None:
    write_site(desk.site.config.root, {"secret.md": "secret", "secret.svg": "secret"})
    told = json.dumps(ask(desk, "entriesByFolder", folder=folder, extension="md", depth=9))
    assert "secret" not in told
    assert refuse(desk, "does not lie below", "getMedia", mediaFolder=folder) == 403


@pytest.mark.parametrize(
    "asked",
    [None, [], "x", 3, {}, {"action": "rm"}, {"action": ["info"]}, {"action": "getEntry"},
     {"action": "getEntry", "params": []}, {"action": "getEntry", "params": {"path": 3}},
     {"action": "persistEntry", "params": {"dataFiles": "x"}},
     {"action": "persistEntry", "params": {"dataFiles": [1, 2]}},
     {"action": "persistEntry", "params": {"dataFiles": [{"path": CRM, "raw": 3}]}},
     {"action": "persistMedia", "params": {"asset": "x"}},
     {"action": "deleteFiles", "params": {"paths": [3]}}, {"action": "deleteFile", "params": {}}],
)  # fmt: skip
def test_what_is_no_question_is_refused_in_words(desk: Desk, asked: object) -> None:
    with pytest.raises(RefusedError, match=r"\w"):
        desk.answer(asked)


def test_every_action_of_the_local_backend_is_known_or_refused() -> None:
    asked = {
        "info",
        "entriesByFolder",
        "entriesByFiles",
        "getEntry",
        "persistEntry",
        "getMedia",
        "getMediaFile",
    }
    asked |= {"persistMedia", "deleteFile", "deleteFiles", "unpublishedEntries", "getDeployPreview"}
    assert asked <= set(ACTIONS)


def test_a_page_is_not_renamed_by_a_form(desk: Desk) -> None:
    entry = {
        "slug": "x",
        "path": CRM,
        "newPath": "content/initiatives/b.md",
        "raw": write_raw(open_form(desk)),
    }
    assert refuse(desk, "rename its file", "persistEntry", dataFiles=[entry], assets=[]) == 422


def test_pages_and_assets_are_deleted_all_or_none(desk: Desk) -> None:
    open_form(desk)
    assert refuse(desk, "is not there any more", "deleteFiles", paths=[CRM, "content/none.md"]) == 404
    assert file_of(desk).exists()
    ask(desk, "deleteFiles", paths=[CRM, "content/assets/a.svg", CRM])
    names = [each.name for each in desk.site.config.root.rglob("*")]
    assert not [each for each in names if each.startswith(".")]
    assert not file_of(desk).exists()
    assert not file_of(desk, "content/assets/a.svg").exists()
    assert (
        refuse(
            desk, "no file that a page can link to|does not lie in", "deleteFile", path="content/people.csv"
        )
        == 403
    )


def test_what_was_deleted_is_put_back_where_the_next_cannot_be(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = {each: each.read_bytes() for each in desk.site.config.root.rglob("*") if each.is_file()}
    open_form(desk)

    def fail(act: Any) -> Any:
        def act_or_fail(path: Path, *rest: Any, **more: Any) -> Any:
            if path.name == "a.svg":
                raise OSError(errno.EACCES, "Permission denied", str(path))
            return act(path, *rest, **more)

        return act_or_fail

    monkeypatch.setattr(Path, "unlink", fail(Path.unlink))
    monkeypatch.setattr(Path, "rename", fail(Path.rename))
    paths = [CRM, "content/assets/a.svg"]
    assert refuse(desk, r"a\.svg cannot be deleted: Permission denied", "deleteFiles", paths=paths) == 422
    assert {each: each.read_bytes() for each in desk.site.config.root.rglob("*") if each.is_file()} == files


def test_a_page_that_nobody_has_seen_so_is_not_deleted(desk: Desk) -> None:
    words = "was not deleted: it is not as a form has shown it last"
    assert refuse(desk, words, "deleteFiles", paths=[CRM]) == 409
    form = open_form(desk)
    change_file(desk, "title: One CRM", "# a remark of somebody else\ntitle: One CRM")
    assert refuse(desk, words, "deleteFiles", paths=[CRM]) == 409
    save(desk, {**form, "summary": "Mine."})  # over what somebody else wrote, and has not been shown
    assert refuse(desk, words, "deleteFile", path=CRM) == 409
    save(desk, {**open_form(desk), "summary": "Mine too."})
    ask(desk, "deleteFile", path=CRM)
    assert not file_of(desk).exists()
    path = "content/new.md"
    save(desk, {"title": "New", "body": ""}, path)
    ask(desk, "deleteFile", path=path)
    assert not file_of(desk, path).exists()


def test_a_metric_with_readings_is_not_deleted(desk: Desk) -> None:
    path, readings = "content/metrics/open-invoices.md", "content/metrics/open-invoices.csv"
    write_site(desk.site.config.root, {path: "---\ntitle: Open\n---\n", readings: "date,value\n"})
    open_form(desk, path)
    assert refuse(desk, "its readings are in open-invoices.csv", "deleteFiles", paths=[path]) == 409
    assert file_of(desk, path).exists()
    file_of(desk, readings).unlink()
    ask(desk, "deleteFiles", paths=[path])
    assert not file_of(desk, path).exists()


def test_assets_come_and_are_shown(desk: Desk) -> None:
    told = ask(desk, "getMedia", mediaFolder="content/assets")
    assert [(each["name"], each["path"]) for each in told] == [("a.svg", "content/assets/a.svg")]
    content = b64encode(b"\x89PNG").decode()
    asset = {"path": "content/assets/b.png", "content": content, "encoding": "base64"}
    assert ask(desk, "persistMedia", asset=asset)["content"] == content
    assert ask(desk, "getMediaFile", path="content/assets/b.png")["name"] == "b.png"
    assert file_of(desk, "content/assets/b.png").read_bytes() == b"\x89PNG"
    ask(desk, "persistMedia", asset=asset)  # the same once more
    other = {**asset, "content": b64encode(b"other").decode()}
    assert refuse(desk, "another file called b.png .* give yours another", "persistMedia", asset=other) == 409
    assert file_of(desk, "content/assets/b.png").read_bytes() == b"\x89PNG"
    big = {**asset, "path": "content/assets/c.png", "content": b64encode(bytes(MOST + 1)).decode()}
    assert refuse(desk, "a file has at most", "persistMedia", asset=big) == 422
    for broken in ({"content": "é"}, {"encoding": "utf-8"}, {"content": "eA="}):
        bad = {**asset, "path": "content/assets/d.png", **broken}
        assert refuse(desk, "did not come as base64", "persistMedia", asset=bad) == 422
    assert refuse(desk, "is not there", "getMediaFile", path="content/assets/none.png") == 404
    for path in ("content/assets/x.html", "content/assets/x.js", "content/metrics/x.csv"):
        assert refuse(desk, "", "persistMedia", asset={**asset, "path": path}) == 403


def picture(name: str, raw: bytes = b"\x89PNG") -> dict[str, str]:
    return {"path": f"content/assets/{name}", "content": b64encode(raw).decode(), "encoding": "base64"}


def test_pictures_come_with_their_page_or_not_at_all(desk: Desk) -> None:
    form, new = open_form(desk), file_of(desk, "content/assets/pic1.png")
    change_file(desk, "title: One CRM", "title: Meanwhile, one CRM")
    bring = {"assets": [picture("pic1.png")], "options": {}}
    entry = {"slug": "x", "path": CRM, "raw": write_raw({**form, "title": "Mine"})}
    assert refuse(desk, "`title` was not saved", "persistEntry", dataFiles=[entry], **bring) == 409
    assert not new.exists()
    entry["raw"] = write_raw({**open_form(desk), "title": "Mine"})
    for bad, status in (
        ({**picture("pic2.png"), "content": "é"}, 422),
        (picture("a.svg"), 409),
        (picture("pic1.png", b"other"), 409),
        ("x", 422),
    ):
        two = {"assets": [picture("pic1.png"), bad]}
        assert refuse(desk, r"\w", "persistEntry", dataFiles=[entry], **two) == status
        assert not new.exists()
    bring["assets"] = [picture("pic1.png")] * 2  # used twice in one text
    ask(desk, "persistEntry", dataFiles=[entry], **bring)
    assert new.read_bytes() == b"\x89PNG"
    assert "title: Mine\n" in read_text(desk)
    entry["raw"] = write_raw({**open_form(desk), "title": "Mine again"})
    ask(desk, "persistEntry", dataFiles=[entry], **bring)
    assert "title: Mine again\n" in read_text(desk)


def test_a_picture_does_not_stay_where_its_page_cannot_be_written(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = {"slug": "x", "path": CRM, "raw": write_raw({**open_form(desk), "title": "Mine"})}

    def fail(_beside: Path, target: Path) -> Path:
        raise OSError(errno.ENOSPC, "No space left on device", str(target))

    monkeypatch.setattr(Path, "replace", fail)
    told = {"dataFiles": [entry], "assets": [picture("pic1.png")]}
    assert refuse(desk, "cannot be written: No space left", "persistEntry", **told) == 409
    assert not file_of(desk, "content/assets/pic1.png").exists()


def list_texts(node: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[Any, str | int]]:
    """Yield each text of a form with what holds it."""
    for key, value in node.items() if isinstance(node, dict) else enumerate(node):
        if isinstance(value, str):
            yield node, key
        elif isinstance(value, dict | list):
            yield from list_texts(value, (*path, key))


@pytest.mark.parametrize("name", ["crm-weekly-use", "handover", "quote-turnaround"])
def test_each_text_of_a_real_plan_is_changed_alone(desk: Desk, name: str) -> None:
    path = f"content/initiatives/{name}.md"
    text = (Path(__file__).parent.parent / path).read_text(encoding="utf-8")
    file_of(desk, path).write_text(text, encoding="utf-8")
    form = open_form(desk, path)
    places = [each for each in list_texts(form) if each[1] not in ("playbook-seen", "body")]
    for holder, key in places:
        kept, holder[key] = holder[key], "2027-01-01: another"
        save(desk, form, path)
        lines = zip(text.splitlines(), read_text(desk, path).splitlines(), strict=True)
        assert sum(one != other for one, other in lines) == 1, (key, kept)
        holder[key] = kept
        file_of(desk, path).write_text(text, encoding="utf-8")
    assert len(places) > 60
