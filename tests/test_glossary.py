"""Terms of a glossary: collected once, and linked where a page first mentions them."""

from html import escape
from pathlib import Path

import pytest

from playbook.model.site import GlossaryTerm
from playbook.view.terms import LONG, link_terms
from tests.rendered import render_files
from tests.sites import judge_files, list_found, read_base

GLOSSARY = """\
# Words

Go-live
: The first day, as in [[crm]].

Standard system
: One of twelve.

ERP
: Where orders are.

`keep`
: A key.

Without a definition
"""
PAGE = "content/guides/here.md"


def make_term(name: str, text: str = "Meaning", url: str = "glossary.html") -> GlossaryTerm:
    return GlossaryTerm(name, text, url, f"at.term.{name.lower().replace(' ', '-')}")


TERMS = tuple(make_term(each) for each in ("Sponsor", "Standard system", "Standard", "ERP", "Go-live", "R&D"))


def link(html: str, *terms: GlossaryTerm, url: str = "guides/here.html") -> str:
    """Link terms, each link written as [words>anchor]."""
    linked = link_terms(html, terms or TERMS, url)
    for each in terms or TERMS:
        opening = f'<a class="term" href="../{each.url}#{escape(each.anchor)}" title="Meaning">'
        linked = linked.replace(opening, f"[{escape(each.anchor.removeprefix('at.term.'))}>")
    return linked.replace("</a>", "]")


@pytest.mark.parametrize(
    ("html", "linked"),
    [
        ("<p>The sponsor, a sponsor.</p>", "<p>The [sponsor>sponsor], a sponsor.</p>"),
        ("<p>Sponsors and SPONSOR</p>", "<p>[sponsor>Sponsors] and SPONSOR</p>"),
        (
            "<p>a standard\nsystem, standard</p>",
            "<p>a [standard-system>standard\nsystem], [standard>standard]</p>",
        ),
        ("<p>a standard <em>system</em></p>", "<p>a [standard>standard] <em>system</em></p>"),
        ("<p>a standard, system</p>", "<p>a [standard>standard], system</p>"),
        ("<p>the ERP, not an erp</p>", "<p>the [erp>ERP], not an erp</p>"),
        ("<p>an erp</p>", "<p>an erp</p>"),
        ("<p>R&amp;D, the sponsor's</p>", "<p>[r&amp;d>R&amp;D], the [sponsor>sponsor]'s</p>"),
        ("<p>\u0130 \u00df sponsor</p>", "<p>\u0130 \u00df [sponsor>sponsor]</p>"),
        ("<p>sponsored, sponsor-led, post-go-live</p>", "<p>sponsored, sponsor-led, post-go-live</p>"),
        ("<p>go-live go live</p>", "<p>[go-live>go-live] go live</p>"),
        ("<h2>Sponsor</h2><p>sponsor</p>", "<h2>Sponsor</h2><p>[sponsor>sponsor]</p>"),
        ("<p><code>sponsor</code> sponsor</p>", "<p><code>sponsor</code> [sponsor>sponsor]</p>"),
        ("<pre><code><span>sponsor</span></code></pre>", "<pre><code><span>sponsor</span></code></pre>"),
        (
            "<dt><dfn>Sponsor</dfn></dt><dd>sponsor</dd>",
            "<dt><dfn>Sponsor</dfn></dt><dd>[sponsor>sponsor]</dd>",
        ),
        ('<p><img alt="sponsor"> x</p>', '<p><img alt="sponsor"> x</p>'),
        (
            "<p>standard</p><p>standard system</p>",
            "<p>[standard>standard]</p><p>[standard-system>standard system]</p>",
        ),
    ],
    ids=[
        "the first alone",
        "a plural and other cases",
        "the longest first, over a line",
        "not across elements",
        "not across a comma",
        "an abbreviation",
        "not an abbreviation in small letters",
        "an escape, and a genitive",
        "letters that grow when they are small",
        "no parts of words",
        "a hyphen counts",
        "not in a heading",
        "not in code",
        "not in a block of code",
        "not in a term",
        "not in an attribute",
        "a shorter one before",
    ],
)
def test_the_first_mention_is_linked(html: str, linked: str) -> None:
    assert link(html) == linked


