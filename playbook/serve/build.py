"""One build in memory: what is asked for -> what can be shown.

In: `Asked`: configuration, today, options. Out: `Built`. Whoever builds in a cheaper way than anew every
time is another `Builder`; nothing else here would change. It writes nothing.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Protocol

from playbook.check import Options, find_apart
from playbook.config import Config
from playbook.diagnostic import Diagnostic, Report
from playbook.memo import Tools
from playbook.model.site import Site
from playbook.pipeline import gather, judge_playbook, make_outputs
from playbook.publish.output import check_outputs
from playbook.render_site import prepare_site
from playbook.serve.explain import explain
from playbook.serve.lazy import LazyDigests, LazyOutputs
from playbook.serve.message import Message


@dataclass(frozen=True, slots=True)
class Asked:
    """What one build is asked for; `files` are those that it was settled by: the configuration's, a
    baseline."""

    config: Config
    today: date
    options: Options
    files: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class Refused:
    """Nothing can be asked for: why, and the files by which that may change."""

    message: Message
    files: tuple[Path, ...] = ()


Ask = Callable[[], Asked | Refused]
"""Reads the configuration anew."""


@dataclass(frozen=True, slots=True)
class Built:
    """A site in memory, a preview: bodies and their digests by path, what the check found, `apart` the first
    of it that stands on no page, `site` what was checked.

    A body may be rendered when it is first asked for, and then raises what rendering raises. `message` is
    there when nothing can be shown; then there may be no outputs, and no report.
    """

    outputs: Mapping[str, bytes] = field(default_factory=dict)
    digests: Mapping[str, str] = field(default_factory=dict)
    report: Report | None = None
    message: Message | None = None
    apart: Diagnostic | None = None
    site: Site | None = None


class Builder(Protocol):
    """Makes a site in memory; what it knows from earlier builds is its own affair."""

    def build(self, asked: Asked) -> Built:
        """Build as of now. What it raises is told as a message."""
        ...


class FreshBuilder:
    """Builds everything anew every time."""

    def build(self, asked: Asked) -> Built:
        """Check and render the whole playbook as a preview."""
        judgement = judge_playbook(asked.config, asked.today, asked.options)
        report = judgement.checked.report
        try:
            outputs = check_outputs(make_outputs(judgement, is_preview=True))
        except Exception as error:
            return Built(report=report, message=explain(error))
        return Built(outputs, Digests(outputs), report, None, find_apart(judgement.checked), judgement.site)


class LastingBuilder:
    """Builds what may have changed since the last time; each page is rendered when it is first asked for."""

    def __init__(self, tools: Tools) -> None:
        """Take with what it is built; what is remembered there lasts as long as this builder."""
        self._tools = tools
        self._last: LazyOutputs | None = None

    def build(self, asked: Asked) -> Built:
        """Check the whole playbook, and get ready to render it as a preview."""
        if self._last is not None:
            self._last.close(self._tools)
        judgement = judge_playbook(asked.config, asked.today, asked.options, self._tools)
        judgement = replace(judgement, store=judgement.store.hold())  # it answers till the next one is shown
        report = judgement.checked.report
        if asked.config.settings.site.search == "pagefind":  # it reads every page
            return FreshBuilder().build(asked)
        try:
            making = prepare_site(*gather(judgement, self._tools, self._last, is_preview=True))
        except Exception as error:
            return Built(report=report, message=explain(error))
        self._last = LazyOutputs(making)
        digests, apart = LazyDigests(self._last), find_apart(judgement.checked)
        return Built(self._last, digests, report, None, apart, judgement.site)


class Digests(Mapping[str, str]):
    """The SHA-256 of bodies, in hex, each when it is first asked for."""

    def __init__(self, bodies: Mapping[str, bytes]) -> None:
        """Take the bodies by path."""
        self._bodies = bodies
        self._known: dict[str, str] = {}

    def __getitem__(self, path: str) -> str:
        """Give a body's digest. Raises KeyError."""
        if path not in self._known:
            self._known[path] = sha256(self._bodies[path]).hexdigest()
        return self._known[path]

    def __iter__(self) -> Iterator[str]:
        """Yield the paths."""
        return iter(self._bodies)

    def __len__(self) -> int:
        """Count the bodies."""
        return len(self._bodies)


def build_safely(builder: Builder, asked: Asked | Refused) -> Built:
    """Build; whatever goes wrong becomes a message."""
    if isinstance(asked, Refused):
        return Built(message=asked.message)
    try:
        return builder.build(asked)
    except Exception as error:
        return Built(message=explain(error))
