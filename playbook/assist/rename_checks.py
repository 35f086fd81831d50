"""Whether a page or a milestone may have another id.

In: what is renamed, the new id, the judged playbook. Out: the new path of the page's file, or
`RenameError`, in words.
"""

import posixpath

from playbook.file_name import explain_name, fold_path
from playbook.judgement import Judgement
from playbook.load_page import name_page
from playbook.model.page import Page
from playbook.model.site import COMPUTED_METRICS
from playbook.resolve_ids import is_reserved
from playbook.resolve_references import EVERYONE
from playbook.schema.scalar import RefusedError, explain, read_old_id


class RenameError(ValueError):
    """The id cannot be changed so; the message says why, and what would do."""


def check_new(key: str, new: str, judgement: Judgement) -> None:
    """Refuse an id that is none, or that is taken. Raises RenameError."""
    try:
        name = read_old_id(new)
    except RefusedError as error:
        raise RenameError("; ".join(filter(None, explain(error)))) from None
    page_key, _, item = key.partition("#")
    kind, _, old = page_key.partition("/")
    if not name or name != new or name == (item or old):
        raise RenameError("write another id: letters, digits, hyphens and dots")
    if item:
        plan = judgement.site.pages[page_key].plan
        if "/" in new or any(each.id == new for each in plan.milestones):
            raise RenameError(f"the milestone id `{new}` is taken in {page_key.partition('/')[2]}")
        return
    if posixpath.dirname(new) != posixpath.dirname(old):
        raise RenameError("an id keeps its folder: move the file instead")
    _refuse_taken(kind, new, page_key, judgement)


def _refuse_taken(kind: str, new: str, page_key: str, judgement: Judgement) -> None:
    if (kind == "department" and new == EVERYONE) or (kind == "metric" and new in COMPUTED_METRICS):
        raise RenameError(f"`{new}` means something else where a {kind} is named: write another id")
    former = next((each for each in judgement.site.pages.values() if _was(each, kind, new, page_key)), None)
    if f"{kind}/{new}" in judgement.site.pages:
        raise RenameError(f"the {kind} id `{new}` is taken")
    if former:
        raise RenameError(f"{former.path} was called `{new}` before")


def _was(page: Page, kind: str, new: str, key: str) -> bool:
    return page.kind == kind and page.key != key and new in page.data.formerly


def check_file(page: Page, new: str, judgement: Judgement) -> str:
    """Give the new path of a page's file. Raises RenameError."""
    site, content = judgement.site, judgement.site.config.settings.content
    folder, base = posixpath.split(page.path)
    own = posixpath.basename(new)
    new_path = f"{folder}/{own}.md"
    if base == "index.md":
        beside = [each.path for each in site.pages.values() if each.path.startswith(f"{folder}/")]
        assets = [each for each in site.assets if f"{content}/{each}".startswith(f"{folder}/")]
        if len(beside) > 1 or assets:
            raise RenameError(f"{folder} holds other files too: rename the folder by hand")
        new_path = f"{posixpath.dirname(folder)}/{own}/index.md"
    name = new_path.removeprefix(f"{content}/")
    kind, page_id = name_page(name)
    url = fold_path(f"{kind}/{page_id}.html" if kind != "page" else f"{page_id}.html")
    taken = (each for each in site.pages.values() if each is not page and fold_path(each.url) == url)
    bad, other = explain_name(name), next(taken, None)
    if bad:
        raise RenameError(f"the file's name {bad}")
    if other or is_reserved(url):
        owner = other.path if other else "a page that playbook writes itself"
        raise RenameError(f"the name is taken by {owner}")
    return new_path
