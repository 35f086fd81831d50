"""An example of a rule's page -> the base site with the example laid over it.

A YAML fence is a fragment of a page's front matter: each top-level key replaces the base page's (below
`stages`, each stage); `~` takes a key away. Other fences replace a whole file, or a page's body. A comment
`# error: [rule-name]` marks the line on which the finding is expected; `at=error:3` in the fence's head does
so where a comment cannot stand. A fence with `before` in its head is laid over the site as it was before a
change, all others over the site as it is; with `after` it says that there was a change. `to=` moves a page.
`before=2026-03-02` says that what stands so far, this fence too, was committed on that day,
`after=2026-04-20` the same of what the example is about.
"""

import re
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from tests.sites import TODAY, read_base

_FENCE = re.compile(r"^```(\w+)(.*)\n([\s\S]*?)^```$", re.MULTILINE)
_MARK = re.compile(r"#\s*(error|warning|info): \[([a-z-]+)\]")
PAGE = "initiatives/crm"


@dataclass
class Example:
    """One example: the files, today, and the places (path, line, severity) at which its rule must speak.

    `versions` are the files as they were committed before, each with its day, the oldest first.
    """

    name: str
    is_bad: bool
    files: dict[str, str]
    before: dict[str, str] = field(default_factory=dict)
    today: date = TODAY
    versions: list[tuple[date, dict[str, str]]] = field(default_factory=list)
    expected: set[tuple[str, int, str]] = field(default_factory=set)


def read_examples(page: Path) -> list[Example]:
    """Read the examples of a rule's page: below `## Bad` and `## Good`, each `###` is one of its own."""
    examples = []
    for title, text in _split(page.read_text(encoding="utf-8"), "## "):
        if title not in ("Bad", "Good"):
            continue
        for subtitle, part in _split(text, "### "):
            if _FENCE.search(part):
                name = f"{page.stem}-{title.lower()}" + (f"-{subtitle}" if subtitle else "")
                examples.append(_make(name.replace(" ", "-"), title == "Bad", part, page.stem))
    return examples


def _split(text: str, mark: str) -> list[tuple[str, str]]:
    parts = re.split(rf"^{mark}(.*)$", text, flags=re.MULTILINE)
    return [("", parts[0]), *zip([each.strip() for each in parts[1::2]], parts[2::2], strict=True)]


def _make(name: str, is_bad: bool, text: str, rule: str) -> Example:
    example = Example(name, is_bad, read_base())
    for match in _FENCE.finditer(text):
        head = dict(each.partition("=")[::2] for each in match.group(2).split())
        if head.get("before") == "":
            earlier = Example(name, is_bad, example.before or read_base())
            _lay(earlier, match.group(1), head, match.group(3))
            example.before = earlier.files
        else:
            if head.get("after") == "":
                example.before = example.before or read_base()
            _lay(example, match.group(1), head, match.group(3))
    for path, content in example.files.items():
        for number, line in enumerate(content.splitlines(), 1):
            for severity, rule_name in _MARK.findall(line):
                assert rule_name == rule.replace("_", "-"), f"{name}: {rule_name} is not this page's rule"
                example.expected.add((path, number, severity))
    return example


def _lay(example: Example, language: str, head: dict[str, str], text: str) -> None:
    if "today" in head:
        example.today = date.fromisoformat(head["today"])
    if language == "toml":
        example.files["playbook.toml"] += text
        return
    _lay_file(example, language, head, text)
    day = head.get("before") or head.get("after")
    if day:
        example.versions.append((date.fromisoformat(day), dict(example.files)))


def _lay_file(example: Example, language: str, head: dict[str, str], text: str) -> None:
    path = "content/" + (head.get("file") or head.get("page", PAGE) + ".md")
    if "to" in head:  # the page was moved there
        example.files[f"content/{head['to']}.md"] = example.files.pop(path)
        path = f"content/{head['to']}.md"
    if language == "yaml":
        example.files[path] = merge(example.files[path], text)
    elif "body" in head:
        front = example.files[path].split("\n---\n", 1)[0] + "\n---\n"
        example.files[path] = front + text
    else:
        example.files[path] = text
    if "at" in head:
        severity, _, line = head["at"].partition(":")
        before = example.files[path].index(text) if text in example.files[path] else 0
        example.expected.add((path, example.files[path][:before].count("\n") + int(line), severity))


def merge(page: str, fragment: str) -> str:
    """Lay a fragment of front matter over a page."""
    front, _, body = page.removeprefix("---\n").partition("\n---\n")
    chunks = _cut(front, "")
    for key, chunk in _cut(fragment, "").items():
        if key == "stages" and key in chunks and not re.fullmatch(r"stages:\s*~", chunk.strip()):
            chunks[key] = _merge_stages(chunks[key], chunk)
        elif re.fullmatch(rf"{key}: ~", chunk.strip()):
            chunks.pop(key, None)
        else:
            chunks[key] = chunk
    return "---\n" + "\n".join(chunks.values()) + "\n---\n" + body


def _merge_stages(base: str, fragment: str) -> str:
    stages = _cut(base.partition("\n")[2], "  ")
    head, _, rest = fragment.partition("\n")
    for key, chunk in _cut(rest, "  ").items():
        if re.fullmatch(rf"{key}: ~", chunk.strip()):
            stages.pop(key, None)
        else:
            stages[key] = chunk
    return "\n".join([head, *stages.values()])


def _cut(text: str, indent: str) -> dict[str, str]:
    """Cut lines into chunks, each begun by a key at this indentation."""
    chunks: dict[str, list[str]] = {}
    key = ""
    for line in text.rstrip("\n").split("\n"):
        match = re.match(rf"{indent}([\w-]+):", line)
        if match:
            key = match.group(1)
            while key in chunks:
                key += "'"
        chunks.setdefault(key, []).append(line)
    return {each: "\n".join(lines) for each, lines in chunks.items()}
