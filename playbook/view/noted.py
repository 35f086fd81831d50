"""Facts whose tables note what is read of them, and the digests of what stands in them.

In: facts. Out: the same with noting tables; what tells the digest of each. The salt of whatever is worked out
from facts holds the rest: see `hash_settings`.
"""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from playbook.check import Checked
from playbook.diagnostic import Diagnostic
from playbook.gate import Standing
from playbook.history import History
from playbook.trace import ALL, NOTHING, Noted, Trace, encode, hash_bytes, hash_value, list_digests
from playbook.traced_site import Tell, list_site_tables, trace_site
from playbook.view.facts import Facts
from playbook.view.say import Speaker


def note_facts(facts: Facts, trace: Trace) -> Facts:
    """Give facts that note what is looked up in them."""
    history = facts.history
    noting = History(
        history.state,
        history.reason,
        Noted("changed", history.changes, trace),
        Noted("open", dict.fromkeys(history.open, True), trace),
    )
    return replace(
        facts, site=trace_site(facts.site, trace), checked=_note_checked(facts.checked, trace), history=noting
    )


def _note_checked(checked: Checked, trace: Trace) -> Checked:
    return replace(
        checked,
        by_page=Noted("checked", checked.by_page, trace),
        standings=Noted("checked", checked.standings, trace),
        note=partial(trace.note, f"checked:{ALL}"),
    )


def note_titles(speaker: Speaker, trace: Trace) -> Speaker:
    """Give a speaker that notes which titles it says."""
    return replace(speaker, titles=Noted("title", speaker.titles, trace))


def list_tables(facts: Facts, speaker: Speaker) -> dict[str, Tell]:
    """Give what tells the digests of facts, and of the titles of a speaker that note nothing."""
    history = facts.history
    return {
        **list_site_tables(facts.site),
        "checked": _tell_checked(facts.checked),
        "changed": list_digests(history.changes, hash_value),
        "open": list_digests(dict.fromkeys(history.open, True), hash_value),
        "title": list_digests(speaker.titles, hash_value),
        "url": list_digests(
            {page.url: page.key for page in facts.site.pages.values() if page.url}, hash_value
        ),
    }


def _tell_checked(checked: Checked) -> Tell:
    """Tell the digests of verdicts: as they were told when they were judged, else by what they say."""
    known: Mapping[str, bytes] = checked.digests

    def digest(key: str) -> bytes:
        found: tuple[tuple[Diagnostic, ...] | None, Standing | None]
        found = checked.by_page.get(key), checked.standings.get(key)
        return known.get(key) or (hash_value(found) if any(each is not None for each in found) else NOTHING)

    def tell(key: str) -> bytes:
        if key != ALL:
            return digest(key)
        keys = sorted({*checked.by_page, *checked.standings})
        return hash_bytes(
            hash_value((checked.whole.not_evaluated, checked.whole.pages)),
            *(part for each in keys for part in (encode(each), digest(each))),
        )

    return tell


def hash_settings(facts: Facts) -> bytes:
    """Give the digest of everything that a page may show and that is no fact of a table."""
    site, history = facts.site, facts.history
    config = site.config
    known = (config.path, config.text, config.settings, config.shape, facts.today)
    shown = (site.terms, sorted(site.image_sizes.items()), history.state, history.reason)
    files = (facts.styles, facts.scripts, facts.theme_script, facts.tables_script, facts.icon, facts.preload)
    marks = (facts.logo, facts.logo_dark, facts.is_preview, facts.checked.whole.settings)
    return hash_value((known, shown, files, marks))
