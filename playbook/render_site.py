"""A checked site -> the outputs to publish.

In: facts, a renderer, tools. Out: every page, the style sheets, the assets that pages link to, build.json and
the machine copies. It writes nothing. The assets' bytes are the one thing of the content that is read here,
so that large files are not carried along.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

import msgspec

from playbook.drawing import clean_svg
from playbook.image_size import HEAD, read_size
from playbook.job import Job, Press, list_jobs, make_some
from playbook.memo import Memo, Memos, Tools
from playbook.model.site import Site
from playbook.own_assets import OwnAssets, make_own_assets
from playbook.program import find_salt
from playbook.publish import Kept, Output
from playbook.render import Renderer
from playbook.search.make import make_search
from playbook.site_assets import SiteAssets, make_site_assets
from playbook.trace import hash_bytes, hash_value
from playbook.view import Facts, make_index
from playbook.view.noted import hash_settings

PREVIEW = Output("preview.txt", b"A preview: faulty pages stand here too. Never publish this folder.\n")
"""What lies in the folder of every preview and of no site."""


class Held(Protocol):
    """What has been made before and is at hand."""

    def find(self, path: str, digest: str, size: int) -> Output | Kept | None:
        """Give an output with these bytes; None where there is none, or in any doubt."""
        ...


@dataclass(frozen=True, slots=True)
class Means:
    """With what a site is rendered: the templates, tools, what has been made before."""

    renderer: Renderer
    tools: Tools = field(default_factory=Tools)
    held: Held | None = None


def render_site(facts: Facts, renderer: Renderer) -> list[Output]:
    """Render a whole site here, from nothing.

    Raises TemplateFault, SearchFault, and OSError when an asset cannot be read.
    """
    return [each for each in render_with(facts, Means(renderer)) if isinstance(each, Output)]


def render_with(facts: Facts, means: Means) -> list[Output | Kept]:
    """Render a whole site, those jobs alone whose outcome may be another than before.

    Raises TemplateFault, SearchFault, WorkerDied, and OSError when an asset cannot be read.
    """
    renderer = means.renderer
    assets, own = make_site_assets(renderer.folders), make_own_assets(facts.site.config)
    measured = replace(facts, site=replace(facts.site, image_sizes=_measure_images(facts.site)))
    named = _name_assets(measured, assets, own)
    salt = hash_bytes(find_salt(), hash_settings(named), *renderer.list_parts())
    index = make_index(named, means.tools if not facts.own_rules else None, salt)
    made = _do_jobs(Press(index, renderer), means, hash_bytes(salt, hash_value(index.chrome)))
    if index.chrome.search == "pagefind":
        made += make_search(index, [each for each in made if isinstance(each, Output)], renderer.folders)
    mark = (PREVIEW,) if facts.is_preview else ()
    return [*made, *assets.outputs, *own.outputs, *_list_assets(facts.site), *mark]


_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(tuple[tuple[str, str, int], ...]).decode


def _do_jobs(press: Press, means: Means, salt: bytes) -> list[Output | Kept]:
    """Do the jobs of a site, those from before left out that still hold and whose outputs are at hand."""
    index, tools = press.index, means.tools
    is_ours = not index.facts.own_rules and index.chrome.search != "pagefind"
    kind = "preview" if index.chrome.is_preview else "site"
    memos = tools.open_memos(kind, salt) if is_ours else Memos(kind, salt)
    jobs = list_jobs(index)
    done: dict[Job, Sequence[Output | Kept] | None] = {}
    for phase, some in _split_phases(jobs, apart=tools.progress.apart):
        tools.progress.begin(phase, len(some))
        done |= {job: _find_held(memos.find(str(job), index.ledger), means.held) for job in some}
        stale = [job for job in some if done[job] is None]
        tools.progress.skip(len(some) - len(stale))
        for job, (facts, outputs) in zip(stale, tools.run(make_some, press, stale), strict=True):
            done[job] = outputs
            value = _encode([(o.path, o.digest, len(o.body)) for o in outputs])
            memos.put(str(job), facts, index.ledger, value)
    memos.keep_only(map(str, jobs))
    if is_ours:
        tools.save(memos)
    return [output for job in jobs for output in done[job] or ()]


def _split_phases(jobs: Sequence[Job], *, apart: bool) -> Iterator[tuple[str, list[Job]]]:
    """Yield the phases with their jobs: all at once, so that nobody waits, or the machine copies apart."""
    yield "render", [job for job in jobs if not (apart and job.is_copy)]
    if apart:
        yield "copies", [job for job in jobs if job.is_copy]


def _find_held(memo: Memo | None, held: Held | None) -> Sequence[Output | Kept] | None:
    """Give the outputs of a job that holds, where all of them are at hand."""
    if memo is None or held is None:
        return None
    found = [held.find(*each) for each in _decode(memo.value)]
    whole = [each for each in found if each is not None]
    return whole if len(whole) == len(found) else None


def is_preview(outputs: Iterable[Output | Kept]) -> bool:
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
