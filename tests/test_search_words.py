"""Words for the search: of HTML, of front matter; no address of e-mail among them."""

from pathlib import Path

import pytest

from playbook.config import Config
from playbook.model.page import Page
from playbook.model.site import Site
from playbook.schema.initiative import Initiative, Member, Milestone, Stage, Waiver
from playbook.schema.pages import PersonPage
from playbook.search.words import drop_examples, read_html, read_record, tidy

HTML = {
    "tags of a line leave a word whole": ("<p>co<em>ali</em>tion</p>", "coalition"),
    "blocks part words": ("<p>one</p><ul><li>two</li></ul>", "one two"),
    "a cell's end parts words": ("<tr><td>a</td><td>b</td></tr>", "a b"),
    "a heading's sign is left out": (
        '<h2 id="x">Why</h2><a class="anchor" href="#x" aria-label="Why">#</a>',
        "Why",
    ),
    "signs are signs again": ("<p>a &lt;b&gt; &amp; c</p>", "a <b> & c"),
    "an attribute is no word": ('<a href="x" title="a &gt; b">c</a>', "c"),
    "an address of e-mail goes": ("<p>Ask ana.ruiz@example.com now</p>", "Ask now"),
    "a word that begins as a tag does": ("<p>a<aside>b</aside></p>", "a b"),
}
SITE = Site(
    Config(Path()),
    pages={
        "person/ana": Page(
            "ana", "person", "", "person/ana.html", "", "Ana Ruiz", PersonPage(name="Ana Ruiz")
        )
    },
)


@pytest.mark.parametrize(("html", "words"), HTML.values(), ids=HTML)
def test_words_of_html(html: str, words: str) -> None:
    assert read_html(html) == words


def test_a_block_of_code_is_no_prose() -> None:
    html = '<p>Use <code>item</code>.</p><div><pre tabindex="0"><code>a: b\n</code></pre></div><p>So.</p>'
    assert read_html(drop_examples(html)) == "Use item. So."


def test_blanks_are_folded() -> None:
    assert tidy("  a \n\t b ") == "a b"


def test_texts_and_names_of_a_plan_are_words_and_ids_are_none() -> None:
    plan = Initiative(
        title="One CRM",
        summary="Deals in one place",
        tags=("sales", "tools"),
        owner="ana",
        sponsor="nobody-known",
        department="sales-dept",
        stages={"coalition": Stage(members=(Member(person="ana", ask="Two seats"),))},
        milestones=(Milestone(id="m-one", title="Pilot", acceptance="Ten users, mail to a@b.example"),),
        waivers=(Waiver(rule="PB301", item="milestones.pilot", reason="Agreed with Legal"),),
        fields={"secret": "A hidden figure"},
    )
    said = read_record(SITE, plan)
    for word in (
        "One CRM",
        "Deals in one place",
        "sales tools",
        "Two seats",
        "Pilot",
        "Ten users",
        "Agreed with Legal",
    ):
        assert word in said
    assert said.count("Ana Ruiz") == 1
    for none in ("nobody-known", "sales-dept", "m-one", "milestones.pilot", "PB301", "@", "hidden"):
        assert none not in said


def test_the_address_of_a_person_is_no_word() -> None:
    assert read_record(SITE, PersonPage(name="Ana", role="Head", email="ana(at)example")) == "Ana Head"
