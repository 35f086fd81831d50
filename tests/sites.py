"""Sites made from text, for tests: values in, values out."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from playbook.check import Options
from playbook.config import read_config
from playbook.pipeline import Judgement, judge_playbook

BASE = Path(__file__).parent / "base"
TODAY = date(2026, 6, 1)


def read_base() -> dict[str, str]:
    """Read the shared base site: path -> text."""
    return {
        path.relative_to(BASE).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(BASE.rglob("*"))
        if path.is_file()
    }


def write_site(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write files below a folder."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    return folder


def judge_files(
    folder: Path, files: Mapping[str, str | bytes], today: date = TODAY, options: Options | None = None
) -> Judgement:
    """Write a site from text and check it."""
    config, faults = read_config(write_site(folder, files))
    assert not faults, faults
    return judge_playbook(config, today, options or Options())


def list_found(judgement: Judgement, *, suppressed: bool = False) -> list[tuple[str, str, int]]:
    """List (code, severity, line) of what a check found, in order."""
    report = judgement.checked.report
    found = report.diagnostics + (report.suppressed if suppressed else ())
    return [(each.code, each.severity.word, each.span.line) for each in found]
