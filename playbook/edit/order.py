"""In which order the keys of a page stand.

In: a kind of page, the shape of the company's method, a key path. Out: keys, in the order of the schema.
"""

from playbook.diagnostic import KeyPath
from playbook.schema.record import get_record, list_keys, step_into
from playbook.schema.shape import STEP_KEYS, Shape
from playbook.schema.validate import KINDS


def list_order(kind: str, shape: Shape, path: KeyPath) -> tuple[str, ...]:
    """List the keys that the mapping at a key path may have, in canonical order; () where any may stand.

    Stages come in the method's order and a company's own fields in that of the configuration.
    """
    if kind == "initiative" and path == ("stages",):
        return tuple(each.id for each in shape.stages)
    if kind == "initiative" and path == ("fields",):
        return tuple(each.name for each in shape.own_fields)
    hint = KINDS[kind]
    for part in path:
        hint = step_into(hint, part)
    hint = get_record(hint)
    keys = tuple(list_keys(hint)) if isinstance(hint, type) else ()
    if kind != "initiative" or len(path) != 2 or path[0] != "stages":
        return keys
    step = shape.step_of(str(path[1]))
    return tuple(key for key in keys if not step or STEP_KEYS.get(key, step) == step)
