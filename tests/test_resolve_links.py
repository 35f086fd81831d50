"""Links in prose: where each leads, and what a broken one is told, at its own line and column."""

from pathlib import Path

import pytest

from playbook.model.site import ResolvedLink
from tests.sites import judge_files, read_base

FILES = {
    **read_base(),
    "content/guides/how.md": "# How\n\n## What we do\n\n## Über uns\n\n## What we do\n",
    "content/guides/Big.md": "# Big\n",
    "content/guides/people.md": "# People\n",
    "content/guides/my page.md": "# Mine\n",
    "content/guides/100%.md": "# All\n",
    "content/guides/jose\u0301.md": "# Jos\u00e9\n",
    "content/team/index.md": "# Team\n",
    "content/sales.md": "# The page that is called like a department\n",
    "content/assets/picture one.svg": "<svg/>",
    "content/assets/report.pdf": "%PDF",
    "content/assets/odd:name.pdf": "%PDF",
    "content/assets/script.js": "",
    "content/broken.md": "---\ntitle: a: b\n---\n## Here\n",
    "content/unclosed.md": "---\ntitle: a\n## Here\n",
    "content/old.md": "---\nformerly:\n  - older\n---\n# Old\n",
    "content/people/ana-ruiz.md": "Prose.\n\n## Contact\n",
}
HERE = "content/guides/here.md"

GOOD: dict[str, tuple[str, ResolvedLink]] = {
    "a page beside": ("[x](how.md)", ResolvedLink("page/guides/how", "", "guides/how.html", "How")),
    "a page elsewhere": (
        "[x](../initiatives/crm.md)",
        ResolvedLink("initiative/crm", "", "initiative/crm.html", "One CRM for every deal"),
    ),
    "a heading": (
        "[x](how.md#what-we-do)",
        ResolvedLink("page/guides/how", "what-we-do", "guides/how.html", "How"),
    ),
    "the second of two headings": (
        "[x](how.md#what-we-do-1)",
        ResolvedLink("page/guides/how", "what-we-do-1", "guides/how.html", "How"),
    ),
    "a heading in another script": (
        "[x](how.md#%C3%BCber-uns)",
        ResolvedLink("page/guides/how", "über-uns", "guides/how.html", "How"),
    ),
    "a heading of this page": (
        "[x](#here)",
        ResolvedLink("page/guides/here", "here", "guides/here.html", "Here"),
    ),
    "this page": ("[x](#)", ResolvedLink("page/guides/here", "", "guides/here.html", "Here")),
    "a blank, encoded": (
        "[x](my%20page.md)",
        ResolvedLink("page/guides/my page", "", "guides/my page.html", "Mine"),
    ),
    "a blank, in brackets": (
        "[x](<my page.md>)",
        ResolvedLink("page/guides/my page", "", "guides/my page.html", "Mine"),
    ),
    "a per cent sign": ("[x](100%25.md)", ResolvedLink("page/guides/100%", "", "guides/100%.html", "All")),
    "a composed name": (
        "[x](jos\u00e9.md)",
        ResolvedLink("page/guides/jos\u00e9", "", "guides/jos\u00e9.html", "Jos\u00e9"),
    ),
    "a decomposed wikilink": (
        "[[guides/jose\u0301]]",
        ResolvedLink("page/guides/jos\u00e9", "", "guides/jos\u00e9.html", "Jos\u00e9"),
    ),
    "a question": ("[x](how.md?plain=1)", ResolvedLink("page/guides/how", "", "guides/how.html", "How")),
    "a folder with an index": ("[x](../team/)", ResolvedLink("page/team", "", "team.html", "Team")),
    "its index": ("[x](../team/index.md)", ResolvedLink("page/team", "", "team.html", "Team")),
    "an asset": ("[x](../assets/report.pdf)", ResolvedLink("", "", "files/assets/report.pdf", "report.pdf")),
    "a place in an asset": (
        "[x](../assets/report.pdf#page=3)",
        ResolvedLink("", "page=3", "files/assets/report.pdf", "report.pdf"),
    ),
    "a picture": (
        "![x](../assets/picture%20one.svg)",
        ResolvedLink("", "", "files/assets/picture one.svg", "picture one.svg"),
    ),
    "another site": ("[x](https://a.example/b)", ResolvedLink(url="https://a.example/b", external=True)),
    "a bare address": ("<https://a.example>", ResolvedLink(url="https://a.example", external=True)),
    "a mail": ("<a@b.example>", ResolvedLink(url="mailto:a@b.example", external=True)),
    "by reference": (
        "[x][r]\n\n[r]: how.md",
        ResolvedLink("page/guides/how", "", "guides/how.html", "How"),
    ),
    "a wikilink": (
        "[[crm]]",
        ResolvedLink("initiative/crm", "", "initiative/crm.html", "One CRM for every deal"),
    ),
    "with a label": (
        "[[crm|the change]]",
        ResolvedLink("initiative/crm", "", "initiative/crm.html", "One CRM for every deal"),
    ),
    "with a kind and a heading": (
        "[[initiative/crm#vision]]",
        ResolvedLink("initiative/crm", "vision", "initiative/crm.html", "One CRM for every deal"),
    ),
    "a person without a page": (
        "[[tom-hale]]",
        ResolvedLink("person/tom-hale", "", "person/tom-hale.html", "Tom Hale"),
    ),
    "a person with a page too": (
        "[[ana-ruiz#contact]]",
        ResolvedLink("person/ana-ruiz", "contact", "person/ana-ruiz.html", "Ana Ruiz"),
    ),
    "another page by its path": (
        "[[guides/how]]",
        ResolvedLink("page/guides/how", "", "guides/how.html", "How"),
    ),
    "one of two by its kind": (
        "[[department/sales]]",
        ResolvedLink("department/sales", "", "department/sales.html", "Sales"),
    ),
    "a heading here": (
        "[[#here]]",
        ResolvedLink("page/guides/here", "here", "guides/here.html", "Here"),
    ),
    "a heading of a page that cannot be read": (
        "[x](../unclosed.md#here)",
        ResolvedLink("page/unclosed", "here", "unclosed.html", "Unclosed"),
    ),
    "a heading below front matter that cannot be read": (
        "[[broken#nowhere]]",
        ResolvedLink("page/broken", "nowhere", "broken.html", "Broken"),
    ),
}


