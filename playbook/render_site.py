"""A checked site -> the outputs to publish.

In: facts, a renderer. Out: every page, the style sheets, the assets that pages link to, build.json and
the headers file. It writes nothing. The assets' bytes are the one thing of the content that is read here,
so that large files are not carried along.
"""

import json
from collections.abc import Iterator
from dataclasses import replace

from playbook.drawing import clean_svg
from playbook.image_size import HEAD, read_size
from playbook.model.site import Site
from playbook.publish import Output
from playbook.render import Renderer
from playbook.search.make import make_search
from playbook.site_assets import SiteAssets, make_site_assets
from playbook.view import Facts, build_pages, make_index
from playbook.view.base import POLICY
from playbook.view.checked import count_build
from playbook.view.titles import WASM_POLICY

HEADERS = f"""/*
  Content-Security-Policy: {POLICY}
  X-Content-Type-Options: nosniff
  Referrer-Policy: same-origin

/assets/*
  Cache-Control: public, max-age=31536000, immutable
"""
"""What a server is told: what lies in assets/ changes its name whenever it changes."""


def render_site(facts: Facts, renderer: Renderer) -> list[Output]:
    """Render a whole site.

    Raises TemplateFault, SearchFault, and OSError when an asset cannot be read.
    """
    assets = make_site_assets(renderer.folders)
    measured = replace(facts, site=replace(facts.site, image_sizes=_measure_images(facts.site)))
    index = make_index(_name_assets(measured, assets))
    pages = [Output(view.path, renderer.render(view)) for view in build_pages(index)]
    search = make_search(index, pages, renderer.folders)
    record = json.dumps(count_build(index), indent=2, sort_keys=True) + "\n"
    further = (Output("build.json", record.encode()), Output("_headers", _write_headers(index.chrome.search)))
    return [*pages, *assets.outputs, *search, *_list_assets(facts.site), *further]


def _write_headers(search: str) -> bytes:
    """Write what a server is told. Where Pagefind searches, the pages' own policies are the narrower ones."""
    return (HEADERS.replace(POLICY, WASM_POLICY) if search == "pagefind" else HEADERS).encode()


def _name_assets(facts: Facts, assets: SiteAssets) -> Facts:
    return replace(
        facts,
        styles=tuple(each.path for each in assets.styles),
        scripts=tuple(each.path for each in assets.scripts),
        theme_script=assets.theme.path,
        icon=assets.icon.path,
        preload=tuple(each.path for each in assets.fonts[:1]),
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
