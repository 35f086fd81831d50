"""A text that is too wide is cut at a word.

In: a text, pixels. Out: the text, or its beginning with an ellipsis. It measures by `type`.
"""

from playbook.chart.type import measure

SIGNS = 400
"""No label is longer; what comes after is not measured."""


def cut_text(text: str, wide: float, size: float = 12) -> str:
    """Cut a text to a width, at a word where the first one fits; "…" at the least."""
    text = " ".join(text[:SIGNS].split())
    if measure(text, size) <= wide:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if measure(text[:middle] + "…", size) <= wide else (low, middle - 1)
    whole = text[:low].rpartition(" ")[0] if low < len(text) and text[low] != " " else text[:low]
    return (whole or text[:low]).rstrip(" ,;:.–-") + "…"
