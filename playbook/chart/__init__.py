"""Numbers become pictures: inline SVG, drawn at build time.

In: plain values: days, numbers, shares, texts that are ready to read. Out: `Html`. Nothing here knows a page,
a view or a file; nothing is measured by a browser: widths of text come from the shipped font (`type`).

Pictures are fluid: x in per cent of the width, y in pixels, so that text, strokes and marks keep their size
at any width. No script, no inline style: colours are classes of the style sheet.
"""
