"""The company's guidance per step, with the plans that stand there.

In: the index. Out: one `MethodView`, a `MethodPageView` for each page in content/method.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from playbook.model.page import Page
from playbook.schema.shape import MethodStage
from playbook.view.base import Card, Mention, Prose, View
from playbook.view.finding import FindingView
from playbook.view.guidance import Group, list_aside, list_folders, list_groups, order_method
from playbook.view.home import rank
from playbook.view.index import Index, link_up
from playbook.view.listing import Lists, Wanted
from playbook.view.plan import PlanCard
from playbook.view.words import capitalise, say_count

PATH = "method.html"

STEP_MEANINGS = {
    "vision": "The inefficiency is diagnosed with evidence, and the goal is a figure.",
    "coalition": "One owner, a sponsor who is someone else, people of every department affected with an ask "
    "that they accepted, and the value told to those who must work differently.",
    "goals": "The way is cut into milestones, each measurable, owned and dated, with an early win.",
    "follow-through": "Somebody looks after go-live, on days known beforehand, until the change has held.",
}


@dataclass(frozen=True, slots=True)
class StageGuide:
    """A stage of the method: what it is for, the guidance for it, the plans that stand there; `more` leads
    to all of very many."""

    number: int
    title: str
    step: str
    meaning: str
    guides: tuple[Card, ...]
    plans: tuple[PlanCard, ...]
    standing_text: str
    more: Card | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodView(View):
    """The method in its order; `others` are pages of the method for no stage, `groups` all other pages by
    their folders, `standing` counts the plans that stand somewhere."""

    stages: tuple[StageGuide, ...]
    others: tuple[Card, ...]
    groups: tuple[Group, ...]
    standing: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodPageView(View):
    """The guidance for one stage; `plans` are those that stand there, `standing_text` counts them."""

    stage: str
    number: int
    step: str
    groups: tuple[Group, ...]
    prose: Prose | None
    plans: tuple[PlanCard, ...]
    standing_text: str
    previous: Card | None
    next: Card | None
    mentions: tuple[Mention, ...]
    findings: tuple[FindingView, ...]


def build(index: Index) -> Iterator[View]:
    """Build the page of the method and the pages of guidance."""
    pages, folders = order_method(index), list_folders(index)
    stages = index.site.config.stages
    standing = _list_standing(index)
    lists = Lists(index, PATH, "The method", "method")
    shown = {each.id: _begin_standing(lists, each, standing.get(each.id, [])) for each in stages}
    guides = tuple(_make_guide(index, n, each, shown[each.id]) for n, each in enumerate(stages, 1))
    yield MethodView(
        path=PATH,
        template="method.html",
        title="The method",
        chrome=index.chrome,
        section="method",
        lead=f"{capitalise(say_count(len(stages), 'step'))}, in order. A change that does not stick has "
        "nearly always left one unfinished before starting the next.",
        stages=guides,
        others=tuple(index.cards.of(each) for each in pages if not each.data.stage),
        groups=list_groups(index, folders),
        standing=sum(len(some) for some in standing.values()),
    )
    yield from lists.build()
    aside = list_aside(index, folders)
    for n, page in enumerate(pages):
        here = shown.get(page.data.stage or "", NOBODY)
        own = Lists(index, page.url, page.title, "method")
        mentions = own.begin_mentions(index.mentions(page))
        made = _build_one(index, pages, n, here)
        more = own.more | ({"plans": here.more} if here.more else {})
        yield replace(made, groups=aside, mentions=mentions, more=more)
        yield from own.build()


@dataclass(frozen=True, slots=True)
class Standing:
    """The plans that stand at a stage: how many, those that a page shows, the way to all of very many."""

    number: int
    plans: tuple[PlanCard, ...]
    more: Card | None


NOBODY = Standing(0, (), None)


def _begin_standing(lists: Lists, stage: MethodStage, plans: Sequence[PlanCard]) -> Standing:
    if len(plans) > lists.index.sizes["plans"].most:
        plans = sorted(plans, key=rank)
    wanted = Wanted(stage.id, "plans", f"Initiatives that stand at {stage.title}", "All {} initiatives")
    return Standing(len(plans), lists.begin(wanted, plans), lists.more.get(stage.id))


def _list_standing(index: Index) -> dict[str, list[PlanCard]]:
    """List the plans that stand at each stage: at the barrier, else at the stage to complete next."""
    found: dict[str, list[PlanCard]] = {}
    for each in index.plans.values():
        if each.diagnosis.stage and each.case.plan.status not in ("stopped", "sustained"):
            found.setdefault(each.diagnosis.stage, []).append(each.plan_card)
    return found


def _make_guide(index: Index, n: int, stage: MethodStage, here: Standing) -> StageGuide:
    pages = [each for each in index.site.list_kind("method") if each.data.stage == stage.id and each.url]
    return StageGuide(
        number=n,
        title=stage.title,
        step=stage.step,
        meaning=STEP_MEANINGS[stage.step],
        guides=tuple(index.cards.of(each) for each in pages),
        plans=here.plans,
        standing_text=say_standing(here.number),
        more=here.more,
    )


def say_standing(count: int) -> str:
    """Say how many plans stand somewhere: Two initiatives stand."""
    return f"{capitalise(say_count(count, 'initiative'))} stand{'s' if count == 1 else ''}"


def _build_one(index: Index, pages: Sequence[Page], n: int, here: Standing) -> MethodPageView:
    page = pages[n]
    ids = [each.id for each in index.site.config.stages]
    stage = page.data.stage or ""
    return MethodPageView(
        path=page.url,
        template="method-page.html",
        title=page.title,
        chrome=index.chrome,
        section="method",
        crumbs=link_up("The method", "method.html"),
        source=page.path,
        edit_url=index.edit_url(page),
        stage=next((each.title for each in index.site.config.stages if each.id == stage), ""),
        number=ids.index(stage) + 1 if stage in ids else 0,
        step=next((each.step for each in index.site.config.stages if each.id == stage), ""),
        groups=(),
        prose=index.prose(page),
        plans=here.plans,
        standing_text=say_standing(here.number),
        previous=index.cards.of(pages[n - 1]) if n else None,
        next=index.cards.of(pages[n + 1]) if n + 1 < len(pages) else None,
        mentions=(),
        findings=index.findings(page),
    )
