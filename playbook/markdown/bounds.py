"""How much Markdown a page may hold before it is shown as it is written.

In: a page's text, or a table's first lines. Out: whether to parse it. Every construct costs the
parser some microseconds, so that counting signs bounds the time, whatever they mean.
"""

import re
from typing import Final

from markdown_it.rules_block import StateBlock, table

MAX_COST: Final = 300_000
MAX_CELLS: Final = 10_000
_RULE = re.compile(r"[-:| \t]+")
_COSTS: Final = (("[]", 40), ("*_`<>&~\\|!:", 12), ("\n\r", 8), ("#$%+-=@^{}", 3))
_DEAREST: Final = max(cost for _, cost in _COSTS)
_SIGNS: Final = "".join(signs for signs, _ in _COSTS).encode()


def is_too_dense(text: str) -> bool:
    """Tell a text that would keep the parser busy for longer than a second.

    The cost of a sign is the microseconds that the worst text found spends on each of them.
    """
    if len(text) * _DEAREST <= MAX_COST:
        return False
    raw = text.encode()
    if (len(raw) - len(raw.translate(None, _SIGNS))) * _DEAREST <= MAX_COST:
        return False
    return sum(text.count(sign) * cost for signs, cost in _COSTS for sign in signs) > MAX_COST


def read_table(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """Read a table unless the page's tables then had too many cells: short rows are filled up."""
    cells = 0 if silent else _count_cells(state, start_line, end_line)
    if cells + state.env.get("cells", 0) > MAX_CELLS:
        return False
    done = table(state, start_line, end_line, silent)
    if done:
        state.env["cells"] = cells + state.env.get("cells", 0)
    return done


def _count_cells(state: StateBlock, start_line: int, end_line: int) -> int:
    """Count the cells of the table that may begin at a line, filled ones included."""
    rule_line = start_line + 1
    if rule_line >= end_line:
        return 0
    rule = state.src[state.bMarks[rule_line] + state.tShift[rule_line] : state.eMarks[rule_line]]
    if not _RULE.fullmatch(rule):
        return 0
    last = rule_line
    while last < end_line and not state.isEmpty(last):
        last += 1
    return (rule.count("|") + 1) * (last - start_line)
