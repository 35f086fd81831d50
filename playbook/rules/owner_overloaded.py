"""PB308 owner-overloaded: one person accountable for too many running initiatives."""

from collections.abc import Iterable
from datetime import date

from playbook.model.page import Page
from playbook.model.site import Site
from playbook.rule import Finding, SiteRule, W
from playbook.words import count, join


def check(page: Page, site: Site, _today: date) -> Iterable[Finding]:
    """Find the plans that an owner began beyond the limit: the latest by their start."""
    owner = page.plan.owner
    limit = int(RULE.number(site.config, "initiatives"))
    running = sorted(_list_running(site, owner), key=lambda each: (each.plan.starts or date.max, each.id))
    if page in running[limit:]:
        others = join(f"`{each.id}`" for each in running if each is not page)
        many = count(len(running), "running initiative")
        message = f"`{owner}` is accountable for {many}: this one and {others}"
        help_ = f"let somebody else own one, or end one; more than {limit} is too many"
        yield Finding(("owner",), message, help_)


def _list_running(site: Site, owner: str | None) -> list[Page]:
    links = site.backlinks.get(f"person/{owner}", ())
    pages = [site.pages[each.page] for each in links if each.role == "owner"]
    return [each for each in pages if each.kind == "initiative" and each.plan.status == "running"]


RULE = SiteRule(
    code="PB308",
    name="owner-overloaded",
    level=W,
    why="who answers for everything has time for nothing",
    check=check,
    statuses=frozenset({"running"}),
    about_persons=True,
    thresholds={"initiatives": 3},
)
