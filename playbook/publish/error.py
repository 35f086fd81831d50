"""What publishing says when it does not publish.

In: an error of the system. Out: `PublishError` in plain words. It neither prints nor exits.
"""

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from playbook.system import HeldError


class PublishError(Exception):
    """Nothing was published: `message` says why, `help` what to do about it."""

    def __init__(self, message: str, help: str = "") -> None:  # noqa: A002 - the word that diagnostics use
        super().__init__(message)
        self.message = message
        self.help = help


class ChangedError(PublishError):
    """What was to be kept of the current site was changed in the meantime; making it anew would do."""


RIGHTS = "Give this account the right to write there, or publish to another folder."
REASONS = {
    errno.ENOSPC: ("the disk is full", "Free some space, then publish again."),
    errno.EDQUOT: ("this account's share of the disk is used up", "Free some space, then publish again."),
    errno.EFBIG: ("a file is larger than this system allows", "Raise the limit, or make the file smaller."),
    errno.EIO: ("the disk reports a fault", "Check the disk, then publish again."),
    errno.EACCES: ("this account may not write there", RIGHTS),
    errno.EPERM: ("this account may not write there", RIGHTS),
    errno.EROFS: ("the disk is read-only", "Publish to a folder on another disk."),
    errno.ENAMETOOLONG: ("a name is longer than the disk allows", "Publish to a folder with a shorter name."),
    errno.EMFILE: ("too many files are open", "Raise the limit of open files, then publish again."),
    errno.ENFILE: ("too many files are open", "Close other programs, then publish again."),
}


@contextmanager
def plain_words(target: str) -> Iterator[None]:
    """Turn the system's errors into `PublishError`; `target` is the folder as the user wrote it."""
    try:
        yield
    except HeldError as error:
        raise PublishError(
            f"another publish to `{target}` is under way: {error.holder}",
            f"Wait until it has ended. If nothing runs any more, delete `{error.path}`.",
        ) from error
    except OSError as error:
        reason, remedy = REASONS.get(error.errno or 0, (error.strerror or str(error), ""))
        place = f" (`{error.filename}`)" if error.filename else ""
        raise PublishError(f"nothing was published to `{target}`: {reason}{place}", remedy) from error
