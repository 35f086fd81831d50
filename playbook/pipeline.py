"""The spine: every phase once, in order.

In: the configuration, today, options. Out: what the phases came to.
content -> load -> resolve -> check -> view -> render -> publish -> build/
"""

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from playbook.config import Config
from playbook.history import History, list_files, read_history
from playbook.history.past import Standpoint
from playbook.judgement import Judgement, judge_playbook
from playbook.making import Held, Means
from playbook.memo import Tools
from playbook.publish import (
    ChangedError,
    Kept,
    Output,
    Published,
    Spooled,
    open_spool,
    publish,
    read_standing,
)
from playbook.render import Renderer
from playbook.render_site import is_preview as holds_preview
from playbook.render_site import render_with
from playbook.templates_place import find_templates
from playbook.view import Facts

__all__ = [
    "Judgement",
    "build_site",
    "gather",
    "judge_playbook",
    "make_outputs",
    "publish_site",
    "remake_outputs",
]


def make_outputs(judgement: Judgement, *, is_preview: bool = False) -> list[Output]:
    """View and render a checked playbook, all of it. Raises TemplateFault where a template cannot be used."""
    made = remake_outputs(judgement, Tools(), None, is_preview=is_preview)
    return [each for each in made if isinstance(each, Output)]


def remake_outputs(
    judgement: Judgement, tools: Tools, held: Held | None, *, is_preview: bool = False
) -> list[Output | Spooled | Kept]:
    """View and render what may have changed since the outputs that are held were made.

    Raises TemplateFault, SearchFault, WorkerDied.
    """
    return render_with(*gather(judgement, tools, held, is_preview=is_preview))


def gather(
    judgement: Judgement, tools: Tools, held: Held | None, *, is_preview: bool = False
) -> tuple[Facts, Means]:
    """Give what a site is rendered from, and with. Raises TemplateFault for a broken own template."""
    site = judgement.site
    tools.progress.begin("index", len(site.initiatives))
    facts = Facts(
        site,
        judgement.store,
        judgement.checked,
        judgement.today,
        own_rules=judgement.own_rules,
        history=_ask_git(judgement, tools),
        is_preview=is_preview,
    )
    return facts, Means(_open_renderer(site.config, tools), tools, held)


def _ask_git(judgement: Judgement, tools: Tools) -> History:
    """Ask git about the pages; the answer is held, for whoever remembers what the site was made from."""
    config, pages = judgement.site.config, judgement.site.pages.values()
    at, content = Standpoint(config.content), config.settings.content
    if config.origin:  # from the project's folder: the content may have had another name
        at, content = Standpoint(config.home, config.origin.commit), ""
    history = read_history(at, list_files(content, pages), config.settings.site.timezone, tools.lasting)
    tools.lasting["history"] = history
    return history


def _open_renderer(config: Config, tools: Tools) -> Renderer:
    """Give a renderer; that of the last time where no template has changed, since it has compiled them."""
    folders = (config.templates, find_templates())
    last = tools.lasting.get("renderer")
    if isinstance(last, Renderer) and last.folders == folders and last.is_current():
        return last
    renderer = tools.lasting["renderer"] = Renderer(*folders)
    return renderer


def build_site(judgement: Judgement, tools: Tools, *, is_preview: bool = False) -> Published:
    """Render and publish a checked playbook; what stands in the site and still holds stays.

    Raises PublishError with the old site as it was, and what `remake_outputs` raises.
    """
    config = judgement.site.config
    target = config.preview if is_preview else config.output
    facts, means = gather(judgement, tools, read_standing(target), is_preview=is_preview)
    with ExitStack() as spools:
        means = replace(means, spools=lambda: spools.enter_context(open_spool(*_find_place(config, target))))
        try:
            published = _render_and_publish(facts, means)
        except ChangedError:
            published = _render_and_publish(facts, replace(means, held=None))
    tools.progress.step(published.written)
    tools.progress.skip(published.unchanged)
    return published


def _render_and_publish(facts: Facts, means: Means) -> Published:
    outputs = render_with(facts, means)
    means.tools.progress.begin("publish", len(outputs))
    return publish_site(facts.site.config, outputs)


def _find_place(config: Config, target: Path) -> tuple[Path, tuple[Path, ...]]:
    """Give where a site goes, and the folders that it may not touch."""
    other = config.output if target == config.preview else config.preview
    sources = (each / name for each in (config.home, config.root) for name in _list_sources(config))
    return target, (*sources, other)


def _list_sources(config: Config) -> tuple[str, ...]:
    """List the folders that a site is made from, by name: the project's, its content, its templates."""
    return ("", config.settings.content, config.settings.templates)


def publish_site(config: Config, outputs: Sequence[Output | Spooled | Kept]) -> Published:
    """Publish outputs as the site, or what was made as a preview as that; all or nothing, each by itself.

    Raises PublishError with the old site as it was, ChangedError where what was to be kept is another.
    """
    return publish(outputs, *_find_place(config, config.preview if holds_preview(outputs) else config.output))
