"""Make the fonts of the site, and the table of their widths, from the fonts as their makers publish them.

In: three variable fonts, as templates/assets/fonts/README.md names them. Out: three woff2 files there, and
playbook/chart/widths.json. Run by hand; needs fonttools and brotli, which nothing else of playbook does:
`python -m tests.fonts.make_fonts SANS.ttf SERIF.ttf SERIF-ITALIC.ttf`.
"""

import io
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

ROOT = Path(__file__).parent.parent.parent
FONTS = ROOT / "templates" / "assets" / "fonts"
WIDTHS = ROOT / "playbook" / "chart" / "widths.json"

LATIN = (*range(0x20, 0x7F), *range(0xA0, 0x180), 0x218, 0x219, 0x21A, 0x21B, 0x2C6, 0x2DA, 0x2DC, 0x1E9E)
SIGNS = "‐‑‒–—‘’‚“”„†‡•…‰′″‹›⁄←↑→↓↖↗↘↙−≤≥≠≈∞™№✓€₣₺₹₽₩₿\u2002\u2003\u2007\u2009\u202f"
SHOWN = (*LATIN, *(ord(each) for each in SIGNS))
FEATURES = ("kern", "tnum", "pnum", "lnum", "onum", "liga", "locl", "ccmp", "case")
KEPT_NAMES = (0, 1, 2, 3, 4, 5, 6, 13, 14)
LEAST_KERN = 6
LEAST_COUNTED = 12
SERIF_NAME = "Playbook Serif"

Axes = Mapping[str, float | tuple[float, float]]


def cut(source: Path, axes: Axes) -> TTFont:
    """Give a font with the signs, features and axes that the site uses."""
    font = TTFont(source)
    options = subset.Options(layout_features=list(FEATURES), hinting=False, name_IDs=list(KEPT_NAMES))
    options.drop_tables += ["MVAR"]
    options.notdef_outline = True
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=SHOWN)
    subsetter.subset(font)
    font = reopen(font)
    freeze_kerning(font)
    return reopen(instancer.instantiateVariableFont(font, dict(axes)))


def reopen(font: TTFont) -> TTFont:
    """Write a font to memory and read it again, so that nothing of the old one is left in it."""
    buffer = io.BytesIO()
    font.save(buffer)
    buffer.seek(0)
    return TTFont(buffer)


def list_pair_tables(font: TTFont) -> Iterator[Any]:
    """Yield the tables of pairs that kerning is made of."""
    for lookup in font["GPOS"].table.LookupList.Lookup:
        for each in lookup.SubTable:
            table = each.ExtSubTable if each.LookupType == 9 else each
            if table.LookupType == 2:
                yield table


def freeze_kerning(font: TTFont) -> None:
    """Let kerning be that of the default weight and width: its variation is half of a file's size."""
    for table in list_pair_tables(font):
        sets = table.PairSet if table.Format == 1 else ()
        rows = table.Class1Record if table.Format == 2 else ()
        records = [pair for one in sets for pair in one.PairValueRecord]
        records += [pair for row in rows for pair in row.Class2Record]
        for pair in records:
            value = pair.Value1
            vars(value or object.__new__(Bare)).pop("XAdvDevice", None)
            if value and abs(getattr(value, "XAdvance", 0)) < LEAST_KERN:
                value.XAdvance = 0
        for one in sets:
            one.PairValueRecord = [each for each in one.PairValueRecord if read_kern(each)]
            one.PairValueCount = len(one.PairValueRecord)
        table.ValueFormat1 &= 0x0F
    definitions = font["GDEF"].table
    definitions.VarStore, definitions.Version = None, 0x00010002


class Bare:
    """A value without anything in it."""


def read_kern(pair: Any) -> int:
    """Give how much nearer (below 0) the second sign of a pair stands."""
    return getattr(pair.Value1, "XAdvance", 0) if pair.Value1 else 0


def rename(font: TTFont, family: str, style: str) -> None:
    """Give a font another name: a changed font may not carry the reserved one."""
    names = font["name"]
    for record in list(names.names):
        texts = {1: family, 2: style, 3: f"{family} {style}", 4: f"{family} {style}"}
        texts[6] = f"{family}-{style}".replace(" ", "")
        if record.nameID in texts:
            names.setName(
                texts[record.nameID], record.nameID, record.platformID, record.platEncID, record.langID
            )


