"""Which rules could not run on a site, and why.

In: the site and the rules. Out: `NotEvaluated`, one for each rule that lacks what it needs. It never
counts as passed.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from playbook.diagnostic import NotEvaluated
from playbook.history.plans import REMEDIES, TWINS
from playbook.model.page import Page
from playbook.model.plan import find_keep
from playbook.model.site import COMPUTED_METRICS, Site
from playbook.rule import BEGUN, Rule
from playbook.words import count

HISTORY = "the git history is not known"


def list_not_evaluated(site: Site, rules: Sequence[Rule], today: date) -> Iterator[NotEvaluated]:
    """Name each rule that could not run, or not on every plan."""
    named = {name for page in site.initiatives for name in _list_used(page, site)}
    empty = sorted(name for name in named if not site.readings(name, today))
    lost = _find_lost(site)
    for rule in rules:
        if rule.needs == "history" and lost:
            yield NotEvaluated(rule.code, rule.name, "history", *lost)
        elif rule.needs == "readings" and empty:
            some = ", ".join(empty[:5]) + (" …" if len(empty) > 5 else "")
            reason = f"{count(len(empty), 'metric')} of running plans without a reading: {some}"
            yield NotEvaluated(rule.code, rule.name, "readings", reason, "playbook reading add METRIC VALUE")


def _find_lost(site: Site) -> tuple[str, str] | None:
    """Say why the history is not known, of any plan or of some, and what to do; None where it is."""
    if site.history.state != "known":
        reason = site.history.reason
        return f"{HISTORY}: {reason}" if reason else HISTORY, REMEDIES.get(reason, "")
    twins = [page.id for page in site.initiatives if page.key not in site.trails]
    some = ", ".join(twins[:5]) + (" …" if len(twins) > 5 else "")
    return (f"{HISTORY} of {some}: {TWINS}", "keep one file for each plan, and no links") if twins else None


def _list_used(page: Page, site: Site) -> Iterator[str]:
    """List the metrics of a plan that has begun, but for those that are computed."""
    if not page.readable or page.plan.status not in BEGUN:
        return
    keep = find_keep(page.plan, site.config.shape)
    named = [each.metric for each in page.plan.targets] + ([keep[0]] if keep else [])
    yield from (each for each in named if each and each not in COMPUTED_METRICS)
