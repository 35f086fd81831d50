"""A fault of playbook itself -> a file with its trace, so that no author ever sees one.

In: the exception that is being handled. Out: the file's path. It prints nothing.
"""

import tempfile
import traceback


def keep_trace(error: BaseException) -> str:
    """Write an exception's trace to a new file; give the file's path. Raises OSError where none can be
    made."""
    with tempfile.NamedTemporaryFile(
        "w", prefix="playbook-crash-", suffix=".txt", delete=False, encoding="utf-8"
    ) as file:
        traceback.print_exception(error, file=file)
    return file.name
