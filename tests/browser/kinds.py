"""The sites under test and their kinds of pages: the showcase, and small sites at the edges.

In: a name. Out: a site built and served, with the pages of each kind that are worth opening: per template
the page with the most bytes, and of the showcase also the one with the fewest.
"""

from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from playbook.check import Options
from playbook.config import read_config
from playbook.pipeline import Judgement, judge_playbook
from playbook.view import BUILDERS, make_index
from tests.browser.served import ROOT, SHOWCASE_TODAY, serve
from tests.overlay import merge
from tests.plans import CRM, claim
from tests.rendered import make_facts, render
from tests.sites import judge_files, read_base, write_site
from tests.test_methods import KOTTER, write_files, write_plan
from tests.variants import make_variant

SHOWCASE = "the example company"
BUILD = {each.name: each for each in BUILDERS if each.name != "former"}
KINDS = tuple(BUILD)
"""The kinds of pages, by the names of their builders; a former page only leads to another one."""

LONG = "Geschwindigkeitsbegrenzungsverordnung und " * 3 + "Donaudampfschifffahrtsgesellschaftskapitän"


def claim_status(status: str) -> dict[str, str]:
    """Give the base site with its one plan in a status."""
    base = read_base()
    return base | {CRM: merge(base[CRM], claim(status))}


def lengthen_names() -> dict[str, str]:
    """Give the base site with long words where a page shows names and titles."""
    base = read_base()
    titles = {"title: One CRM for every deal": f"title: {LONG}"}
    texts = {name: text for name, text in base.items() if name.endswith((".md", ".csv"))}
    for old, new in titles.items():
        texts = {name: text.replace(old, new) for name, text in texts.items()}
    return (
        base | texts | {"content/guides/long.md": f"# {LONG}\n\n## {LONG}\n\n{'x' * 300}\n\n`{'y' * 300}`\n"}
    )


EDGES: Mapping[str, Callable[[], dict[str, str]]] = {
    "empty": lambda: make_variant("empty"),
    "one initiative": read_base,
    "one draft alone": lambda: make_variant("one draft alone"),
    "stopped": lambda: claim_status("stopped"),
    "paused": lambda: claim_status("paused"),
    "every kind of page": lambda: make_variant("full"),
    "faulty, as a preview": lambda: make_variant("faulty"),
    "a method of eight stages": lambda: write_files(KOTTER, write_plan(KOTTER)),
    "long words": lengthen_names,
}


@dataclass(frozen=True)
class Site:
    """A site that is served: its address, its folder, and by kind the pages that are worth opening."""

    url: str
    folder: Path
    kinds: Mapping[str, tuple[str, ...]]


class Sites:
    """Sites built when first asked for, served until closed."""

    def __init__(self, folder: Path) -> None:
        """Take an empty folder."""
        self.folder, self.stack, self.known = folder, ExitStack(), dict[str, Site]()

    def find(self, name: str) -> Site:
        """Give the site of a name."""
        if name not in self.known:
            self.known[name] = self._build(name)
        return self.known[name]

    def _build(self, name: str) -> Site:
        place = self.folder / str(len(self.known))
        judgement = judge_showcase() if name == SHOWCASE else judge_files(place / "source", EDGES[name]())
        outputs = render(judgement, is_preview="preview" in name)
        folder = write_site(place / "site", outputs)
        url = self.stack.enter_context(serve(folder))
        return Site(url, folder, choose_pages(judgement, outputs, ends=2 if name == SHOWCASE else 1))


def judge_showcase() -> Judgement:
    """Check the example company's playbook as of its pinned day."""
    config, faults = read_config(ROOT)
    assert not faults, faults
    return judge_playbook(config, SHOWCASE_TODAY, Options())


def choose_pages(judgement: Judgement, outputs: Mapping[str, bytes], ends: int) -> dict[str, tuple[str, ...]]:
    """Choose the pages worth opening by kind: of each template the largest, at two ends the smallest too."""
    index = make_index(make_facts(judgement))
    chosen: dict[str, tuple[str, ...]] = {}
    for kind, builder in BUILD.items():
        sized: dict[str, list[tuple[int, str]]] = {}
        for view in builder.build_all(index):
            sized.setdefault(view.template, []).append((-len(outputs[view.path]), view.path))
        paths = (path for group in sized.values() for _, path in sorted(group)[:: len(group) - 1 or 1][:ends])
        chosen[kind] = tuple(paths)
    return chosen
