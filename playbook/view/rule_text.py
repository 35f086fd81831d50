"""The page of each rule: the Markdown file beside its module.

In: the package. Out: text by rule name. Rules without a page, as those of another package, are left out.
"""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from playbook.rules import RULES


@cache
def list_documented() -> Mapping[str, str]:
    """Map the name of each documented rule to the text of its page, in the order of the rules."""
    folder = files("playbook.rules")
    pages = {each.name: folder / f"{each.name.replace('-', '_')}.md" for each in RULES}
    return {name: page.read_text(encoding="utf-8") for name, page in pages.items() if page.is_file()}
