"""What a company gives its site of its own: colours that can be read, a logo and a font that are there.

In: typed settings, the project's folder. Out: problems with their key paths. Files are looked at by their
first bytes alone; a drawing is cleaned when it is published.
"""

import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from playbook.colour import READABLE, find_readable, measure_worst, read_colour
from playbook.config_schema import Settings
from playbook.diagnostic import KeyPath
from playbook.schema.fill import Problem
from playbook.words import quote

PAPERS = {"accent": ("#ffffff", "#f4f5f3"), "accent_dark": ("#14171a", "#1c2024")}
"""What an accent is read on, by the light and by the dark theme: the tokens --paper and --paper-2."""

LARGEST = 1 << 20
"""The largest logo or font, in bytes: every reader loads it."""

KINDS = {".svg": (b"<",), ".png": (b"\x89PNG\r\n\x1a\n",), ".woff2": (b"wOF2",)}
"""How files begin, by their endings."""

_STACK = re.compile(r"""[\w .'"-]+(,[\w .'"-]+)*""")


def check_theme(settings: Settings, root: Path) -> list[Problem]:
    """Hold colours, logo, font and navigation against what a site needs."""
    return [
        *_check_accents(settings),
        *_check_files(settings, root),
        *_check_font(settings, root),
        *_check_navigation(settings),
    ]


def _say(path: KeyPath, message: str, help_: str, file: str = "") -> Problem:
    return Problem("configuration", path, message, help_, file=file)


def _check_accents(settings: Settings) -> Iterator[Problem]:
    for key, papers in PAPERS.items():
        name, text = key.replace("_", "-"), getattr(settings.theme, key)
        colour = read_colour(text)
        if text and not colour:
            words = f"`{name}`: {quote(text)} is no colour"
            yield _say(("theme", name), words, 'write it as  "#0b6e4f"')
        elif colour and measure_worst(colour, papers) < READABLE:
            ratio, near = measure_worst(colour, papers), find_readable(colour, papers)
            theme = "dark" if key == "accent_dark" else "light"
            words = f"`{name}`: links in {colour} cannot be read on the paper of the {theme} theme: "
            words += f"the contrast is {_cut(ratio)} to 1, and {READABLE} is the least"
            yield _say(("theme", name), words, f'the nearest that can be read is  {name} = "{near}"')
    if settings.theme.accent_dark and not settings.theme.accent:
        words = "`accent-dark` stands without `accent`"
        yield _say(("theme", "accent-dark"), words, "set both, or `accent` alone: the other follows from it")


def _cut(ratio: float) -> str:
    """Write a ratio so that what is too little never reads as enough."""
    return f"{int(ratio * 100) / 100:.2f}"


def _check_files(settings: Settings, root: Path) -> Iterator[Problem]:
    for key in ("logo", "logo_dark"):
        name, file = key.replace("_", "-"), getattr(settings.site, key)
        if file:
            yield from _check_file(root, ("site", name), file, (".svg", ".png"))
    if settings.site.logo_dark and not settings.site.logo:
        yield _say(("site", "logo-dark"), "`logo-dark` stands without `logo`", "set both, or `logo` alone")


def _check_file(root: Path, path: KeyPath, file: str, endings: tuple[str, ...]) -> Iterator[Problem]:
    """Find what is wrong with a file of the project."""
    name, ending = path[-1], PurePosixPath(file).suffix.lower()
    if ending not in endings:
        words = f"`{name}`: {quote(file)} is no {' or '.join(endings)} file"
        yield _say(path, words, "name a file that ends so")
        return
    try:
        place = (root / file).resolve()
        inside = place.is_relative_to(root.resolve()) and place.is_file()
        start, size = _read_start(place) if inside else (b"", 0)
    except (OSError, RuntimeError, ValueError):
        inside, start, size = False, b"", 0
    if not inside:
        words = f"`{name}`: there is no file {quote(file)} in the project"
        yield _say(path, words, "write its path from the project's folder", file)
    elif size > LARGEST:
        words = f"`{name}`: {quote(file)} is larger than 1 MiB"
        yield _say(path, words, "every reader loads it: make it smaller", file)
    elif not start.startswith(KINDS[ending]):
        words = f"`{name}`: {quote(file)} holds no {ending.removeprefix('.').upper()}"
        yield _say(path, words, "export it again, or name another file", file)


def _read_start(place: Path) -> tuple[bytes, int]:
    with place.open("rb") as file:
        start = file.read(64).removeprefix(b"\xef\xbb\xbf").lstrip()
        return start, place.stat().st_size


def _check_font(settings: Settings, root: Path) -> Iterator[Problem]:
    for key in ("font", "font_prose"):
        name, font = key.replace("_", "-"), getattr(settings.theme, key)
        if "/" in font or font.lower().endswith((".woff2", ".woff", ".ttf", ".otf")):
            yield from _check_file(root, ("theme", name), font, (".woff2",))
        elif font and not (_STACK.fullmatch(font) and font.count("'") % 2 == font.count('"') % 2 == 0):
            words = f"`{name}`: {quote(font)} is no list of fonts"
            yield _say(("theme", name), words, f'for example  {name} = "Inter, system-ui, sans-serif"')


def _check_navigation(settings: Settings) -> Iterator[Problem]:
    for n, each in enumerate(settings.site.navigation):
        for key, value in (("title", each.title), ("page", each.page)):
            if not value.strip():
                words = f"entry {n + 1} of the navigation has no {key}"
                yield _say(("site", "navigation", n), words, f'add  {key} = "…"')
