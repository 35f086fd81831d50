"""The guides as they are written -> blocks, sections, tables and links, for the tests that hold them.

A fenced block's head names what it is: ```markdown page=initiatives/x.md today=2026-06-01. Pages without a
`site=` form one site, the example playbook; `site=` puts a page into a small site of its own. A block
marked `wrong` or `right` is laid over the example playbook (`page=` says over which page, `without=` which
key of it goes), and the block marked `finding` after a wrong one holds what the check then says.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.overlay import merge

ROOT = Path(__file__).parent.parent
GUIDE = ROOT / "playbook" / "guide"
FRONT_MATTER = GUIDE / "front-matter.md"
CONFIGURATION = GUIDE / "configuration.md"
COMMANDS = GUIDE / "commands.md"
METHOD = GUIDE / "method.md"
RULES_PAGE = GUIDE / "rules.md"
EXPORTS = GUIDE / "exports.md"
THEMES = GUIDE / "themes.md"
TUTORIAL = GUIDE / "tutorial.md"
EDITORS = GUIDE / "editors.md"
GUIDES = (FRONT_MATTER, CONFIGURATION, COMMANDS, METHOD, RULES_PAGE, EXPORTS, THEMES, TUTORIAL, EDITORS)
DOCUMENTS = (ROOT / "README.md", ROOT / "CHANGELOG.md", ROOT / "SECURITY.md", *GUIDES)

_FENCE = re.compile(r"^(?P<fence>```+)(?P<head>[^\n]*)\n(?P<text>[\s\S]*?)^(?P=fence)$", re.MULTILINE)
_HEADING = re.compile(r"^(#+) (.*)$", re.MULTILINE)


@dataclass(frozen=True)
class Block:
    """A fenced block: its language, the words of its head, its text and its 1-based line."""

    language: str
    marks: frozenset[str]
    head: Mapping[str, str]
    text: str
    line: int


def read_text(path: Path) -> str:
    """Read a document."""
    return path.read_text(encoding="utf-8")


def list_blocks(path: Path) -> list[Block]:
    """List a document's fenced blocks in order."""
    text = read_text(path)
    return [_read_block(match, text.count("\n", 0, match.start()) + 1) for match in _FENCE.finditer(text)]


def _read_block(match: re.Match[str], line: int) -> Block:
    language, *words = match["head"].split() or [""]
    head = dict(each.split("=", 1) for each in words if "=" in each)
    return Block(language, frozenset(each for each in words if "=" not in each), head, match["text"], line)


def strip_blocks(text: str) -> str:
    """Take the fenced blocks out, so that what is left is prose, headings and tables."""
    return _FENCE.sub("", text)


def list_files(block: Block) -> Iterator[tuple[str, str]]:
    """Yield the path below the project, and the text, of a block that is a whole file."""
    name = block.head.get("page") or block.head.get("file")
    if name and not block.marks:
        yield f"content/{name}", block.text


def read_sites() -> dict[str, dict[str, str]]:
    """Read the example sites of the guide to the front matter: name ("" is the example playbook) -> files."""
    sites: dict[str, dict[str, str]] = {}
    for block in list_blocks(FRONT_MATTER):
        for path, text in list_files(block):
            files = sites.setdefault(block.head.get("site", ""), {})
            assert path not in files, f"{path} stands twice"
            files[path] = text
    return sites


def read_example() -> dict[str, str]:
    """Read the example playbook, its day pinned."""
    return read_sites()[""] | {"playbook.toml": "schema = 1\ntoday = 2026-06-01\n"}


def lay(files: Mapping[str, str], block: Block) -> dict[str, str]:
    """Lay a wrong block over the example playbook: a fragment of front matter, or a whole file."""
    if "file" in block.head:
        return {**files, f"content/{block.head['file']}": block.text}
    path = f"content/{block.head['page']}"
    if block.language != "yaml":
        return {**files, path: block.text}
    text = merge(files[path], f"{block.head['without']}: ~\n") if "without" in block.head else files[path]
    return {**files, path: merge(text, block.text)}


def split_sections(text: str) -> dict[str, str]:
    """Split a document at its headings, of any level: heading without backticks -> what stands below it."""
    bare = strip_blocks(text)
    found = list(_HEADING.finditer(bare))
    ends = [*(each.start() for each in found[1:]), len(bare)]
    return {
        each[2].replace("`", "").strip(): bare[each.end() : end]
        for each, end in zip(found, ends, strict=True)
    }


def list_links(path: Path) -> list[str]:
    """List the targets of a document's Markdown links and pictures."""
    return re.findall(r"\]\(([^()\s]+)\)", re.sub(r"`[^`\n]+`", "", strip_blocks(read_text(path))))


def list_commands(path: Path) -> list[list[str]]:
    """List a document's commands, block by block: lines after `$ ` in console blocks, the lines of sh blocks,
    and what a workflow runs."""
    found = []
    for block in list_blocks(path):
        if block.language == "console":
            found.append([line[2:] for line in block.text.splitlines() if line.startswith("$ ")])
        elif block.language == "sh":
            found.append(block.text.splitlines())
        elif block.language == "yaml":
            found.append(re.findall(r"^\s*(?:- )?(?:run: |- )(playbook .*)$", block.text, re.MULTILINE))
    return [each for each in found if each]


def list_headings(text: str) -> list[str]:
    """List the headings of a document, as their text reads."""
    return [each[2].replace("`", "").strip() for each in _HEADING.finditer(strip_blocks(text))]


def list_code(cell: str) -> list[str]:
    """List what stands in `backticks`."""
    return re.findall(r"`([^`]+)`", cell)


def find_table(path: Path, section: str, head: str) -> list[list[str]]:
    """Give the rows of the table in a section whose first column is headed so."""
    tables: list[list[list[str]]] = []
    last = ""
    for line in split_sections(read_text(path))[section].splitlines():
        if line.startswith("|"):
            if not last.startswith("|"):
                tables.append([])
            if not re.fullmatch(r"[|\s:-]+", line):
                tables[-1].append(split_row(line))
        last = line
    found = [each[1:] for each in tables if each[0][0].replace("`", "") == head]
    assert len(found) == 1, f"{path.name} has {len(found)} tables headed `{head}` under {section}"
    return found[0]


def split_row(line: str) -> list[str]:
    """Split a row of a table into its cells; `\\|` is a bar."""
    cells = re.split(r"(?<!\\)\|", line.strip().removeprefix("|").removesuffix("|"))
    return [each.strip().replace("\\|", "|") for each in cells]
