"""A checked site -> the outputs to publish.

In: facts, a renderer, tools. Out: every page, the style sheets, the assets that pages link to, build.json and
the machine copies. It writes nothing. The assets' bytes are the one thing of the content that is read here,
so that large files are not carried along.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from playbook.author_file import read_file
from playbook.drawing import clean_svg
from playbook.image_size import HEAD, read_size
from playbook.job import Press
from playbook.making import Making, Means, begin
from playbook.memo import Memos, Tools
from playbook.model.site import Site
from playbook.own_assets import OwnAssets, make_own_assets
from playbook.program import find_salt
from playbook.publish import Kept, Output, Spooled
from playbook.render import Renderer
from playbook.search.make import make_search
from playbook.site_assets import SiteAssets, make_site_assets
from playbook.trace import hash_bytes, hash_value
from playbook.view import Facts, Index, make_index
from playbook.view.noted import hash_settings

PREVIEW = Output("preview.txt", b"A preview: faulty pages stand here too. Never publish this folder.\n")
"""What lies in the folder of every preview and of no site."""


def render_site(facts: Facts, renderer: Renderer) -> list[Output]:
    """Render a whole site here, from nothing.

    Raises TemplateFault, SearchFault, and FileFault when an asset cannot be read.
    """
    return [each for each in render_with(facts, Means(renderer)) if isinstance(each, Output)]


def render_with(facts: Facts, means: Means) -> list[Output | Spooled | Kept]:
    """Render a whole site, those jobs alone whose outcome may be another than before.

    Raises TemplateFault, SearchFault, WorkerDied, and FileFault when an asset cannot be read.
    """
    making = prepare_site(facts, means)
    if making.press.index.chrome.search != "pagefind":  # which reads every page again
        making.spool(means.spools)
    making.do_all(means.tools)
    making.save(means.tools)
    made = making.list_outputs()
    index, folders = making.press.index, means.renderer.folders
    if index.chrome.search == "pagefind":
        made += make_search(index, [each for each in made if isinstance(each, Output)], folders)
    return made


def prepare_site(facts: Facts, means: Means) -> Making:
    """Look a site up, and find which of its jobs are to be done.

    Raises TemplateFault for an own template that cannot be used, and FileFault when an asset cannot be read.
    """
    renderer = means.renderer
    assets, own = _make_assets(means), make_own_assets(facts.site.config)
    measured = replace(facts, site=replace(facts.site, image_sizes=_measure_images(facts.site)))
    named = _name_assets(measured, assets, own)
    salt = hash_bytes(find_salt(), hash_settings(named), *renderer.parts)
    index = make_index(named, means.tools if not facts.own_rules else None, salt)
    mark = (PREVIEW,) if facts.is_preview else ()
    others = (*assets.outputs, *own.outputs, *_list_assets(facts.site), *mark)
    memos = open_site_memos(index, means.tools, hash_bytes(salt, hash_value(index.chrome)))
    return begin(Press(index, renderer), means, memos, others)


def _make_assets(means: Means) -> SiteAssets:
    """Make the style sheets and scripts; those of the last time hold as long as its renderer."""
    last = means.tools.lasting.get("assets")
    if isinstance(last, tuple) and last[0] is means.renderer and isinstance(last[1], SiteAssets):
        return last[1]
    assets = make_site_assets(means.renderer.folders)
    means.tools.lasting["assets"] = (means.renderer, assets)
    return assets


def open_site_memos(index: Index, tools: Tools, salt: bytes) -> Memos:
    """Give what is remembered of a site, or of a preview; nothing where a company's own rules may read what
    nobody notes, or where Pagefind reads every page."""
    is_ours = not index.facts.own_rules and index.chrome.search != "pagefind"
    kind = "preview" if index.chrome.is_preview else "site"
    return tools.open_memos(kind, salt) if is_ours else Memos("", salt)


def is_preview(outputs: Iterable[Output | Spooled | Kept]) -> bool:
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
    for name in list_linked(site):
        size = read_size(_read_asset(site, name, HEAD))
        if size:
            found[f"files/{name}"] = size
    return found


def _read_asset(site: Site, name: str, most: int = -1) -> bytes:
    return read_file(site.config.content / name, site.config.root, most)


def list_linked(site: Site) -> list[str]:
    """List the assets that a page links to."""
    linked = {each.url for links in site.links.values() for each in links if each.url.startswith("files/")}
    return [name for name in site.assets if f"files/{name}" in linked]


def _list_assets(site: Site) -> Iterator[Output]:
    """Yield the assets that a page links to."""
    for name in list_linked(site):
        body = _read_asset(site, name)
        yield Output(f"files/{name}", clean_svg(body) if name.lower().endswith(".svg") else body)
