"""How a report is written out: one module a format.

In: a `Report` and a `Style`. Out: text that ends in exactly one newline, or "" when there is
nothing to say. A format prints nothing and decides nothing.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from playbook.diagnostic import Report
from playbook.formats.concise import format_concise
from playbook.formats.full import format_full
from playbook.formats.github import format_github
from playbook.formats.gitlab import format_gitlab
from playbook.formats.json_report import format_json
from playbook.formats.junit import format_junit
from playbook.formats.markdown import format_markdown
from playbook.formats.rdjson import format_rdjson
from playbook.formats.sarif import format_sarif
from playbook.formats.style import Style

Format = Callable[[Report, Style], str]

FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        "full": format_full,
        "concise": format_concise,
        "json": format_json,
        "sarif": format_sarif,
        "junit": format_junit,
        "github": format_github,
        "gitlab": format_gitlab,
        "rdjson": format_rdjson,
        "markdown": format_markdown,
    }
)
"""Every format by the name that `--output-format` and `--report` take."""