@pytest.mark.parametrize(("text", "target"), GOOD.values(), ids=GOOD)
def test_a_link_leads_somewhere(tmp_path: Path, text: str, target: ResolvedLink) -> None:
    judgement = judge_files(tmp_path, {**FILES, HERE: f"# Here\n\n{text}\n"})
    assert judgement.site.links["page/guides/here"] == (target,)
    assert [each for each in judgement.checked.report.diagnostics if each.span.path == HERE] == []


BROKEN: dict[str, tuple[str, int, str, str]] = {
    "no such page": ("[x](hwo.md)", 5, "there is no file content/guides/hwo.md", "did you mean `how.md`?"),
    "nothing near": (
        "[x](zzzzzzzzzzzz)",
        5,
        "there is no file content/guides/zzzzzzzzzzzz",
        "check the name, or add the page",
    ),
    "near by its ending alone": (
        "[x](nope.md)",
        5,
        "there is no file content/guides/nope.md",
        "check the name, or add the page",
    ),
    "in another folder": (
        "[x](sales-cycle.md)",
        5,
        "there is no file content/guides/sales-cycle.md",
        "did you mean `../metrics/sales-cycle.md`?",
    ),
    "a person without a page": (
        "[x](../people/tom-hale.md)",
        5,
        "there is no file content/people/tom-hale.md",
        "it has no file of its own: write [[tom-hale]]",
    ),
    "without its ending": ("[x](how#a)", 5, "there is no file content/guides/how", "write how.md"),
    "capital letters": (
        "[x](big.md)",
        5,
        "there is no file content/guides/big.md; only its capital letters differ",
        "write Big.md",
    ),
    "an old name": (
        "[x](../older.md)",
        5,
        "there is no file content/older.md any more: it was renamed",
        "write ../old.md",
    ),
    "an old id": ("[[older]]", 3, "`older` was renamed", "write [[old]]"),
    "no such heading": (
        "[x](how.md#what-we-did)",
        5,
        "content/guides/how.md has no heading `#what-we-did`",
        "did you mean `what-we-do`?",
    ),
    "no such heading here": ("[x](#there)", 5, "this page has no heading `#there`", "did you mean `here`?"),
    "a page without headings": (
        "[x](../metrics/sales-cycle.md#a)",
        5,
        "content/metrics/sales-cycle.md has no heading `#a`",
        "it has no headings: leave the part after # out",
    ),
    "no target": ("[x]()", 5, "the link has no target", "write where it leads, or take the brackets away"),
    "a folder": ("[x](../initiatives/)", 5, "`../initiatives/` is a folder", "link to a page in it"),
    "out of content": (
        "[x](../../playbook.toml)",
        5,
        "`../../playbook.toml` leads out of the folder content",
        "link to what lies inside it",
    ),
    "far out": (
        "[x](../../../../../../etc/passwd)",
        5,
        "`../../../../../../etc/passwd` leads out of the folder content",
        "link to what lies inside it",
    ),
    "out by an encoded path": (
        "[x](%2e%2e/%2e%2e/a.md)",
        5,
        "`%2e%2e/%2e%2e/a.md` leads out of the folder content",
        "link to what lies inside it",
    ),
    "from the root": ("[x](/a.md)", 5, "`/a.md` begins with a slash", "write it relative to this file"),
    "another host": ("[x](//a.example)", 5, "`//a.example` begins with a slash", "write it relative to"),
    "another scheme": ("[x](ftp://a)", 5, "`ftp:` links are not allowed", "use https, mailto or a page"),
    "a script": ("[x](JavaScript:alert)", 5, "`JavaScript:` links are not allowed", "use https, mailto"),
    "data": ("[x](data:text/html,a)", 5, "`data:` links are not allowed", "use https, mailto or a page"),
    "backslashes": (
        "[x](..\\team\\index.md)",
        5,
        "there is no file content/guides/..\\team\\index.md",
        "write slashes: ../team/index.md",
    ),
    "backslashes that Markdown takes": (
        "[x](..\\..\\README.md)",
        5,
        "there is no file content/guides/....\\README.md",
        "write slashes",
    ),
    "a script's file": (
        "[x](../assets/script.js)",
        5,
        "files like `script.js` are not published",
        "link to a page or asset",
    ),
    "an asset of a bad name": (
        "[x](../assets/odd%3Aname.pdf)",
        5,
        "the file's name holds a sign that some systems refuse: \\ < > : \" | ? *",
        "rename the file",
    ),
    "a picture that is a page": ("![x](how.md)", 6, "a page is no picture", "a picture ends in .svg"),
    "a picture that is none": ("![x](../assets/report.pdf)", 6, "`assets/report.pdf` is no picture", ".svg"),
    "a picture from elsewhere": (
        "![x](https://a.example/b.png)",
        6,
        "a picture from another host is not shown: pages load nothing from elsewhere",
        "put the picture beside the page",
    ),
    "no such id": ("[[crn]]", 3, "no page has the id `crn`", "did you mean `crm`?"),
    "a title for an id": ("[[Tom Hale]]", 3, "no page has the id `Tom Hale`", "did you mean `tom-hale`?"),
    "a file for an id": ("[[crm.md]]", 3, "no page has the id `crm.md`", "did you mean `crm"),
    "two of one id": (
        "[[sales]]",
        3,
        "`sales` is the id of 2 pages",
        "say which: [[department/sales]], [[page/sales]]",
    ),
    "a kind that has it not": ("[[person/crm]]", 3, "no page has the id `person/crm`", ""),
}


