"""What makes a finding the same one in the next run: its rule, page and item, never its line.

In: findings in order. Out: each with its number among those of the same rule, page and item; a digest of all
that, for tools which follow a finding from run to run.
"""

from collections import Counter
from collections.abc import Iterable
from hashlib import sha256

from playbook.diagnostic import Diagnostic


def count_twins(found: Iterable[Diagnostic]) -> list[tuple[Diagnostic, int]]:
    """Number the findings of one rule, page and item from 1, in their order."""
    seen: Counter[tuple[str, str, str]] = Counter()
    numbered = []
    for each in found:
        identity = _identify(each)
        seen[identity] += 1
        numbered.append((each, seen[identity]))
    return numbered


def digest(found: Diagnostic, *more: str) -> str:
    """Give the digest of a finding's identity, and of what else tells it apart, in hexadecimal signs."""
    identity = "\0".join((*_identify(found), *more)).encode("utf-8", "surrogatepass")
    return sha256(identity).hexdigest()


def _identify(found: Diagnostic) -> tuple[str, str, str]:
    return found.code, found.page or found.span.path, found.item
