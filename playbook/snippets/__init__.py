"""Snippets for editors, in the form that VS Code reads and most other editors too.

In: the shape that the configuration gives to a plan, today. Out: plain data. Which keys a snippet has is
written in `table`; what stands there for a value follows from the schema, so that a snippet left as it is can
be read, and what was not filled in is found by the check.
"""

from datetime import date

from playbook.schema.shape import Shape
from playbook.snippets.table import list_snippets
from playbook.snippets.write import write_body

JsonSnippet = dict[str, str | list[str]]


def compose_snippets(shape: Shape, today: date) -> dict[str, JsonSnippet]:
    """Compose every snippet, name -> prefix, scope, body and description; days are counted from today."""
    return {
        each.name: {
            "prefix": each.prefix,
            "scope": "markdown" if each.form == "page" else "markdown,yaml",  # VS Code: front matter is YAML
            "body": write_body(each, shape, today),
            "description": each.description + (f", below {each.home}:" if each.home else ""),
        }
        for each in list_snippets(shape)
    }
