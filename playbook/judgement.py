"""A playbook, loaded, resolved, remembered and checked: the part of the way that every command goes.

In: the configuration, today, options. Out: `Judgement`. It renders nothing, so that a check need not load
what does.
"""

from dataclasses import dataclass
from datetime import date

from playbook.check import Checked, Options, check_by
from playbook.config import Config
from playbook.history.plans import recall_plans
from playbook.judge_page import Checker
from playbook.load import load
from playbook.memo import Tools
from playbook.model.site import Site
from playbook.resolve import resolve
from playbook.rule import Rule
from playbook.store import Store


@dataclass(frozen=True, slots=True)
class Judgement:
    """A checked playbook: the site, what was read of it, and what the check came to."""

    site: Site
    store: Store
    checked: Checked
    today: date
    own_rules: tuple[Rule, ...] = ()


def judge_playbook(config: Config, today: date, options: Options, tools: Tools | None = None) -> Judgement:
    """Load, resolve, remember and check a playbook as of a day. Raises WorkerDied, ClusterLost."""
    tools = tools or Tools()
    store = tools.lasting.setdefault("store", Store(tools.cache))
    assert isinstance(store, Store)
    tools.progress.begin("load")
    loaded = load(config, store, tools)
    tools.progress.begin("resolve", len(loaded.pages))
    site = recall_plans(resolve(config, loaded, store), tools)
    tools.progress.step(len(loaded.pages))
    checked = check_by(Checker(site, store, today, options), tools)
    return Judgement(site, store, checked, today, options.own_rules)
