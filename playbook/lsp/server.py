"""The server: notices taken, requests answered, findings published.

In: who finds a playbook, the streams of the editor. Out: an exit code. A request that fails is answered
with words; its trace goes to a file that is named.
"""

import asyncio
import logging
import sys
from collections.abc import Awaitable, Callable, Hashable, Iterable
from contextlib import suppress
from functools import partial, wraps
from pathlib import Path
from typing import Any, BinaryIO, ParamSpec, TypeVar

from lsprotocol import types
from pygls.exceptions import JsonRpcException
from pygls.lsp.server import LanguageServer

from playbook.assist.glance import glance
from playbook.config import find_version
from playbook.crash import keep_trace
from playbook.lsp.project import Project
from playbook.lsp.session import Finder, Session
from playbook.lsp.turns import Turns
from playbook.lsp.uris import find_path

P = ParamSpec("P")
R = TypeVar("R")

SWITCH = 0.0005
"""Seconds after which the thread that judges lets the one that answers go on."""

LOOK, LONGEST = 0.02, 1000
"""Seconds between two looks whether all is judged, and how many of them."""

WATCHED = ("**/*.md", "**/*.csv", "**/playbook.toml", "**/pyproject.toml", "**/playbook-baseline.json")
"""Files whose changes on the disk an editor is asked to tell of."""


class Server:
    """One editor's session, and the thread that judges beside it."""

    def __init__(self, finder: Finder) -> None:
        """Take who finds a playbook."""
        self.session = Session(finder)
        self.pygls = LanguageServer(
            "playbook", find_version(), text_document_sync_kind=types.TextDocumentSyncKind.Full
        )  # whole texts: an edit by ranges counts lines otherwise than a file that holds other line ends
        self.turns = Turns(self._judge)
        self.ended_well = False
        self._loop: asyncio.AbstractEventLoop | None = None
        self._judged: dict[tuple[Path, str], int] = {}
        self._said = ""

    def run(self, stdin: BinaryIO, stdout: BinaryIO) -> int:
        """Serve until the editor ends it or closes its end: 0 after a shutdown, else 1."""
        sys.setswitchinterval(SWITCH)
        self.pygls.start_io(stdin, stdout)
        return 0 if self.ended_well else 1

    def add(self, method: str, answer: Callable[..., Any], options: Any = None) -> None:
        """Let a method of the protocol be answered; what is raised becomes words."""
        self.pygls.feature(method, options)(self._guard(answer))

    def add_slow(self, method: str, answer: Callable[[Any], Awaitable[Any]], options: Any = None) -> None:
        """The same for an answer that waits for something meanwhile."""

        async def guarded(asked: Any) -> Any:
            try:
                return await answer(asked)
            except JsonRpcException:
                raise
            except Exception as error:
                raise JsonRpcException(explain(error)) from None

        self.pygls.feature(method, options)(guarded)

    async def settle(self) -> None:
        """Wait until all that was typed is judged: an answer that changes other files must know them."""
        for _ in range(LONGEST):
            if self.turns.is_idle:
                return
            await asyncio.sleep(LOOK)

    def _guard(self, answer: Callable[P, R]) -> Callable[P, R]:
        @wraps(answer)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
            try:
                return answer(*args, **kwargs)
            except JsonRpcException:
                raise
            except Exception as error:
                raise JsonRpcException(explain(error)) from None

        return guarded

    def begin(self) -> None:
        """Begin to judge: the editor is ready to hear of it."""
        self._loop = asyncio.get_running_loop()
        self.session.encoding = self._encoding()
        capabilities = self.pygls.client_capabilities.workspace
        watching = capabilities.did_change_watched_files if capabilities else None
        if watching and watching.dynamic_registration:
            asyncio.ensure_future(self._watch())  # noqa: RUF006  # its answer matters to nobody
        workspace = self.pygls.workspace
        for uri in [each.uri for each in workspace.folders.values()] or [workspace.root_uri or ""]:
            path = find_path(uri)
            self.touch(self.session.find_project(path) if path else None)
        self.turns.start()

    def _encoding(self) -> str | None:
        found = self.pygls.server_capabilities.position_encoding
        return str(getattr(found, "value", found)) if found else None

    @property
    def moves_files(self) -> bool:
        """Whether the editor renames files where it is asked to."""
        edits = self._edits
        return types.ResourceOperationKind.Rename in ((edits and edits.resource_operations) or ())

    @property
    def takes_versions(self) -> bool:
        """Whether the editor takes edits that say of which version of a document they are."""
        return bool(self._edits and self._edits.document_changes)

    @property
    def _edits(self) -> types.WorkspaceEditClientCapabilities | None:
        workspace = self.pygls.client_capabilities.workspace
        return workspace.workspace_edit if workspace else None

    async def _watch(self) -> None:
        watchers = [types.FileSystemWatcher(each) for each in WATCHED]
        options = types.DidChangeWatchedFilesRegistrationOptions(watchers)
        one = types.Registration("files", types.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)
        with suppress(JsonRpcException):  # an editor that does not tell is asked at the next change
            await self.pygls.client_register_capability_async(types.RegistrationParams([one]))

    def touch(self, project: Project | None) -> None:
        """Have a playbook judged again."""
        if project is not None:
            self.turns.add(project.root)

    def _judge(self, root: Hashable) -> None:
        """Judge a playbook in the thread beside; the pages that are written first, each alone."""
        assert isinstance(root, Path)
        project = self.session.projects[root]
        try:
            self._turn(project)
        except Exception as error:
            words = explain(error)
            self._post(lambda: self.say(words))

    def _turn(self, project: Project) -> None:
        texts, publishing = dict(project.texts), self.session.publishing[project.root]
        for name, draft in texts.items():
            if self._judged.get((project.root, name)) == draft.version:
                continue
            self._judged[project.root, name] = draft.version
            found = glance(draft, project.judgement, project.brief.options)
            if found is not None:
                self._publish(publishing.list_page(draft, found, texts))
        project.judge(texts)
        self._publish(publishing.list_all(texts))
        project.note_uses()

    def _publish(self, news: Iterable[types.PublishDiagnosticsParams]) -> None:
        for each in list(news):
            self._post(partial(self.pygls.text_document_publish_diagnostics, each))

    def _post(self, call: Callable[[], None]) -> None:
        """Have the editor's thread do something."""
        if self._loop and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(call)

    def say(self, words: str) -> None:
        """Tell the author what is wrong with playbook itself, once."""
        if words != self._said:
            self._said = words
            self.pygls.window_show_message(types.ShowMessageParams(types.MessageType.Error, words))


def explain(error: Exception) -> str:
    """Say in words what has failed; the trace goes to a file."""
    try:
        where = f"the trace is in {keep_trace(error)}"
    except OSError as refused:
        where = f"the trace could not be written: {refused.strerror}"
    return f"playbook itself failed ({type(error).__name__}); {where}"


def silence_library() -> None:
    """Let the library tell of nothing that is not grave: its traces help no author."""
    logging.getLogger("pygls").setLevel(logging.CRITICAL)
