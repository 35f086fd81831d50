"""PB505 watcher-left: who is to watch the change after go-live has left."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from playbook.model.page import Page
from playbook.model.plan import list_reviews, list_stages
from playbook.model.site import Site
from playbook.rule import Finding, Related, SiteRule, W


def check(page: Page, site: Site, today: date) -> Iterable[Finding]:
    """Find the people who have left and still own follow-through or a review of it: one finding each."""
    plan, shape = page.plan, site.config.shape
    watchers: dict[str, list[Related]] = defaultdict(list)
    for name, stage in list_stages(plan, shape, "follow-through"):
        if stage.owner and not stage.done:
            watchers[stage.owner].append((("stages", name, "owner"), f"owns `{name}`"))
    for path, each in list_reviews(plan, shape, "follow-through"):
        if each.by and not each.held:
            watchers[each.by].append(((*path, "by"), f"holds the review of {each.due or 'no day'}"))
    for person, places in watchers.items():
        if site.has_left(person, today):
            data = site.pages[f"person/{person}"].data
            message = f"`{person}`, who is to watch whether it holds, left on {data.left}"
            deputy = f" (the deputy is `{data.deputy}`)" if data.deputy else ""
            yield Finding(
                places[0][0], message, f"name somebody else{deputy}", tuple(places[1:]), item=person
            )


RULE = SiteRule(
    code="PB505",
    name="watcher-left",
    level=W,
    why="a change that nobody watches any more slips back, and nobody notices",
    check=check,
    timed=True,
)