def write_woff(font: TTFont, name: str) -> None:
    """Write a font for browsers."""
    font.flavor = "woff2"
    font["head"].modified = font["head"].created
    font.recalcTimestamp = False
    font.save(FONTS / f"{name}.woff2")
    print(f"{name}.woff2", (FONTS / f"{name}.woff2").stat().st_size)  # noqa: T201


def read_widths(font: TTFont) -> dict[str, int]:
    """Map each sign to its advance, in thousandths of the size of the type."""
    scale = 1000 / font["head"].unitsPerEm
    metrics = font["hmtx"].metrics
    tabular = dict(find_tabular(font))
    return {
        chr(code): round(metrics[tabular.get(name, name)][0] * scale)
        for code, name in sorted(font.getBestCmap().items())
    }


def find_tabular(font: TTFont) -> Iterator[tuple[str, str]]:
    """Yield each figure with the one of the same width for all: charts are set in those."""
    table = font["GSUB"].table
    for record in table.FeatureList.FeatureRecord:
        if record.FeatureTag == "tnum":
            for index in record.Feature.LookupListIndex:
                for each in table.LookupList.Lookup[index].SubTable:
                    bare = each.ExtSubTable if each.LookupType == 7 else each
                    yield from bare.mapping.items()


def read_kerning(font: TTFont) -> dict[str, int]:
    """Map each pair of plain signs to how much farther they stand, in thousandths of the size.

    Figures are left out: those of one width have none.
    """
    scale = 1000 / font["head"].unitsPerEm
    signs = {code: name for code, name in font.getBestCmap().items() if code < 0x7F or code == 0x2019}
    names = {name: chr(code) for code, name in signs.items() if not chr(code).isdigit()}
    found: dict[str, int] = {}
    for table in list_pair_tables(font):
        for first, second, units in list_pairs(table, names):
            pair = names[first] + names[second]
            if pair not in found and abs(units * scale) >= LEAST_COUNTED:
                found[pair] = round(units * scale)
    return dict(sorted(found.items()))


def list_pairs(table: Any, names: Mapping[str, str]) -> Iterator[tuple[str, str, int]]:
    """Yield the pairs of a table that are made of named glyphs."""
    firsts = [each for each in table.Coverage.glyphs if each in names]
    if table.Format == 1:
        for first, one in zip(table.Coverage.glyphs, table.PairSet, strict=True):
            if first in names:
                pairs = (each for each in one.PairValueRecord if each.SecondGlyph in names)
                yield from ((first, each.SecondGlyph, read_kern(each)) for each in pairs)
        return
    for first in firsts:
        row = table.Class1Record[table.ClassDef1.classDefs.get(first, 0)].Class2Record
        yield from (
            (first, second, read_kern(row[table.ClassDef2.classDefs.get(second, 0)])) for second in names
        )


def write_widths(source: Path) -> None:
    """Write the widths in the two weights and the one width that charts are set in."""
    fonts = [cut(source, {"wdth": 90, "wght": weight}) for weight in (400, 650)]
    table = {name: read_widths(font) for name, font in zip(("regular", "strong"), fonts, strict=True)}
    table["pairs"] = read_kerning(fonts[0])
    WIDTHS.write_text(json.dumps(table, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")


def make(sources: Sequence[Path]) -> None:
    """Make all that stands in the fonts' folder, and the table of widths."""
    sans, serif, italic = sources
    write_woff(cut(sans, {"wdth": (88, 100)}), "instrument-sans")
    upright = cut(serif, {"wght": (400, 700), "opsz": 14})
    rename(upright, SERIF_NAME, "Regular")
    write_woff(upright, "playbook-serif")
    slanted = cut(italic, {"wght": 400, "opsz": 14})
    rename(slanted, SERIF_NAME, "Italic")
    write_woff(slanted, "playbook-serif-italic")
    write_widths(sans)


if __name__ == "__main__":
    make([Path(each) for each in sys.argv[1:]])