def test_a_link_has_no_link_in_it() -> None:
    html = '<p><a href="x">a sponsor</a></p>'
    assert link_terms(html, TERMS, "a.html") == html


def test_an_escape_is_no_word() -> None:
    term = make_term("Lt")
    assert link("<p>1 &lt; 2, lt</p>", term) == "<p>1 &lt; 2, [lt>lt]</p>"


def test_a_glossary_does_not_link_its_own_terms() -> None:
    assert link_terms("<p>sponsor</p>", TERMS, "glossary.html") == "<p>sponsor</p>"


def test_what_a_term_means_is_escaped_and_cut() -> None:
    linked = link_terms("<p>sponsor</p>", (make_term("Sponsor", '"<b> ' + "long " * 99),), "a.html")
    title = linked.partition('title="')[2].partition('">')[0]
    assert title.startswith("&quot;&lt;b&gt; long")
    assert title.endswith("long …")
    assert len(title) < LONG + 20


def test_a_page_called_glossary_defines_terms(tmp_path: Path) -> None:
    files = {**read_base(), "content/team/glossary.md": GLOSSARY, "content/other.md": "Word\n: Not one.\n"}
    site = judge_files(tmp_path, files).site
    assert site.terms == (
        GlossaryTerm(
            "Go-live", "The first day, as in One CRM for every deal.", "team/glossary.html", "at.term.go-live"
        ),
        GlossaryTerm("Standard system", "One of twelve.", "team/glossary.html", "at.term.standard-system"),
        GlossaryTerm("ERP", "Where orders are.", "team/glossary.html", "at.term.erp"),
    )


def test_a_term_is_defined_once(tmp_path: Path) -> None:
    twice = "---\ntitle: Words\n---\nERP\n: The first.\n\nGo live\n: Day.\n"
    files = {**read_base(), "content/glossary.md": GLOSSARY, "content/team/glossary.md": twice}
    judgement = judge_files(tmp_path, files)
    found = [each for each in judgement.checked.report.diagnostics if each.page == "page/team/glossary"]
    assert [(each.code, each.span.line) for each in found] == [("PB004", 4), ("PB004", 7)]
    assert "is defined in content/glossary.md:9 already" in found[0].message
    assert [each.text for each in judgement.site.terms if each.name == "ERP"] == ["Where orders are."]


def test_the_first_definition_in_one_glossary_holds(tmp_path: Path) -> None:
    files = {**read_base(), "content/glossary.md": "A b\n: One.\n\nA  B\n: Two.\n"}
    judgement = judge_files(tmp_path, files)
    assert ("PB004", "error", 4) in list_found(judgement)
    assert [each.text for each in judgement.site.terms] == ["One."]


@pytest.mark.parametrize("is_on", [True, False], ids=["on", "off"])
def test_pages_link_terms_unless_the_configuration_says_no(tmp_path: Path, is_on: bool) -> None:
    base = read_base()
    base["playbook.toml"] = base["playbook.toml"].replace(
        "[site]", f"[site]\nglossary = {str(is_on).lower()}"
    )
    files = {**base, "content/glossary.md": GLOSSARY, PAGE: "# Here\n\nThe go-live is near.\n"}
    outputs = render_files(tmp_path, files)
    title = "The first day, as in One CRM for every deal."
    linked = f'href="../glossary.html#at.term.go-live" title="{title}">go-live</a>'
    assert (linked in outputs["guides/here.html"].decode()) is is_on
    assert '<dt id="at.term.go-live"><dfn>Go-live</dfn></dt>' in outputs["glossary.html"].decode()


def test_a_link_that_nobody_wrote_is_no_mention(tmp_path: Path) -> None:
    files = {**read_base(), "content/glossary.md": GLOSSARY, PAGE: "# Here\n\nThe go-live is near.\n"}
    site = judge_files(tmp_path, files).site
    assert all(each.page != "page/guides/here" for each in site.backlinks.get("page/glossary", ()))
