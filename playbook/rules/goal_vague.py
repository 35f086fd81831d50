"""PB210 goal-vague: a title or summary that only improves, with no object that a target measures."""

import re
from collections.abc import Collection, Iterable
from datetime import date

from playbook.model.page import Page
from playbook.model.plan import list_goals
from playbook.model.site import Site
from playbook.rule import PLANNED, Finding, SiteRule, W
from playbook.words import quote, split_words

_VAGUE = re.compile(
    r"(improv|optimi[sz]|enhanc|streamlin|moderni[sz]|maximi[sz]|leverag|elevat)(e|es|ed|ing|ements?|ations?)"
    r"|(boost|transform|strengthen)(s|ed|ing|ations?)?|better"
)
_SMALL_WORDS = """
a across all an and any as at continue continues continuously for further goal in into is it its make more
of on or our over so the their this to us we will with your
"""
_EMPTY_WORDS = """
agility alignment business capabilities capability collaboration communication company culture customer
customers digital effectiveness efficiency efficient employee employees end excellence experience innovation
journey landscape management operational operations organisation organization overall performance potential
process processes productivity quality satisfaction service services strategic strategy synergies synergy
system systems team teams things tools value way ways work workflow workflows working
"""
_NUMBERS = "two three four five six seven eight nine ten twelve half double twice zero"
_FILLER, _EMPTY, _NUMBER = (frozenset(each.split()) for each in (_SMALL_WORDS, _EMPTY_WORDS, _NUMBERS))
_CLAUSE = re.compile(
    r"[.,:;!?()–—]|\b(?:so that|because|by|until|instead of|rather than|which|that|when|where|without|from"
    r"|before|after|if|how)\b",
    re.IGNORECASE,
)


def check(page: Page, site: Site, _today: date) -> Iterable[Finding]:
    """Find a title or a summary that promises betterment and nothing that a target measures."""
    own = {each.casefold() for each in site.config.settings.words.vague}
    texts = {"title": page.plan.title, "summary": page.plan.summary}
    promising = [
        key for key, text in texts.items() if any(_promises(each, own) for each in split_words(text))
    ]
    measured = _list_measured(page, site) if promising else set()
    vague = [key for key in promising if measured and is_vague(texts[key], measured, own)]
    if vague:
        message = f"the {vague[0]} only promises that something gets better: {quote(texts[vague[0]])}"
        help_ = "name what will be different and for whom, in the words of the target"
        yield Finding((vague[0],), message, help_, tuple(((key,), "and here") for key in vague[1:]))


def is_vague(text: str, measured: Collection[str], own: Collection[str]) -> bool:
    """Whether a text begins with betterment, goes on with nothing concrete, and names nothing measured."""
    words = [_cut_plural(each) for each in split_words(text)]
    if any(each in measured or each in _NUMBER or re.search(r"\d", each) for each in words):
        return False
    clauses = [_drop_filler(each) for each in _CLAUSE.split(text)]
    first, *rest = [each for each in clauses if each] or [[]]
    if any(not _is_empty(each, own) for clause in rest for each in clause):
        return False
    begins = bool(first) and _promises(first[0], own)
    is_empty = all(_is_empty(each, own) for each in first)
    return begins or (is_empty and any(_promises(each, own) for each in first))


def _list_measured(page: Page, site: Site) -> set[str]:
    words: set[str] = set()
    for _, target in list_goals(page.plan):
        metric = site.find("metric", target.metric)
        words.update(split_words(target.metric), split_words(metric.title if metric else ""))
    return {_cut_plural(each) for each in words - _FILLER}


def _drop_filler(clause: str) -> list[str]:
    return [each for each in split_words(clause) if each not in _FILLER and not each.endswith("ly")]


def _promises(word: str, own: Collection[str]) -> bool:
    return word in own or _VAGUE.fullmatch(word) is not None


def _is_empty(word: str, own: Collection[str]) -> bool:
    return word in _EMPTY or _promises(word, own)


def _cut_plural(word: str) -> str:
    return word.removesuffix("s")


RULE = SiteRule(
    code="PB210",
    name="goal-vague",
    level=W,
    why="nobody can disagree with a promise to improve, and nobody can keep it",
    check=check,
    statuses=PLANNED,
)
