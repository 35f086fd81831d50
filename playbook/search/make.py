"""The search of a site, as the configuration asks for it.

In: the index, the rendered pages, the folders of templates. Out: outputs: the manifest, the shards, the
scripts that run a search; none where the configuration wants none.
"""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

from playbook.publish import Output
from playbook.search.gather import gather_entries
from playbook.search.pagefind import index_pages
from playbook.search.shards import write_shards
from playbook.site_assets import join_parts, name_by_content
from playbook.view.index import Index

PARTS = ("vendor", "search", "cards")
"""The scripts that are loaded late: what a search needs, in the order in which it is loaded; the cards."""


def make_search(index: Index, pages: Sequence[Output], folders: Sequence[Path]) -> list[Output]:
    """Make what a search needs. With Pagefind the texts are its own: the shards hold the titles alone.

    Raises SearchFault when Pagefind cannot be run.
    """
    choice = index.site.config.settings.site.search
    if choice == "none":
        return []
    entries = gather_entries(index)
    found = []
    if choice == "pagefind":
        wanted = {unquote(each.url) for each in entries}
        found = index_pages(each for each in pages if each.path in wanted)
        entries = tuple(replace(each, text="") for each in entries)
    scripts = [name_by_content(each, "js", join_parts(folders, each, "js")) for each in PARTS]
    paths = [each.path for each in scripts]
    engine = {"scripts": paths[:2], "cards": paths[2], "pagefind": choice == "pagefind"}
    return [*scripts, *write_shards(entries, engine), *found]
