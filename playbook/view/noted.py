"""Facts whose tables note what is read of them, and the digests of what stands in them.

In: facts. Out: the same with noting tables; what tells the digest of each. The salt of whatever is worked out
from facts holds the rest: see `hash_settings`.
"""

from dataclasses import dataclass, replace
from functools import partial

from playbook.check import Checked
from playbook.history import History
from playbook.trace import ALL, NOTHING, Digests, Noted, Trace, encode, hash_bytes, hash_value, list_digests
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


@dataclass(frozen=True, slots=True)
class _Verdicts(Digests[bytes]):
    """Tells the digests of verdicts; that of all of them holds `whole` too."""

    whole: bytes = b""

    def __call__(self, key: str) -> bytes:
        """Tell the digest of a page's verdict."""
        if key != ALL:
            return self.values.get(key, NOTHING)
        named = ((encode(name), digest) for name, digest in sorted(self.values.items()))
        return hash_bytes(self.whole, *(part for pair in named for part in pair))

    def list_changed(self, last: "Digests[bytes]") -> list[str]:
        """List the keys whose verdicts are others than they were, with ALL if anything is."""
        is_same = isinstance(last, _Verdicts) and last.whole == self.whole
        changed = Digests.list_changed(self, last)
        return changed or ([] if is_same else [ALL])


def _tell_checked(checked: Checked) -> Tell:
    """Tell the digests of verdicts: as they were told when they were judged, else by what they say."""
    others = (checked.by_page.keys() | checked.standings.keys()) - checked.digests.keys()
    told = {key: hash_value((checked.by_page.get(key), checked.standings.get(key))) for key in others}
    whole = hash_value((checked.whole.not_evaluated, checked.whole.pages))
    return _Verdicts({**checked.digests, **told}, bytes, whole)


def hash_settings(facts: Facts) -> bytes:
    """Give the digest of everything that a page may show and that is no fact of a table."""
    site, history = facts.site, facts.history
    config = site.config
    known = (config.path, config.text, config.settings, config.shape, facts.today)
    shown = (site.terms, sorted(site.image_sizes.items()), history.state, history.reason)
    files = (facts.styles, facts.scripts, facts.theme_script, facts.tables_script, facts.icon, facts.preload)
    marks = (facts.logo, facts.logo_dark, facts.is_preview, facts.checked.whole.settings)
    return hash_value((known, shown, files, marks))
