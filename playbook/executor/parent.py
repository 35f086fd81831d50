"""Whether a worker may outlive its parent: it may not.

In: nothing. Out: on Linux the kernel ends this process with its parent; elsewhere nothing is done, and a
worker ends when it next waits for work.
"""

import ctypes
import signal
import sys

PR_SET_PDEATHSIG = 1


def end_with_parent() -> None:
    """Ask Linux to kill this process when its parent ends, however it ends (prctl(2))."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
