"""A company's own templates, looked at before anything is rendered.

In: its folder, the environment. Out: nothing, or `TemplateFault` at the first template that cannot be read,
that extends what is not there or itself, or that fills a block which nothing prints. So an override that
would have no effect, or break a rare page alone, is told at once.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from jinja2 import Environment, TemplateNotFound, nodes

from playbook.program import list_shown
from playbook.render.fault import PACKAGED, Locator, TemplateFault
from playbook.words import quote, suggest


def check_own_templates(folder: Path, environment: Environment, locator: Locator) -> None:
    """Raise TemplateFault at the first of a company's templates that is broken."""
    checker = _Checker(environment, locator)
    for name in sorted(list_shown(folder)):
        if name.endswith(".html"):
            checker.check(name)


class _Checker:
    def __init__(self, environment: Environment, locator: Locator) -> None:
        self.environment = environment
        self.locator = locator

    def check(self, name: str) -> None:
        """Look at one template and at those that it extends."""
        tree = self.parse(name)
        blocks: set[str] = set()
        chain, parent = [name], _find_parent(tree)
        while parent:
            extended = self.follow(chain, parent)
            blocks |= {each.name for each in extended.find_all(nodes.Block)}
            chain.append(parent.name)
            parent = _find_parent(extended)
        if len(chain) > 1:
            self.check_blocks(name, _list_outer(tree.body), blocks)

    def parse(self, name: str) -> nodes.Template:
        loader = self.environment.loader
        assert loader
        try:
            source, file, _ = loader.get_source(self.environment, name)
            tree = self.environment.parse(source, name, file)
            self.environment.compile(source, name, file)
        except Exception as error:
            raise self.locator.locate(error, name) from None
        return tree

    def follow(self, chain: list[str], parent: "_Parent") -> nodes.Template:
        """Read the template that the last of a chain extends."""
        file = self.locator.find_file(chain[-1])
        if parent.name in chain:
            words = f"the template extends itself: {' → '.join([*chain, parent.name])}"
            packaged = f"{PACKAGED}{parent.name.removeprefix(PACKAGED)}"
            help_ = f'name the packaged one:  {{% extends "{packaged}" %}}'
            raise self.locator.make(file, parent.line, (words, help_))
        try:
            return self.parse(parent.name)
        except TemplateFault:
            if self.is_there(parent.name):
                raise
            raise self.locator.make(file, parent.line, self.locator.explain_lost(parent.name)) from None

    def is_there(self, name: str) -> bool:
        try:
            assert self.environment.loader
            self.environment.loader.get_source(self.environment, name)
        except TemplateNotFound:
            return False
        return True

    def check_blocks(self, name: str, own: Iterable[nodes.Block], known: set[str]) -> None:
        for block in own:
            if block.name not in known:
                words = f"nothing that this extends has a block {quote(block.name)}: it is never shown"
                help_ = suggest(block.name, frozenset(known), limit=30)
                raise self.locator.make(self.locator.find_file(name), block.lineno, (words, help_))


class _Parent:
    """What a template extends, and on which line it says so."""

    def __init__(self, name: str, line: int) -> None:
        self.name = name
        self.line = line


def _find_parent(tree: nodes.Template) -> _Parent | None:
    """Find what a template extends, where it names it outright."""
    found = next(tree.find_all(nodes.Extends), None)
    if found and isinstance(found.template, nodes.Const) and isinstance(found.template.value, str):
        return _Parent(found.template.value, found.lineno)
    return None


def _list_outer(body: Iterable[nodes.Node]) -> Iterator[nodes.Block]:
    """Yield the blocks of a template that stand in no other block: those inside are its own."""
    for node in body:
        if isinstance(node, nodes.Block):
            yield node
        else:
            yield from _list_outer(node.iter_child_nodes())
