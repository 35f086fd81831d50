"""SVG files of the content, made inert: a drawing that somebody opens by itself must not run anything.

In: a file's bytes. Out: the same bytes where they hold drawing alone, else the drawing without the rest;
an empty drawing where they are no XML.
"""

import re
from xml.etree import ElementTree

SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"
EMPTY = b'<svg xmlns="http://www.w3.org/2000/svg"/>\n'

SHAPES = frozenset({
    "a", "circle", "clipPath", "defs", "desc", "ellipse", "feBlend", "feColorMatrix",
    "feComponentTransfer", "feComposite", "feConvolveMatrix", "feDiffuseLighting", "feDisplacementMap",
    "feDistantLight", "feDropShadow", "feFlood", "feFuncA", "feFuncB", "feFuncG", "feFuncR",
    "feGaussianBlur", "feMerge", "feMergeNode", "feMorphology", "feOffset", "fePointLight",
    "feSpecularLighting", "feSpotLight", "feTile", "feTurbulence", "filter", "g", "image", "line",
    "linearGradient", "marker", "mask", "metadata", "path", "pattern", "polygon", "polyline",
    "radialGradient", "rect", "stop", "style", "svg", "switch", "symbol", "text", "textPath", "title",
    "tspan", "use", "view",
})  # fmt: skip
"""The elements that only draw; animation is left out, as it can set an address."""

_DECLARES = re.compile(rb"<!(DOCTYPE|ENTITY)|<\?xml-stylesheet", re.IGNORECASE)
_REACHES_OUT = re.compile(r"url\(\s*['\"]?(?!\s*#)|@import|expression|javascript:|\\", re.IGNORECASE)
_PICTURE = re.compile(r"data:image/(png|jpeg|gif|webp);base64,", re.IGNORECASE)


def clean_svg(body: bytes) -> bytes:
    """Give a drawing that runs nothing and asks no other host."""
    if _DECLARES.search(body):
        body = re.sub(rb"<!DOCTYPE\s+svg\s+PUBLIC[^>\[]*>", b"", body, flags=re.IGNORECASE)
    if _DECLARES.search(body):
        return EMPTY
    try:
        root = ElementTree.fromstring(body)  # noqa: S314  # no entities are left, and the parser is bounded
    except (ElementTree.ParseError, ValueError, LookupError):
        return EMPTY
    if root.tag != f"{{{SVG}}}svg":
        return EMPTY
    if not _clean(root):
        return body
    ElementTree.register_namespace("", SVG)
    ElementTree.register_namespace("xlink", XLINK)
    cleaned: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return cleaned


def _clean(root: ElementTree.Element) -> bool:
    """Take out of a drawing what does not draw; say whether anything was."""
    changed = _clean_element(root)
    for parent in list(root.iter()):
        for child in list(parent):
            if not _is_shape(child):
                parent.remove(child)
                changed = True
            else:
                changed = _clean_element(child) or changed
    return changed


def _is_shape(element: ElementTree.Element) -> bool:
    name = str(element.tag)
    inside = name.removeprefix(f"{{{SVG}}}")
    return inside != name and inside in SHAPES


def _clean_element(element: ElementTree.Element) -> bool:
    bad = [key for key, value in element.attrib.items() if not _is_inert(key, value)]
    for key in bad:
        del element.attrib[key]
    is_style = str(element.tag) == f"{{{SVG}}}style"
    if is_style and _REACHES_OUT.search(element.text or ""):
        element.text = ""
        return True
    return bool(bad)


def _is_inert(key: str, value: str) -> bool:
    name = key.rpartition("}")[2].lower()
    if name.startswith("on"):
        return False
    if name in ("href", "src"):
        return value.strip().startswith("#") or bool(_PICTURE.match(value.strip()))
    return not _REACHES_OUT.search(value)
