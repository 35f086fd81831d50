"""Code blocks in colour, by classes only.

In: code and the name of its language. Out: escaped HTML, and the style sheet for its classes. A
language that is not listed, or a long block, stays plain: no lexer meets input that it was not
meant for.
"""

from html import escape
from typing import Any, Final

from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import get_lexer_by_name

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
_DARK: Final = HtmlFormatter(style="github-dark")


def color_code(code: str, language: str) -> str:
    """Give a code block's content as HTML: spans with classes, or plain escaped text."""
    if language.lower() not in LANGUAGES or len(code) > MAX_CODE:
        return escape(code, quote=False)
    lexer = get_lexer_by_name(language.lower(), stripnl=False, ensurenl=False)
    return str(highlight(code, lexer, _FORMATTER)).rstrip("\n") + ("\n" if code.endswith("\n") else "")


def highlight_css() -> str:
    """Give the style sheet of code blocks, for light and dark screens and for paper."""
    dark = "\n".join(f"  {line}" for line in _list_rules(_DARK))
    return (
        "\n".join(_list_rules(_FORMATTER))
        + f"\n@media screen and (prefers-color-scheme: dark) {{\n{dark}\n}}\n"
    )


def _list_rules(formatter: Any) -> list[str]:
    """Give the rules for tokens alone: the page's own style sheet draws the box."""
    return list(formatter.get_token_style_defs(".highlight"))
