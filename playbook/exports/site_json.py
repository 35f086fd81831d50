"""The whole model as JSON: site.json, and the schema beside it.

In: the index. Out: two outputs. What may leave the site is said by the fields; prose is not among it.
"""

import json
from collections.abc import Iterator
from functools import partial

from playbook.exports.document import make_lists
from playbook.exports.field import Field, read_item
from playbook.exports.json_text import write_json, write_list
from playbook.exports.plan_fields import make_plan
from playbook.exports.schema import METHOD_STAGE, SITE, VERSION, describe_site
from playbook.exports.shown import list_pages
from playbook.publish import Output
from playbook.view import Index


def export_site(index: Index) -> Iterator[Output]:
    """Write site.json and site.schema.json."""
    config = index.site.config
    head = {
        "$schema": "site.schema.json",
        "version": VERSION,
        "as-of": index.today.isoformat(),
        "site": read_item(SITE, config.settings.site),
        "method": [read_item(METHOD_STAGE, each) for each in config.stages],
    }
    parts = [write_json(head).removesuffix("}")]
    for field in make_lists(config.shape).values():
        parts.extend(write_list(field.name, _write_items(index, field)))
    yield Output("site.json", "".join([*parts, "\n}\n"]).encode())
    schema = json.dumps(describe_site(config.shape), indent=1, ensure_ascii=False)
    yield Output("site.schema.json", f"{schema}\n".encode())


def _write_items(index: Index, field: Field) -> Iterator[str]:
    """Yield a line for each item of a list; those of plans are remembered."""
    if field.name != "initiatives":
        yield from (write_json(read_item(field.parts, each)) for each in field.read(index))
        return

    def write(key: str) -> str:
        return write_json(read_item(field.parts, make_plan(index, key)))

    for page in list_pages(index, "initiative"):
        yield index.texts.text("json", page.key, partial(write, page.key))
