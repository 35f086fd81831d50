"""A block rule that drops HTML comments.

In: markdown-it's block state. Out: nothing but the lines it has passed. An unclosed comment is no
comment: it would hide the rest of the page without a word. What has been searched once is kept, so
that thousands of open comments cost no more than one.
"""

from bisect import bisect_right

from markdown_it.rules_block import StateBlock


def skip_comment(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """Pass the lines from one that begins with <!-- to one that ends with -->."""
    start = state.bMarks[start_line] + state.tShift[start_line]
    if not state.src.startswith("<!--", start):
        return False
    close = _find_close(state, start)
    if close < 0:
        return False
    last_line = bisect_right(state.bMarks, close) - 1
    if last_line >= end_line or state.src[close + 3 : state.eMarks[last_line]].strip():
        return False
    if last_line >= _find_end(state, start_line, end_line):
        return False
    if not silent:
        state.line = last_line + 1
    return True


def _find_close(state: StateBlock, start: int) -> int:
    """Give the offset of the first --> behind a comment's first two signs; -1 when there is none."""
    since, close = state.env.get("comment_close", (len(state.src), 0))
    known = since <= start and (close < 0 or start + 2 <= close)
    if not known:
        close = state.src.find("-->", start + 2)
        state.env["comment_close"] = (start, close)
    return int(close)


def _find_end(state: StateBlock, start_line: int, end_line: int) -> int:
    """Give the first line below a line that stands outside of its list item."""
    ends = state.env.setdefault("comment_ends", {})
    key = (state.level, state.blkIndent)
    since, end = ends.get(key, (end_line, 0))
    if not since <= start_line < end:
        end = start_line + 1
        while end < end_line and (state.isEmpty(end) or state.sCount[end] >= state.blkIndent):
            end += 1
        ends[key] = (start_line, end)
    return int(end)
