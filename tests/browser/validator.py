"""The W3C's HTML checker (Nu), asked about folders of pages.

In: folders. Out: its errors, in words. It is a Java program: `VNU_JAR` names its vnu.jar, `java` runs it.
"""

import json
import os
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import unquote

WHERE = "VNU_JAR names no vnu.jar (npm's vnu-jar has it), or there is no java"
KINDS = {".html", ".css", ".svg"}
NEWER = ("paint-order", "vector-effect", "container", "container-type", "line-clamp", "@container")
"""What style sheets may hold though its dictionary is older: it says that there is no such thing."""


def find_validator() -> list[str]:
    """Give the command that runs the checker; empty when it is not there."""
    jar, java = os.environ.get("VNU_JAR", ""), shutil.which("java")
    return [java, "-jar", jar] if java and Path(jar).is_file() else []


def list_errors(command: Iterable[str], folders: Iterable[Path]) -> list[str]:
    """List the errors in the pages, drawings and style sheets below some folders."""
    options = ["--errors-only", "--format", "json", "--exit-zero-always", "--stdout"]
    names = [str(path) for folder in folders for path in sorted(folder.rglob("*")) if path.suffix in KINDS]
    done = subprocess.run(
        [*command, *options, "--also-check-css", "--also-check-svg", *names],
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    messages = json.loads(done.stdout)["messages"]
    return sorted({_describe(each) for each in messages if not _is_newer(each["message"])})


def _is_newer(text: str) -> bool:
    return any(f"“{each}”" in text for each in NEWER) and ("doesn't exist" in text or "Unrecognized" in text)


def _describe(message: dict[str, object]) -> str:
    line, text = message.get("lastLine", 0), message["message"]
    return f"{unquote(str(message.get('url', ''))).removeprefix('file:')}:{line}: {text}"
