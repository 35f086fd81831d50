"""Whether a published site still is what a build of the same things would make of it.

In: where to look, what the last build had seen and made. Out: `Published` with nothing written, or None in
any doubt: then the site is built as ever. It changes nothing.
"""

from collections.abc import Iterable
from pathlib import Path

from playbook.author_file import FileFault
from playbook.program import list_parts
from playbook.publish import Published
from playbook.publish.untouched import find_untouched
from playbook.run_record import Proof, Setup, read_part
from playbook.templates_place import find_templates
from playbook.trace import encode, hash_bytes


def find_standing(root: Path, setup: Setup, proof: Proof, *, is_preview: bool) -> Published | None:
    """Give what a build would come to where everything that it is made from is as it was, and the folder of
    the site holds what it made and nothing else."""
    try:
        if hash_parts(root, setup, proof.linked) != proof.parts:
            return None
    except FileFault:
        return None
    place, other = setup.output, setup.preview
    if is_preview:
        place, other = other, place
    protected = (root, root / setup.content, root / setup.templates, root / other)
    return find_untouched(root / place, protected, proof.outputs)


def hash_parts(root: Path, setup: Setup, linked: Iterable[str]) -> bytes:
    """Give the digest of all templates, a company's own and ours, and of the assets that pages link to."""
    own = hash_bytes(*list_parts(root / setup.templates))
    packaged = hash_bytes(*list_parts(find_templates(), is_ours=True))
    assets = (part for name in linked for part in (encode(name), read_part(root / setup.content / name)))
    return hash_bytes(own, packaged, *assets)
