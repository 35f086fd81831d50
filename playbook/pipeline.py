"""The spine: every phase once, in order.

In: the configuration, today, options. Out: what the phases came to.
content -> load -> resolve -> check -> view -> render -> publish -> build/
"""

from dataclasses import dataclass
from datetime import date

from playbook.check import Checked, Options, check
from playbook.config import Config
from playbook.load import load
from playbook.model.site import Site
from playbook.resolve import resolve
from playbook.store import Store


@dataclass(frozen=True, slots=True)
class Judgement:
    """A checked playbook: the site, what was read of it, and what the check came to."""

    site: Site
    store: Store
    checked: Checked
    today: date


def judge_playbook(config: Config, today: date, options: Options) -> Judgement:
    """Load, resolve and check a playbook as of a day."""
    store = Store()
    site = resolve(config, load(config, store), store)
    return Judgement(site, store, check(site, store, today, options), today)
