"""A checked site -> the outputs to publish.

In: facts, a renderer. Out: every page, the style sheets, the assets that pages link to, build.json and
the headers file. It writes nothing. The assets' bytes are the one thing of the content that is read here,
so that large files are not carried along.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from playbook.drawing import clean_svg
from playbook.markdown import highlight_css
from playbook.model.site import Site
from playbook.publish import Output
from playbook.render import Renderer
from playbook.view import Facts, build_pages, make_index
from playbook.view.base import POLICY
from playbook.view.checked import count_build

HEADERS = f"""/*
  Content-Security-Policy: {POLICY}
  X-Content-Type-Options: nosniff
  Referrer-Policy: same-origin
"""


def render_site(facts: Facts, renderer: Renderer) -> list[Output]:
    """Render a whole site. Raises TemplateFault, and OSError when an asset cannot be read."""
    styles = list(_list_styles(renderer.folders))
    index = make_index(replace(facts, styles=tuple(each.path for each in styles)))
    outputs = [Output(view.path, renderer.render(view)) for view in build_pages(index)]
    outputs += [*styles, *_list_assets(facts.site)]
    record = json.dumps(count_build(index), indent=2, sort_keys=True) + "\n"
    outputs += [Output("build.json", record.encode()), Output("_headers", HEADERS.encode())]
    return outputs


def _list_styles(folders: Iterable[Path]) -> Iterator[Output]:
    """Yield the style sheets under names that change with what they hold."""
    places = (folder / "assets" / "site.css" for folder in folders)
    sheet = next(place for place in places if place.is_file())
    yield _name_by_content("site", sheet.read_text(encoding="utf-8"))
    yield _name_by_content("highlight", highlight_css())


def _name_by_content(stem: str, text: str) -> Output:
    body = text.encode("utf-8")
    return Output(f"assets/{stem}.{sha256(body).hexdigest()[:12]}.css", body)


def _list_assets(site: Site) -> Iterator[Output]:
    """Yield the assets that a page links to."""
    linked = {each.url for links in site.links.values() for each in links if each.url.startswith("files/")}
    for name in site.assets:
        if f"files/{name}" in linked:
            body = (site.config.content / name).read_bytes()
            yield Output(f"files/{name}", clean_svg(body) if name.lower().endswith(".svg") else body)