@pytest.mark.parametrize("case", BROKEN.values(), ids=BROKEN)
def test_a_broken_link_is_one_finding_at_its_target(tmp_path: Path, case: tuple[str, int, str, str]) -> None:
    text, column, message, help_ = case
    judgement = judge_files(tmp_path, {**FILES, HERE: f"# Here\n\n{text}\n"})
    found = [each for each in judgement.checked.report.diagnostics if each.span.path == HERE]
    assert [(each.code, each.span.line, each.span.column) for each in found] == [("PB006", 3, column)]
    assert found[0].message == message
    assert help_ in found[0].help
    assert judgement.site.links["page/guides/here"] == (ResolvedLink(),)


FIXED = {
    "no such page": ("[x](how.md)", False),
    "in another folder": ("[x](../metrics/sales-cycle.md)", False),
    "without its ending": ("[x](how.md#a)", True),
    "capital letters": ("[x](Big.md)", True),
    "an old name": ("[x](../old.md)", True),
    "an old id": ("[[old]]", True),
    "no such heading": ("[x](how.md#what-we-do)", False),
    "no such heading here": ("[x](#here)", False),
    "backslashes": ("[x](../team/index.md)", True),
    "no such id": ("[[crm]]", False),
    "a title for an id": ("[[tom-hale]]", False),
    "a file for an id": ("[[crm]]", False),
}
"""What a broken link becomes by its fix, and whether that is safe; the others have none."""


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_link_says_what_to_write_in_its_place(tmp_path: Path, name: str) -> None:
    text = BROKEN[name][0]
    judgement = judge_files(tmp_path, {**FILES, HERE: f"# Here\n\n{text}\n"})
    (found,) = (each for each in judgement.checked.report.diagnostics if each.span.path == HERE)
    if found.fix is None:
        assert name not in FIXED
        return
    span = found.fix.span
    fixed = text[: span.column - 1] + found.fix.text + text[span.end_column - 1 :]
    assert (fixed, found.fix.is_safe) == FIXED[name]


