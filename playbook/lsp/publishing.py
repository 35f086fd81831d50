"""Which diagnostics of which files are shown, and what of that is news.

In: a project after a turn. Out: `types.PublishDiagnosticsParams` for each file whose diagnostics are others
than before.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from lsprotocol import types

from playbook.assist.draft import Draft
from playbook.diagnostic import Diagnostic
from playbook.judgement import Judgement
from playbook.lsp.findings import show_fault, show_finding
from playbook.lsp.positions import Positions
from playbook.lsp.project import Project
from playbook.lsp.uris import make_uri

Told = dict[str, list[types.Diagnostic]]


class Publishing:
    """What a project's files are known to hold; `uris` are the addresses that the editor has for open
    files, by path."""

    def __init__(self, project: Project, encoding: types.PositionEncodingKind | str | None) -> None:
        """Take a project of which nothing was told yet."""
        self.project, self.encoding = project, encoding
        self.uris: dict[Path, str] = {}
        self._told: Told = {}
        self._paths: tuple[Judgement | None, dict[str, str]] = (None, {})

    def find_uri(self, path: str) -> str:
        """Give a file's address by its path from the project's root."""
        full = self.project.root / path
        return self.uris.get(full) or make_uri(full)

    def list_all(self, texts: Mapping[str, Draft]) -> Iterator[types.PublishDiagnosticsParams]:
        """Yield the news after the whole playbook was judged, or its configuration refused."""
        fresh: Told = defaultdict(list)
        project = self.project
        if project.faults:
            for fault in project.faults:
                fresh[fault.span.path].append(show_fault(fault, self._read(fault.span.path, texts)))
            fresh = {
                **{path: some for path, some in self._told.items() if path not in self._settings()},
                **fresh,
            }
        else:
            by_file = _group(each for some in project.judgement.checked.by_page.values() for each in some)
            fresh.update({path: self._show(path, some, texts) for path, some in by_file.items()})
        for path in sorted({*self._told, *fresh}):
            if self._told.get(path, []) != fresh.get(path, []):
                yield self._publish(path, fresh.get(path, []), texts)
        self._told = {path: some for path, some in fresh.items() if some}

    def list_page(
        self, draft: Draft, found: Iterable[Diagnostic], texts: Mapping[str, Draft]
    ) -> Iterator[types.PublishDiagnosticsParams]:
        """Yield the news of one page that was judged alone; what lies in other files is left for later."""
        shown = self._show(draft.path, [each for each in found if each.span.path == draft.path], texts)
        if self._told.get(draft.path, []) != shown:
            self._told[draft.path] = shown
            yield self._publish(draft.path, shown, texts)

    def _settings(self) -> set[str]:
        return {each.span.path for each in self.project.faults}

    def _show(self, path: str, found: list[Diagnostic], texts: Mapping[str, Draft]) -> list[types.Diagnostic]:
        positions, config = self._read(path, texts), self.project.config
        return [show_finding(each, positions, config, self.find_uri) for each in found]

    def _read(self, path: str, texts: Mapping[str, Draft]) -> Positions:
        return self.read(path, self._find(path, texts), self.project.judgement)

    def read(self, path: str, draft: Draft | None, judgement: Judgement) -> Positions:
        """Give the lines of a file: as it is open, else as it was judged, else as it lies on the disk."""
        if draft:
            return Positions(draft.text, self.encoding)
        paths = self._paths
        if paths[0] is not judgement:
            digests = {each.path: each.digest for each in judgement.site.pages.values()}
            paths = self._paths = (judgement, digests)
        stored = judgement.store.fetch(paths[1].get(path, ""))
        if stored and not stored.row:
            return Positions(stored.source.text, self.encoding)
        try:
            raw = (self.project.root / path).read_bytes()
        except OSError:
            raw = b""
        return Positions(raw.decode("utf-8", "replace"), self.encoding)

    def find_draft(self, path: str) -> Draft | None:
        """Give the text of a file that is open."""
        return self._find(path, self.project.texts)

    def read_now(self, path: str) -> Positions:
        """Give the lines of a file as they are now."""
        return self.read(path, self.find_draft(path), self.project.judgement)

    def _find(self, path: str, texts: Mapping[str, Draft]) -> Draft | None:
        return texts.get(path.removeprefix(f"{self.project.config.settings.content}/"))

    def _publish(
        self, path: str, found: list[types.Diagnostic], texts: Mapping[str, Draft]
    ) -> types.PublishDiagnosticsParams:
        draft = self._find(path, texts)
        return types.PublishDiagnosticsParams(self.find_uri(path), found, draft.version if draft else None)


def _group(found: Iterable[Diagnostic]) -> dict[str, list[Diagnostic]]:
    by_file: dict[str, list[Diagnostic]] = defaultdict(list)
    for each in found:
        by_file[each.span.path].append(each)
    return by_file
