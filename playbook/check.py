"""Run the rules over a site; what was judged before and has not changed is remembered.

In: the site, the store (for places), today, options. Out: `Checked`: the report and every plan's standing.
It prints nothing and changes nothing. A later today never adds an error unless deadlines are errors.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import date
from itertools import chain
from typing import Any

import msgspec

from playbook.baseline import list_closed
from playbook.diagnostic import Diagnostic, Report
from playbook.gate import Standing
from playbook.judge_page import Checker, Options, Verdict, names, sort_key
from playbook.memo import Memo, Memos, Tools
from playbook.model.site import Site
from playbook.not_evaluated import list_not_evaluated
from playbook.program import find_salt
from playbook.store import Store
from playbook.trace import Ledger, Trace, hash_bytes, hash_value, list_facts
from playbook.traced_site import list_site_tables, trace_site

__all__ = ["Checked", "Options", "check", "check_by", "names", "sort_key"]


def _note_nothing() -> None:
    """Leave unnoted that the report is read."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check came to: the report, all diagnostics by page's key, each plan's standing.

    `closed` counts the gaps that the baseline lists and nobody finds any more, those apart that a day
    may close; it stays 0 where only a part was asked for. `digests` are those of the verdicts by page; `note`
    is called when somebody reads the report as a whole.
    """

    whole: Report
    by_page: Mapping[str, tuple[Diagnostic, ...]] = field(default_factory=dict)
    standings: Mapping[str, Standing] = field(default_factory=dict)
    closed: int = 0
    digests: Mapping[str, bytes] = field(default_factory=dict)
    note: Callable[[], None] = _note_nothing

    @property
    def report(self) -> Report:
        """Everything that was found, in order."""
        self.note()
        return self.whole


def find_apart(checked: Checked) -> Diagnostic | None:
    """Give the first finding that stands on no page and counts: a folder that is not there, say."""
    return next((each for each in checked.by_page.get("", ()) if not each.suppressed), None)


def check(site: Site, store: Store, today: date, options: Options) -> Checked:
    """Judge a site as of a day."""
    return check_by(Checker(site, store, today, options), Tools())


def check_by(checker: Checker, tools: Tools) -> Checked:
    """Judge a site with what there is to judge it by. Raises WorkerDied."""
    memos, options = judge_pages(checker, tools), checker.options
    read = {key: memos.read(key, _read_verdict) for key in checker.site.pages}
    by_page = {key: found for key, ((found, _), _) in read.items()}
    by_page[""] = tuple(_judge_loose(checker))
    return Checked(
        whole=_report(checker, by_page),
        by_page=by_page,
        standings={key: standing for key, ((_, standing), _) in read.items() if standing},
        closed=_count_closed(options, chain.from_iterable(by_page.values())),
        digests={key: digest for key, (_, digest) in read.items()},
    )


_pack = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(Verdict).decode


def _read_verdict(memo: Memo) -> tuple[Verdict, bytes]:
    """Read a verdict back, and give its digest."""
    return _decode(memo.value), hash_bytes(memo.value)


def _encode(verdict: Verdict) -> bytes:
    """Write a verdict; a half sign, which no file holds and a company's own rule may say, is left out."""
    try:
        return _pack(verdict)
    except UnicodeEncodeError:
        return _pack(_drop_halves(verdict))


