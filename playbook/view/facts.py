"""What the views are made of: a checked site on a day.

In: nothing. Out: `Facts`. It judges nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from playbook.check import Checked
from playbook.diagnostic import Report
from playbook.history import History
from playbook.model.site import Site
from playbook.rule import Rule
from playbook.rules import RULES
from playbook.store import Store
from playbook.view.paging import SIZES, Size


@dataclass(frozen=True, slots=True)
class Facts:
    """A site, what was read of it, what its check came to, and today.

    `styles` and `scripts` are the outputs of the style sheets and of the scripts that wait for the page,
    `theme_script` is the one that runs before it is painted, `tables_script` that of tables; `preload` the
    fonts to fetch ahead; `own_rules` a company's own; `history` what git knows; `is_preview` marks every
    page as not published; `sizes` say how many rows of each kind a page holds.
    """

    site: Site
    store: Store
    checked: Checked
    today: date
    styles: tuple[str, ...] = ()
    scripts: tuple[str, ...] = ()
    theme_script: str = ""
    tables_script: str = ""
    icon: str = ""
    logo: str = ""
    logo_dark: str = ""
    preload: tuple[str, ...] = ()
    own_rules: tuple[Rule, ...] = ()
    history: History = field(default_factory=History)
    is_preview: bool = False
    sizes: Mapping[str, Size] = field(default_factory=lambda: SIZES)

    @property
    def hidden(self) -> tuple[Rule, ...]:
        """The rules about persons, where the configuration keeps them off the site."""
        if self.site.config.settings.site.rules_about_persons:
            return ()
        return tuple(each for each in self.rules if each.about_persons)

    @property
    def report(self) -> Report:
        """What the check found, without what the site keeps to itself; every count is made of it."""
        report, codes = self.checked.report, {each.code for each in self.hidden}
        if not codes:
            return report
        return replace(
            report,
            diagnostics=tuple(each for each in report.diagnostics if each.code not in codes),
            suppressed=tuple(each for each in report.suppressed if each.code not in codes),
        )

    @property
    def hidden_names(self) -> frozenset[str]:
        """The names of the hidden rules, by which waivers call them."""
        return frozenset(each.name for each in self.hidden)

    @property
    def rules(self) -> tuple[Rule, ...]:
        """Every rule that the site was held to."""
        return (*RULES, *self.own_rules)
