"""The one writer of SVG: elements with every text and attribute escaped.

In: names, attributes, texts. Out: `Html`. It knows no chart. Numbers are rounded to hundredths.
"""

from decimal import Decimal
from functools import cache, lru_cache
from html import escape

from playbook.html import Html

Number = int | float | Decimal
Value = str | Number | None

WIDTH = 1000
"""The units across a stretched picture."""


@lru_cache(maxsize=8192)
def write_number(value: Number, digits: int = 2) -> str:
    """Write a number with at most so many decimals, without zeros at its end."""
    text = f"{value:.{digits}f}"
    text = text.rstrip("0").rstrip(".") if digits else text
    return "0" if text == "-0" else text


def percent(share: Number) -> str:
    """Write a share, where 1 is all, as a length: 0.375 -> "37.5%"."""
    return f"{write_number(share * 100)}%"


def stretch(height: Number, *inside: str, **attributes: Value) -> Html:
    """Stretch what is drawn WIDTH across and this high over a picture; the style sheet keeps the strokes."""
    return draw("svg", *inside, **attributes, viewBox=f"0 0 {WIDTH} {height}", preserveAspectRatio="none")


def across(share: Number, digits: int = 1) -> str:
    """Write a share as a place in a stretched picture: 0.375 -> "375"."""
    return write_number(share * WIDTH, digits)


def dot(at: tuple[Number, Number], radius: Number, *inside: str, class_: str | None = None) -> Html:
    """Draw a disc at a share of the width and a height in pixels."""
    return draw("circle", *inside, class_=class_, cx=percent(at[0]), cy=at[1], r=radius)


def draw(name: str, *inside: str, **attributes: Value) -> Html:
    """Write an element. A plain text inside is escaped, `Html` is not; an attribute of None is left out.

    `class_` becomes class, `stroke_width` stroke-width.
    """
    written = "".join([_write(key, value) for key, value in attributes.items() if value is not None])
    body = "".join([each if type(each) is Html else _write_inside(each) for each in inside])
    return Html(f"<{name}{written}>{body}</{name}>" if body else f"<{name}{written}/>")


def _write(key: str, value: Value) -> str:
    text = _write_value(value) if isinstance(value, str) else write_number(value or 0)
    return f'{_begin(key)}{text}"'


@cache
def _begin(key: str) -> str:
    """Begin an attribute: of the names there are few."""
    return f' {key.rstrip("_").replace("_", "-")}="'


@lru_cache(maxsize=4096)
def _write_value(text: str) -> str:
    """Escape an attribute's text: nearly all are classes and places, again and again."""
    return escape(text)


def _write_inside(text: str) -> str:
    return text if isinstance(text, Html) else escape(text, quote=False)


def join(*parts: str) -> Html:
    """Put finished pictures one after the other. Raises TypeError for a text that nobody escaped."""
    for each in parts:
        if not isinstance(each, Html):
            raise TypeError(each)
    return Html("".join(parts))


def place(share: Number, y: Number, *inside: str) -> Html:
    """Place what is drawn around 0, 0 at a share of the width and a height in pixels."""
    return draw("svg", *inside, x=percent(share), y=y)


def frame(height: Number, *inside: str, title: str, description: str = "", class_: str = "") -> Html:
    """Give a fluid picture with its accessible name; `role` group, where it holds links, else img."""
    has_links = any("<a " in each for each in inside)
    told = (draw("title", title), *([draw("desc", description)] if description else []))
    role = "group" if has_links else "img"
    extra = {"aria_label": title} if has_links else {}
    return draw("svg", *told, *inside, class_=f"fx {class_}".strip(), height=height, role=role, **extra)
