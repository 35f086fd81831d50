"""The whole model as JSON: site.json, and the schema beside it.

In: the index. Out: two outputs. What may leave the site is said by the fields; prose is not among it.
"""

import json
from collections.abc import Iterator

from playbook.exports.document import make_lists
from playbook.exports.field import read_item
from playbook.exports.json_text import write_json, write_list
from playbook.exports.schema import METHOD_STAGE, SITE, VERSION, describe_site
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
        lines = (write_json(read_item(field.parts, each)) for each in field.read(index))
        parts.extend(write_list(field.name, lines))
    yield Output("site.json", "".join([*parts, "\n}\n"]).encode())
    schema = json.dumps(describe_site(config.shape), indent=1, ensure_ascii=False)
    yield Output("site.schema.json", f"{schema}\n".encode())
