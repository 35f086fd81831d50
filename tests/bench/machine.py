"""What machine measures: cores, memory, processor, kernel, Python. Out: one line."""

import os
import platform
import re
from pathlib import Path


def describe_machine() -> str:
    """Say on what was measured."""
    memory = int(_find("/proc/meminfo", r"MemTotal:\s+(\d+)") or 0) / 1024 / 1024
    processor = _find("/proc/cpuinfo", r"model name\s*: (.*)") or platform.processor() or "unknown processor"
    cores = len(os.sched_getaffinity(0))
    return (
        f"{cores} cores ({processor.strip()}), {memory:.0f} GiB, {platform.system()} {platform.release()}, "
        f"Python {platform.python_version()}"
    )


def _find(file: str, pattern: str) -> str:
    path = Path(file)
    found = re.search(pattern, path.read_text(encoding="utf-8")) if path.exists() else None
    return found[1] if found else ""