def test_a_link_has_its_own_place_wherever_it_stands(tmp_path: Path) -> None:
    text = """# Here

A text [over
two lines](a1.md) and [another](a2.md).

- item
  - inner [x](a3.md)
    on two lines [[a4]]

| a | b |
|---|---|
| [x](a5.md) | `\\|` [[a6\\|label]] |

> quoted
> [x](a7.md "title")

1. ![x](a8.png)

*emphasis with [x](a9.md)* and é before [x](<a10.md>)

[ref][one] and [ref][one]

[one]: a11.md
"""
    judgement = judge_files(tmp_path, {**FILES, HERE: text})
    found = [each for each in judgement.checked.report.diagnostics if each.span.path == HERE]
    lines = text.split("\n")
    quoted = [lines[each.span.line - 1][each.span.column - 1 : each.span.end_column - 1] for each in found]
    names = [f"a{n}" + {4: "", 6: "", 8: ".png"}.get(n, ".md") for n in range(1, 12)]
    assert sorted(set(quoted), key=lambda each: int(each.partition(".")[0][1:])) == names


def test_a_backlink_says_titles_where_the_author_wrote_ids(tmp_path: Path) -> None:
    words = "A sales-cycle, a crm. The plan of [[tom-hale]] waits for [[crm]] and [[sales-cycle|this]].\n"
    back = judge_files(tmp_path, {**FILES, HERE: words}).site.backlinks
    said = [each.sentence for each in back["person/tom-hale"] if each.page == "page/guides/here"]
    assert said == ["The plan of Tom Hale waits for One CRM for every deal and this."]


def test_backlinks_name_pages_by_prose_and_by_role(tmp_path: Path) -> None:
    files = {**FILES, HERE: "See [[tom-hale]] twice: [x](../initiatives/crm.md), [[crm]].\n"}
    back = judge_files(tmp_path, files).site.backlinks
    assert [(each.page, each.role, each.sentence[:3]) for each in back["initiative/crm"]] == [
        ("page/guides/here", "", "See"),
    ]
    roles = {(each.page, each.role) for each in back["person/tom-hale"]}
    assert {("initiative/crm", "stages goals owner"), ("page/guides/here", "")} <= roles
