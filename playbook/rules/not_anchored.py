"""PB508 not-anchored: the change is live, and nothing was changed so that it stays."""

from collections.abc import Iterable

from playbook.config import Config
from playbook.model.page import Page
from playbook.model.plan import find_last_stage, list_stages
from playbook.rule import Finding, PageRule, W


def check(page: Page, config: Config) -> Iterable[Finding]:
    """Find live and sustained plans without an anchor in any stage of follow-through."""
    stages = list_stages(page.plan, config.shape, "follow-through")
    if stages and not any(each.anchors for _, each in stages):
        stage = find_last_stage(page.plan, config.shape, "follow-through")
        message = f"stage `{stage}` names nothing that was changed so that the new way stays"
        help_ = (
            "add under it:  anchors:\n                 - what: <a policy, the onboarding, a bonus, a system>"
        )
        yield Finding(("stages", stage, "anchors"), message, help_)


RULE = PageRule(
    code="PB508",
    name="not-anchored",
    level=W,
    why="a change that lives only in the will of those who made it leaves with them",
    check=check,
    statuses=frozenset({"live", "sustained"}),
)
