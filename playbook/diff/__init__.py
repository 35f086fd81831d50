"""Two states of a playbook -> what changed between them, in terms of plans and in words.

In: two sites with how their plans stand. Out: `Change`s. No line of text is compared; nothing is judged here.
"""

from playbook.diff.change import Change
from playbook.diff.compare import compare_sites
from playbook.diff.pages import Pairing, pair_pages
from playbook.diff.side import Side

__all__ = ["Change", "Pairing", "Side", "compare_sites", "pair_pages"]
