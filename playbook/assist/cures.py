"""What would satisfy a finding, as edits of the page: what is missing, the nearest name, a waiver.

In: a draft, a range of it, the judged playbook. Out: `Cure`s. What is missing is what the finding's own
help tells to add; what only the author knows stays between `<` and `>`, which the check does not let pass.
"""

import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Any

from playbook.assist.draft import Draft
from playbook.assist.glance import glance
from playbook.assist.snippet import fill_in, list_snippets
from playbook.check import Options
from playbook.diagnostic import Diagnostic, KeyPath
from playbook.edit import Edit
from playbook.edit.amend import AmendError, amend
from playbook.edit.fix import list_fixable
from playbook.edit.order import list_order
from playbook.frontmatter import Node, Tree
from playbook.judgement import Judgement
from playbook.rule import Rule
from playbook.rules import RULES
from playbook.rules.stage_metric_missing import COMPUTED
from playbook.schema.initiative import Initiative

WAIVED_FOR = 90
"""How many days a waiver is proposed for."""


@dataclass(frozen=True, slots=True)
class Cure:
    """Edits that satisfy a finding, or accept it; `is_preferred` where it is the one that is very likely
    meant."""

    title: str
    found: Diagnostic
    edits: tuple[Edit, ...]
    is_preferred: bool = False


@dataclass(frozen=True, slots=True)
class Case:
    """A page and what was found on it as it stands now."""

    draft: Draft
    judgement: Judgement
    tree: Tree

    def amend(self, wanted: dict[str, Node]) -> tuple[Edit, ...]:
        """Give the edits that make the front matter say something else; () where there are none."""
        order = partial(list_order, self.draft.kind, self.draft.config.shape)
        try:
            return tuple(amend(self.draft.loaded[1].document, wanted, order))
        except AmendError:
            return ()


def list_cures(draft: Draft, place: tuple[int, int], judgement: Judgement, options: Options) -> list[Cure]:
    """List what would satisfy the findings that touch a range of offsets."""
    found = [each for each in list_fresh(draft, judgement, options) if _touches(draft, each, place)]
    tree = draft.loaded[1].document.tree
    cures: list[Cure] = []
    for each in found:
        if each.suppressed:
            continue
        edit = _write_fix(draft, each)
        if edit:
            cures.append(Cure(f"Write `{edit.text}`", each, (edit,), is_preferred=True))
        if tree is not None:
            case = Case(draft, judgement, tree)
            cures += [*_add_missing(case, each), *_waive(case, each, (*RULES, *options.own_rules))]
    return [each for each in cures if each.edits]


def list_fresh(draft: Draft, judgement: Judgement, options: Options) -> tuple[Diagnostic, ...]:
    """List what is found on a page as it stands now."""
    found = glance(draft, judgement, options)
    return judgement.checked.by_page.get(draft.key, ()) if found is None else found


def _touches(draft: Draft, found: Diagnostic, place: tuple[int, int]) -> bool:
    start, end = draft.measure(found.span)
    return found.span.path == draft.path and start <= place[1] and place[0] <= end


def _write_fix(draft: Draft, found: Diagnostic) -> Edit | None:
    """Write what the finding itself says would do."""
    fix = found.fix
    return Edit(*draft.measure(fix.span), fix.text) if fix and fix.span.path == draft.path else None


def list_safe_edits(draft: Draft, judgement: Judgement, options: Options) -> list[Edit]:
    """List the edits that say what the author wrote in the only form that can be meant; of two that touch the
    first."""
    edits: list[Edit] = []
    fixable = list_fixable(list_fresh(draft, judgement, options)).get(draft.path, [])
    for edit in sorted(each for each in (_write_fix(draft, found) for found in fixable) if each):
        if not edits or edit.start >= edits[-1].end:
            edits.append(edit)
    return edits


def _add_missing(case: Case, found: Diagnostic) -> Iterator[Cure]:
    """Add what the finding says is missing."""
    if found.name == "stage-missing":
        yield Cure("Add the missing stages", found, case.amend(_add_stages(case)), is_preferred=True)
        return
    path = _find_path(case.tree, found)
    for choice, snippet in list_snippets(found.help):
        here = path[:-1] if path and path[-1] in snippet else path
        wanted = deepcopy(case.tree.data)
        if _merge(wanted, here, fill_in(snippet, case.judgement.today)):
            said = ", ".join(f"`{each}`" for each in snippet)
            yield Cure(
                f"Add {said}{f': {choice}' if choice else ''}", found, case.amend(wanted), is_preferred=True
            )


def _find_path(tree: Tree, found: Diagnostic) -> KeyPath:
    """Give the key at which a finding stands; () for the page as a whole."""
    return next((path for path, span in tree.keys.items() if span == found.span), ())


def _merge(data: Any, path: KeyPath, snippet: dict[str, Node]) -> bool:
    """Put what is missing under a key; false where something stands there already."""
    for part in path:
        if isinstance(data, dict):
            data[part] = {} if data.get(part) is None else data[part]
        elif not (isinstance(data, list) and isinstance(part, int) and part < len(data)):
            return False
        data = data[part]
    if not isinstance(data, dict):
        return False
    for key, value in snippet.items():
        if isinstance(data.get(key), list) and isinstance(value, list):
            data[key] += value
        elif data.get(key) is None:
            data[key] = value
        else:
            return False
    return True


def _add_stages(case: Case) -> dict[str, Node]:
    """Give the front matter with the stages that the method has and the plan has not."""
    wanted = deepcopy(case.tree.data)
    plan = case.draft.page.data
    stages = wanted.get("stages")
    stages = stages if isinstance(stages, dict) else {}
    wanted["stages"] = stages
    owner = plan.owner if isinstance(plan, Initiative) else None
    owner = owner if owner and _is_known(case, owner) else "<the id of one person>"
    for each in case.draft.config.stages:
        if stages.get(each.id) is None:
            review: Node = {"due": _say_day(case.judgement.today, 14), "by": name_other(case)}
            metric = COMPUTED.get(each.step, "<the id of a metric>")
            stages[each.id] = {"owner": owner, "metric": metric, "reviews": [review]}
    return wanted


def name_other(case: Case) -> str:
    """Name who may review or waive: the sponsor, where it is a person and not the owner."""
    plan = case.draft.page.data
    sponsor = plan.sponsor if isinstance(plan, Initiative) and plan.sponsor != plan.owner else None
    if sponsor and _is_known(case, sponsor):
        return sponsor
    return "<the id of one person other than the owner>"


def _is_known(case: Case, person: str) -> bool:
    return case.judgement.site.find("person", person) is not None


def _say_day(today: date, ahead: int) -> str:
    return (today + timedelta(days=ahead)).isoformat()


def _waive(case: Case, found: Diagnostic, rules: tuple[Rule, ...]) -> Iterator[Cure]:
    """Accept a finding until a day, where its rule may be waived."""
    plan = case.draft.page.data
    rule = next((each for each in rules if each.name == found.name), None)
    if rule is None or not isinstance(plan, Initiative) or rule.is_locked(plan.status):
        return
    waiver: dict[str, Node] = {"rule": found.name}
    if found.item:
        waiver["item"] = found.item
    waiver |= {"reason": "<why, in a sentence>", "by": name_other(case)}
    waiver["until"] = _say_day(case.judgement.today, WAIVED_FOR)
    wanted = deepcopy(case.tree.data)
    if _merge(wanted, (), {"waivers": [waiver]}):
        words = re.sub(r"\s+", " ", f"Waive {found.name} {found.item}").strip()
        yield Cure(f"{words} until {waiver['until']}, with a reason", found, case.amend(wanted))
