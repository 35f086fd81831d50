"""The configuration of Decap CMS for one playbook.

In: the site, where the pages are stored. Out: plain data, and its text in YAML.
"""

from dataclasses import dataclass
from typing import Any

from playbook.cms.collections import Collections, list_homes
from playbook.cms.options import Options
from playbook.frontmatter import write_plain
from playbook.model.site import Site

ASSETS = "assets"
"""The folder below content into which files are put by the form."""

HEAD = "# Decap CMS for this playbook, written by `playbook cms` from its schema and its pages.\n"


@dataclass(frozen=True, slots=True)
class Storage:
    """Where pages are stored: Decap's backend with its settings, the content folder as that calls it.

    `site_url` begins the addresses of pages, which `preview` ends by collection; `display_url` is where the
    site is read. `is_here` says that playbook itself serves the forms.
    """

    backend: dict[str, Any]
    content: str
    site_url: str = ""
    display_url: str = ""
    preview: tuple[tuple[str, str], ...] = ()
    is_here: bool = False


def make_configuration(site: Site, storage: Storage) -> dict[str, Any]:
    """Make the configuration."""
    collections = Collections(Options(site), storage.content, dict(storage.preview), storage.is_here)
    return {
        "backend": storage.backend,
        **({"locale": "playbook"} if storage.is_here else {}),
        **({"site_url": storage.site_url} if storage.site_url else {}),
        **({"display_url": storage.display_url} if storage.display_url else {}),
        "media_folder": f"{storage.content}/{ASSETS}",
        "public_folder": f"/{ASSETS}",
        "slug": {"encoding": "unicode", "clean_accents": True},
        "editor": {"preview": False},
        "show_preview_links": bool(storage.site_url),
        "collections": collections.list_all(),
    }


def store_elsewhere(site: Site, backend: dict[str, Any]) -> Storage:
    """Say where pages are stored when a company hosts the form itself, and where its site shows them."""
    config = site.config
    url = config.settings.site.url
    paths = {name: f"{kind}/{{{{filename}}}}.html" for name, kind in list_homes().items() if kind != "page"}
    content = config.content.relative_to(config.root).as_posix()
    return Storage(backend, content, url, url, tuple(paths.items()) if url else ())


def write_configuration(site: Site, storage: Storage) -> str:
    """Write the configuration as config.yml."""
    return HEAD + write_plain(make_configuration(site, storage))
