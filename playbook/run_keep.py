"""A run that was made as ever -> what is remembered of it.

In: a configuration, a judgement, what was published. Out: a row of the cache. What was read while the run was
made must be what is there when it is over, else nothing is remembered: the next run is made as ever.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from playbook.author_file import FileFault
from playbook.config import Config, find_version
from playbook.history import History
from playbook.history.past import HELD, SHALLOW, Past, tell
from playbook.judgement import Judgement
from playbook.load_looks import find_place
from playbook.memo import Tools
from playbook.publish import Published
from playbook.render_site import list_linked
from playbook.run_record import Asked, Proof, Run, Setup, hash_all, hash_surroundings, keep_run
from playbook.run_site import hash_parts

Phases = Iterable[tuple[str, int]]
"""The phases of a run, each with how many items it had."""

Parts = tuple[tuple[str, ...], bytes]
"""The assets that pages link to, and the digest of all that a site is made from beside pages."""


def make_setup(config: Config) -> Setup:
    """Give what a configuration says of where to look and how to speak."""
    settings = config.settings
    files = (settings.site.logo, settings.site.logo_dark, settings.theme.font, settings.theme.font_prose)
    return Setup(
        content=settings.content,
        output=settings.output,
        preview=settings.preview,
        templates=settings.templates,
        files=tuple(each for each in files if each),
        baseline=settings.check.baseline,
        loading=find_place(config).loading,
        today=settings.today.isoformat() if settings.today else "",
        timezone=settings.site.timezone,
        fail_on=settings.check.fail_on,
        require=settings.check.require,
        version=find_version(),
    )


@dataclass(frozen=True, slots=True)
class Keeper:
    """Remembers a run that is made now; `before` is the digest of its surroundings at its beginning."""

    asked: Asked
    setup: Setup
    before: bytes

    def keep(self, judgement: Judgement, tools: Tools, phases: Phases, proof: Proof | None = None) -> None:
        """Remember what a check, or a build with its proof, came to."""
        config, report = judgement.site.config, judgement.checked.report
        is_as_asked = (config.path, config.text) == self.asked.config and config.root == self.asked.root
        is_sure = bool(judgement.store.contents and judgement.site.history.head)
        is_told = is_as_asked and not judgement.own_rules and is_sure
        after = hash_surroundings(self.asked, self.setup)
        if tools.cache and is_told and after == self.before:
            run = Run(self.setup, report, judgement.checked.closed, tuple(phases), proof)
            settled = (report.today, report.settings, judgement.site.history.head)
            keep_run(tools.cache, self.asked, run, hash_all(settled, after, judgement.store.contents))

    def list_parts(self, judgement: Judgement) -> Parts:
        """Give the assets that a site links to, and the digest of what it is made from beside pages."""
        linked = tuple(list_linked(judgement.site))
        return linked, hash_parts(self.asked.root, self.setup, linked)

    def prove(self, judgement: Judgement, tools: Tools, parts: Parts, published: Published) -> Proof | None:
        """Give the proof of a site that was published; None where what it was made from has changed since
        `list_parts` was asked, or git since the pages were judged, or where Pagefind, whose program may
        change, has made a part of it."""
        config = judgement.site.config
        try:
            is_same = self.list_parts(judgement) == parts
        except FileFault:
            return None
        if not is_same or config.settings.site.search == "pagefind":
            return None
        return Proof(*parts, published.digest) if _is_known(judgement, tools) else None


def _is_known(judgement: Judgement, tools: Tools) -> bool:
    """Whether git, asked about the pages, answered from the commit by which they were judged."""
    history, past = tools.lasting.get("history"), tools.lasting.get(HELD)
    head = tell(past if isinstance(past, Past) else None)
    is_told = isinstance(history, History) and (history.state != "unknown" or history.reason == SHALLOW)
    return is_told and head == judgement.site.history.head


def begin_run(asked: Asked, config: Config) -> Keeper:
    """Begin to watch over a run, before anything but its configuration is read."""
    setup = make_setup(config)
    return Keeper(asked, setup, hash_surroundings(asked, setup))
