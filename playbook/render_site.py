"""A checked site -> the outputs to publish.

In: facts, a renderer. Out: every page, the style sheets, the assets that pages link to, build.json and
the machine copies. It writes nothing. The assets' bytes are the one thing of the content that is read here,
so that large files are not carried along.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace

from playbook.drawing import clean_svg
from playbook.exports import export_all
from playbook.image_size import HEAD, read_size
from playbook.model.site import Site
from playbook.own_assets import OwnAssets, make_own_assets
from playbook.publish import Output
from playbook.render import Renderer
from playbook.search.make import make_search
from playbook.site_assets import SiteAssets, make_site_assets
from playbook.table_rows import make_table_rows
from playbook.view import Facts, build_pages, make_index
from playbook.view.checked import count_build
from playbook.view.table import TableView

PREVIEW = Output("preview.txt", b"A preview: faulty pages stand here too. Never publish this folder.\n")
"""What lies in the folder of every preview and of no site."""


def render_site(facts: Facts, renderer: Renderer) -> list[Output]:
    """Render a whole site.

    Raises TemplateFault, SearchFault, and OSError when an asset cannot be read.
    """
    assets, own = make_site_assets(renderer.folders), make_own_assets(facts.site.config)
    measured = replace(facts, site=replace(facts.site, image_sizes=_measure_images(facts.site)))
    index = make_index(_name_assets(measured, assets, own))
    pages, paged = [], []
    for view in build_pages(index):
        pages.append(Output(view.path, renderer.render(view)))
        if isinstance(view, TableView) and view.paging:
            paged.append((view, pages[-1]))
    rows = make_table_rows(paged)
    search = make_search(index, pages, renderer.folders)
    record = json.dumps(count_build(index), indent=2, sort_keys=True) + "\n"
    copies = (Output("build.json", record.encode()), *export_all(index))
    mark = (PREVIEW,) if facts.is_preview else ()
    return [*pages, *assets.outputs, *own.outputs, *rows, *search, *_list_assets(facts.site), *copies, *mark]


def is_preview(outputs: Iterable[Output]) -> bool:
    """Whether outputs were made as a preview, and so may never be published."""
    return any(each.path == PREVIEW.path for each in outputs)


def _name_assets(facts: Facts, assets: SiteAssets, own: OwnAssets) -> Facts:
    return replace(
        facts,
        styles=tuple(filter(None, (*(each.path for each in assets.styles), own.style))),
        scripts=tuple(filter(None, (*(each.path for each in assets.scripts), own.script))),
        theme_script=assets.theme.path,
        tables_script=assets.tables.path,
        icon=assets.icon.path,
        preload=() if own.replaces_font else tuple(each.path for each in assets.fonts[:1]),
        logo=own.logo,
        logo_dark=own.logo_dark,
    )


def _measure_images(site: Site) -> dict[str, tuple[int, int]]:
    """Map the URLs of the images that pages show to their sizes, where their files state them."""
    found = {}
    for name in _list_linked(site):
        with (site.config.content / name).open("rb") as file:
            size = read_size(file.read(HEAD))
        if size:
            found[f"files/{name}"] = size
    return found


def _list_linked(site: Site) -> list[str]:
    """List the assets that a page links to."""
    linked = {each.url for links in site.links.values() for each in links if each.url.startswith("files/")}
    return [name for name in site.assets if f"files/{name}" in linked]


def _list_assets(site: Site) -> Iterator[Output]:
    """Yield the assets that a page links to."""
    for name in _list_linked(site):
        body = (site.config.content / name).read_bytes()
        yield Output(f"files/{name}", clean_svg(body) if name.lower().endswith(".svg") else body)
