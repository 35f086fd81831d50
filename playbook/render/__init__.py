"""View and template -> bytes.

In: a view, the folders of templates (a company's own before the packaged ones, which `playbook/` names).
Out: the page. A template sees its view and nothing else; what a template does wrong is a `TemplateFault` with
file and line. The only package that imports jinja2.
"""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PrefixLoader, TemplateNotFound

from playbook.picture import PICTURES
from playbook.program import list_parts
from playbook.render.direct import DirectEnvironment
from playbook.render.fault import PACKAGED, Locator, Missing, TemplateFault
from playbook.render.own import check_own_templates
from playbook.view.base import View
from playbook.view.words import say_day, say_long_day, say_weekday

__all__ = ["PACKAGED", "REFUSED", "Renderer", "TemplateFault", "safe_url"]

REFUSED = "#"
"""What stands in the place of an address that may lead anywhere else."""

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_ALLOWED = ("http:", "https:", "mailto:")
_INVISIBLE = re.compile(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]")


@lru_cache(maxsize=4096, typed=True)
def safe_url(url: str) -> str:
    """Give an address that may stand in a page: http, https, mailto, relative or a fragment; else `#`."""
    plain = _INVISIBLE.sub("", url)
    scheme = _SCHEME.match(plain)
    if scheme and scheme[0].lower() not in _ALLOWED:
        return REFUSED
    return REFUSED if "\\" in plain or plain.startswith("//") else url.strip()


class _Loader(FileSystemLoader):
    """Passes hidden files by, as whatever else looks at the templates does."""

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        """Read a template."""
        if any(part.startswith(".") for part in template.split("/")):
            raise TemplateNotFound(template)
        return super().get_source(environment, template)


class Renderer:
    """Renders views by their templates; compiled once, used for every page."""

    def __init__(self, own: Path, packaged: Path) -> None:
        """Take the folder of a company's own templates, which need not be there, and the packaged one.

        Raises TemplateFault where one of the company's own is broken, FileFault where a file there cannot be
        read.
        """
        self.folders = (own, packaged)
        self.parts = tuple(self._read_parts())
        self._environment = _make_environment(Environment, self.folders)
        self._direct = _make_environment(DirectEnvironment, self.folders)
        self._refused: set[str] = set()
        self._locator = Locator(self.folders, self._environment)
        check_own_templates(own, self._environment, self._locator)

    def __reduce__(self) -> tuple[type["Renderer"], tuple[Path, Path]]:
        """Send where the templates are: each process compiles them for itself."""
        return Renderer, self.folders

    def is_current(self) -> bool:
        """Whether every template and asset is still as it was when this renderer was made."""
        return self.parts == tuple(self._read_parts())

    def _read_parts(self) -> Iterator[bytes]:
        """Yield the name and the bytes of every template and asset: what decides about pages beside views."""
        own, packaged = self.folders
        yield from list_parts(own)
        yield from list_parts(packaged, is_ours=True)

    def render(self, view: View) -> bytes:
        """Render a page. Raises TemplateFault."""
        return self._render_directly(view) or self._render_with_care(view)

    def _render_directly(self, view: View) -> bytes:
        """Render a page by code that tells nothing of what is wrong; b"" where anything is."""
        if view.template in self._refused:
            return b""
        try:
            return self._direct.get_template(view.template).render(view=view).encode("utf-8")
        except Exception:  # whatever it is: the other code does it, or tells where it stands
            self._refused.add(view.template)
            return b""

    def _render_with_care(self, view: View) -> bytes:
        try:
            return self._environment.get_template(view.template).render(view=view).encode("utf-8")
        except Exception as error:
            raise self._locator.locate(error, view.template) from None


def _make_environment(kind: type[Environment], folders: tuple[Path, Path]) -> Environment:
    """Give what reads templates: a company's own before the packaged ones, which `playbook/` names."""
    packaged = PrefixLoader({PACKAGED.rstrip("/"): FileSystemLoader(str(folders[1]))})
    environment = kind(
        loader=ChoiceLoader([packaged, _Loader([str(each) for each in folders])]),
        autoescape=True,
        undefined=Missing,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        cache_size=-1,
    )
    environment.globals.clear()
    environment.filters.update(
        **PICTURES, safe_url=safe_url, day=say_day, long_day=say_long_day, weekday=say_weekday
    )
    return environment
