"""A block rule that drops HTML comments.

In: markdown-it's block state. Out: nothing but the lines it has passed. An unclosed comment is no
comment: it would hide the rest of the page without a word.
"""

from markdown_it.rules_block import StateBlock


def skip_comment(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """Pass the lines from one that begins with <!-- to one that ends with -->."""
    start = state.bMarks[start_line] + state.tShift[start_line]
    if not state.src.startswith("<!--", start) or not _may_close(state, start):
        return False
    last_line = _find_close(state, start_line, end_line)
    if last_line < 0:
        return False
    if not silent:
        state.line = last_line + 1
    return True


def _may_close(state: StateBlock, start: int) -> bool:
    """Know without a search when no comment closes behind a place: many open ones stay cheap."""
    if "last_comment_end" not in state.env:
        state.env["last_comment_end"] = state.src.rfind("-->")
    return bool(state.env["last_comment_end"] > start)


def _find_close(state: StateBlock, start_line: int, end_line: int) -> int:
    """Give the line that ends the comment and holds nothing after it; -1 when there is none."""
    for line in range(start_line, end_line):
        if line > start_line and state.sCount[line] < state.blkIndent and not state.isEmpty(line):
            return -1
        text = state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]
        _, close, after = text.partition("-->")
        if close:
            return -1 if after.strip() else line
    return -1
