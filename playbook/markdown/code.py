"""Code blocks in colour, by classes only.

In: code and the name of its language. Out: escaped HTML with the classes of pygments, which the site's style
sheet colours. A language that is not listed, or a long block, stays plain: no lexer meets input that it was
not meant for.
"""

from functools import cache
from html import escape
from typing import Final

from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexer import Lexer
from pygments.lexers import find_lexer_class_by_name

MAX_CODE: Final = 10_000
LANGUAGES: Final = frozenset(
    {
        "bash",
        "sh",
        "shell",
        "console",
        "powershell",
        "bat",
        "python",
        "py",
        "javascript",
        "js",
        "typescript",
        "ts",
        "json",
        "yaml",
        "yml",
        "toml",
        "ini",
        "xml",
        "html",
        "css",
        "sql",
        "java",
        "c",
        "cpp",
        "csharp",
        "go",
        "rust",
        "ruby",
        "php",
        "diff",
        "docker",
        "dockerfile",
        "http",
        "make",
        "r",
        "scala",
        "kotlin",
        "swift",
    }
)
_FORMATTER: Final = HtmlFormatter(nowrap=True)


def color_code(code: str, language: str) -> str:
    """Give a code block's content as HTML: spans with classes, or plain escaped text."""
    if language.lower() not in LANGUAGES or len(code) > MAX_CODE:
        return escape(code, quote=False)
    lexer = _find_lexer(language.lower())(stripnl=False, ensurenl=False)
    return str(highlight(code, lexer, _FORMATTER)).rstrip("\n") + ("\n" if code.endswith("\n") else "")


@cache
def _find_lexer(language: str) -> type[Lexer]:
    """Find the lexer of a language that is listed; each block has one of its own, for some remember."""
    return find_lexer_class_by_name(language)
