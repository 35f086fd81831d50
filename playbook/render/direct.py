"""Templates as plain Python: the same pages, made without asking what each name, call and text may be.

In: what jinja2 has read of a template. Out: code that reads attributes, calls macros, joins texts directly.
It gives what jinja2's own code gives, or it raises: whoever renders then lets that say what is wrong, or do
what this does not. Nothing here is about a page.
"""

import keyword
from collections.abc import Callable, Mapping
from types import FunctionType
from typing import Any

import markupsafe
from jinja2 import Environment, Template, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.environment import TemplateModule
from jinja2.meta import find_undeclared_variables
from jinja2.runtime import Macro
from jinja2.runtime import markup_join as join_anything
from jinja2.utils import missing
from markupsafe import Markup

from playbook.html import Html

_ASKS = frozenset({"defined", "undefined", "default", "d"})
"""Tests and filters that may be given what is not there."""

_escape: Callable[[str], str] = getattr(markupsafe, "_escape_inner", markupsafe.escape)
"""Escapes a text; without making a `Markup` of it, where this markupsafe can: it is joined at once."""

_mark = str.__new__
"""Makes a `Markup` of what is a text already, which its own way of being made would look at once more."""

_UNSET = tuple((missing,) * count for count in range(12, -1, -1))
"""What stands for the arguments that a call leaves out: of twelve at most."""


def write(value: Any) -> str:
    """Write what stands between two braces: HTML as it is, everything else escaped."""
    kind = type(value)
    if kind is str:
        return _escape(value)
    if kind is Markup or kind is Html:
        return value  # type: ignore[no-any-return]
    if hasattr(value, "__html__"):
        return str(value.__html__())
    if kind is FunctionType:
        raise TypeError("a macro without its brackets")
    return _escape(str(value))


def join(parts: tuple[Any, ...]) -> str:
    """Join what stands between tildes."""
    for each in parts:
        if type(each) is not str:
            return join_anything(tuple(map(write, parts)) if FunctionType in map(type, parts) else parts)
    return "".join(parts)


def make_macro(environment: Environment, body: Callable[..., str], *about: Any) -> Callable[..., str]:
    """Make a macro of its code; one that takes what its caller encloses, or any names, is jinja2's own."""
    _, arguments, *takes_more = about[:5]
    if any(takes_more):
        return Macro(environment, body, *about)
    unset = _UNSET[-len(arguments) - 1 :] if len(arguments) < len(_UNSET) else ()

    def call(*given: Any, **named: Any) -> str:
        if named or len(given) >= len(unset):
            return Macro(environment, body, *about)(*given, **named)
        return _mark(Markup, body(*given, *unset[len(given)]))  # its code has escaped everything

    return call


class DirectGenerator(CodeGenerator):
    """Writes the code of a template. Where escaping may be switched, it refuses."""

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802
        """Write all of it, and put the functions above in the place of jinja2's."""
        if next(node.find_all((nodes.EvalContextModifier, nodes.ScopedEvalContextModifier)), None):
            self.fail("escaping is switched", node.lineno)
        self._lenient = {
            id(each.node) for each in node.find_all((nodes.Test, nodes.Filter)) if each.name in _ASKS
        }
        others = node.find_all((nodes.Import, nodes.FromImport, nodes.Include, nodes.Extends))
        is_fixed = all(isinstance(each, (nodes.Macro, nodes.Output)) for each in node.body)
        hangs_on_view = is_fixed and not any(others) and find_undeclared_variables(node) <= {"view"}
        super().visit_Template(node, frame)
        self.writeline(f"hangs_on_view = {hangs_on_view}")
        self.writeline(f"from {__name__} import write as escape, join as markup_join, make_macro as Macro")

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802
        """Write what reads an attribute: it raises where there is none."""
        if id(node) in self._lenient or keyword.iskeyword(node.attr):
            super().visit_Getattr(node, frame)
            return
        self.write("(")
        self.visit(node.node, frame)
        self.write(f").{node.attr}")

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802
        """Write a call: nothing that a template can name takes jinja2's context."""
        if node.dyn_args or node.dyn_kwargs or any(keyword.iskeyword(each.key) for each in node.kwargs):
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.visit(node.node, frame)
        self.write("(")
        for each in (*node.args, *node.kwargs):
            self.visit(each, frame)
            self.write(", ")
        self.write("caller=caller)" if forward_caller else ")")


class DirectTemplate(Template):
    """A template that is imported once for a page, where what it prints hangs on the page's view alone."""

    last: tuple[Any, TemplateModule] | None = None

    def make_module(
        self,
        vars: dict[str, Any] | None = None,  # noqa: A002  # as jinja2 names it
        shared: bool = False,
        locals: Mapping[str, Any] | None = None,  # noqa: A002
    ) -> TemplateModule:
        """Give the template's macros: those of the last time for the same view."""
        view, last = (vars or {}).get("view"), self.last  # read once: others may render at the same time
        is_of_page = "view" not in (locals or ())
        if last and last[0] is view and is_of_page:
            return last[1]
        made = super().make_module(vars, shared, locals)
        if is_of_page and self.root_render_func.__globals__["hangs_on_view"]:
            self.last = (view, made)
        return made


class DirectEnvironment(Environment):
    """An environment whose templates are compiled in this way."""

    code_generator_class = DirectGenerator
    template_class = DirectTemplate