def _drop_halves(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode(errors="ignore").decode()
    if isinstance(value, tuple):
        return tuple(map(_drop_halves, value))
    if is_dataclass(value) and not isinstance(value, type):
        own = {each.name: _drop_halves(getattr(value, each.name)) for each in fields(value)}
        return replace(value, **own)
    return value


def judge_pages(checker: Checker, tools: Tools) -> Memos:
    """Judge every page, those alone that may have another verdict than before; the verdicts are written."""
    site = checker.site
    tools.progress.begin("check", len(site.pages))
    ledger, salt = Ledger(list_site_tables(site)), find_check_salt(checker)
    is_ours = not checker.options.own_rules  # a company's own may read what nobody notes
    asked = list_asked(checker.options)  # each way to ask has its own verdicts
    kind = "check" if asked == list_asked(Options()) else f"check {hash_value(asked).hex()}"
    memos = tools.open_memos(kind, salt) if is_ours else Memos(kind, salt)
    stale = [key for key in site.pages if memos.find(key, ledger) is None]
    tools.progress.skip(len(site.pages) - len(stale))
    for key, (facts, verdict) in zip(stale, tools.run(_judge_some, checker, stale), strict=True):
        memos.put(key, facts, ledger, verdict)
    memos.keep_only(site.pages)
    if is_ours:
        tools.save(memos)
    return memos


def find_check_salt(checker: Checker) -> bytes:
    """Give what decides about every verdict beside the facts that it reads."""
    config = checker.site.config
    known = (config.path, config.text, checker.today, config.settings, config.shape)
    return hash_bytes(find_salt(), hash_value((known, list_asked(checker.options))))


def list_asked(options: Options) -> tuple[Any, ...]:
    """List what of the options decides about verdicts."""
    return (options.select, options.ignore, options.deadlines, options.profile, options.baseline)


def _judge_some(checker: Checker, keys: Sequence[str]) -> list[tuple[tuple[str, ...], bytes]]:
    """Judge some pages, each with the facts that were read for it; the verdict is written."""
    trace, judged = Trace(), []
    is_plain = bool(checker.options.own_rules)  # a company's own get plain pages, whose reading nobody notes
    site = checker.site if is_plain else trace_site(checker.site, trace)
    traced = Checker(site, checker.store, checker.today, checker.options)
    for key in keys:
        with trace.record() as facts:
            verdict = traced.judge_page(traced.site.pages[key])
        judged.append((list_facts(facts), _encode(verdict)))
    return judged


def _judge_loose(checker: Checker) -> Iterable[Diagnostic]:
    """Yield the diagnostics of no page."""
    by_name = {each.name: each for each in checker.options.rules}
    for fault in checker.site.loose:
        rule = by_name[fault.rule]
        severity = fault.severity or rule.level
        place = (fault.span, rule.code, rule.name, severity, fault.message, fault.help)
        yield Diagnostic(*place, rule.why, fault.span.path)


def _report(checker: Checker, by_page: Mapping[str, tuple[Diagnostic, ...]]) -> Report:
    ordered = sort_found(by_page, is_ours=not checker.options.own_rules)
    site, today = checker.site, checker.today
    return Report(
        diagnostics=tuple([each for each in ordered if not each.suppressed]),
        suppressed=tuple([each for each in ordered if each.suppressed]),
        not_evaluated=tuple(list_not_evaluated(site, checker.options.rules, today)),
        pages=len(site.pages),
        today=today.isoformat(),
        settings=checker.options.settings,
    )


def sort_found(by_page: Mapping[str, tuple[Diagnostic, ...]], *, is_ours: bool) -> list[Diagnostic]:
    """Sort what was found on pages as `sort_key` says, file by file.

    What our own rules found on one page is in order already; what lies in a file of several pages is not.
    """
    by_file: dict[str, list[Diagnostic]] = defaultdict(list)
    pages: dict[str, str] = {}
    mixed: set[str] = set()
    for key, some in by_page.items():
        for each in some:
            path = each.span.path
            by_file[path].append(each)
            if pages.setdefault(path, key) != key or not (is_ours and key):
                mixed.add(path)
    for path in mixed:
        by_file[path].sort(key=sort_key)
    return list(chain.from_iterable(by_file[path] for path in sorted(by_file)))


def _count_closed(options: Options, found: Iterable[Diagnostic]) -> int:
    """Count the closed gaps that may not stay in the baseline: each would let the gap open again."""
    if options.select or options.ignore:
        return 0
    rests = {each.name for each in options.rules if each.timed}
    closed = list_closed(options.baseline, found)
    return sum(number for (rule, _, _), number in closed.items() if rule not in rests)
