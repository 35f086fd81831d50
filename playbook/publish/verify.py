"""Whether what was written is what was meant.

In: a folder and the plan it was written from. Out: nothing, or `PublishError`. It changes nothing.
"""

from collections.abc import Collection, Container
from pathlib import Path

from playbook.publish.error import PublishError
from playbook.publish.manifest import enter
from playbook.publish.output import MANIFEST
from playbook.publish.plan import Plan
from playbook.publish.tree import scan


def verify(root: Path, plan: Plan, paths: Collection[str], proven: Container[str] = ()) -> None:
    """Check that `root` holds the manifest and these paths, nothing else, each as the plan has it.

    The bytes of `proven` paths are not read again: they are second names of files compared before.
    """
    tree = scan(root)
    if tree.others or tree.files.keys() != {*paths, MANIFEST}:
        raise _damaged(root)
    if (root / MANIFEST).read_bytes() != plan.record:
        raise _damaged(root / MANIFEST)
    for path in paths:
        entry = plan.manifest[path]
        if tree.files[path].st_size != entry.size:
            raise _damaged(root / path)
        if path not in proven and enter((root / path).read_bytes()).sha256 != entry.sha256:
            raise _damaged(root / path)


def _damaged(path: Path) -> PublishError:
    return PublishError(
        f"nothing was published: `{path.as_posix()}` does not read back as it was written",
        "Check the disk, and that nothing else writes there, then publish again.",
    )
