"""Plain data -> YAML for other programs.

In: data with types. Out: text in block style; a list or mapping that stands at several places is written once
and named at the others. No page is written so: their values are strings.
"""

import re
from typing import Any

import yaml

_NUMBERLIKE = re.compile(r"[-+.]?\d")


class _Dumper(yaml.SafeDumper):
    """Names only what costs more to repeat."""

    def ignore_aliases(self, data: Any) -> bool:
        """Write small values out each time."""
        return not (isinstance(data, list) and len(data) > 2) or super().ignore_aliases(data)


def _represent_text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    """Quote what only one of the two versions of YAML takes for a number: 1e3, 0o17."""
    style = "'" if _NUMBERLIKE.match(text) and "\n" not in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style)


_Dumper.add_representer(str, _represent_text)


def write_plain(data: dict[str, Any]) -> str:
    """Write data as YAML 1.1 that reads the same as YAML 1.2."""
    return str(yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=110))
