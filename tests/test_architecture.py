"""The map of the code, held against the syntax trees: layers, homes of libraries, clock, printing, sizes."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent / "playbook"

LAYERS = (
    (
        "source",
        "words",
        "system",
        "colour",
        "drawing",
        "image_size",
        "squeeze",
        "executor",
        "distributions",
        "cache",
        "trace",
        "crash",
        "progress",
        "published",
        "path_pattern",
    ),
    ("author_file",),
    ("diagnostic", "file_name", "html", "memo", "program"),
    ("frontmatter", "markdown"),
    ("schema", "handover"),
    ("edit",),
    ("config_scalar", "config_place", "config_file"),
    ("config_schema",),
    ("config_theme", "forge_name"),
    ("config_check",),
    ("config", "store"),
    ("model",),
    ("readings", "placeholders", "load_files", "load_comments", "traced_page", "parts"),
    ("page_file",),
    ("contents",),
    ("run_record",),
    ("load_page", "traced_site"),
    ("load_looks",),
    ("load_people", "load_cached"),
    ("load", "history"),
    ("revision",),
    ("resolve_ids", "resolve_references", "resolve_targets", "resolve_agenda", "resolve_navigation"),
    ("resolve_links", "resolve_terms", "resolve_turned"),
    ("resolve_again",),
    ("resolve", "health"),
    ("gate",),
    ("diff",),
    ("rule",),
    ("rules",),
    ("judge", "not_evaluated", "own_rules"),
    ("waive", "baseline"),
    ("judge_page",),
    ("check",),
    ("judgement", "rule_settings", "symptom", "since", "judge_change"),
    ("comparison",),
    ("diagnose",),
    (
        "inventory",
        "trend",
        "json_schema",
        "snippets",
        "compose",
        "ci_files",
        "reassign",
        "rewrite",
        "forge",
        "templates_place",
        "publish",
    ),
    ("run_site",),
    ("chart",),
    ("view",),
    ("picture",),
    ("render",),
    ("site_assets",),
    ("own_assets",),
    ("search", "table_rows"),
    ("exports",),
    ("job",),
    ("making",),
    ("render_site",),
    ("pipeline", "formats"),
    ("diff_report",),
    ("run_keep", "reminder"),
    ("cms",),
    ("serve", "assist"),
    ("lsp",),
    ("cli",),
    ("__main__",),
)
"""From the bottom up; a package counts as one. `__init__` is the map as a docstring and imports nothing."""

HOMES = {
    "yaml": {"frontmatter"},
    "frontmatter": {"frontmatter"},
    "markdown_it": {"markdown"},
    "mdit_py_plugins": {"markdown"},
    "pygments": {"markdown"},
    "jinja2": {"render"},
    "markupsafe": {"render"},
    "click": {"cli"},
    "pydantic": {"schema"},
    "pydantic_core": {"schema"},
    "packaging": {"config_check"},
    "pagefind_bin": {"search"},
    "sqlite3": {"cache"},
    "distributed": {"executor"},
    "watchfiles": {"serve"},
    "pygls": {"lsp"},
    "lsprotocol": {"lsp"},
}
CLOCK = {"now", "utcnow", "today", "time", "time_ns", "localtime", "gmtime", "ctime", "perf_counter"}
CLOCK |= {"monotonic", "monotonic_ns", "process_time"}
MAY_ASK = {
    "cli/clock.py": CLOCK,
    "cli/meter.py": {"monotonic"},
    "serve/loop.py": {"monotonic"},
    "serve/watch.py": {"monotonic"},
    "serve/scan.py": {"time_ns"},
}
"""Who may ask what: today in one place, elsewhere only how long something took, or is ago."""

FORBIDDEN_NAMES = {"utils", "util", "helpers", "helper", "common", "manager", "core", "misc"}

FILES = sorted(ROOT.rglob("*.py"))
NAMES = [path.relative_to(ROOT).as_posix() for path in FILES]


@cache
def parse(name: str) -> ast.Module:
    return ast.parse((ROOT / name).read_text(encoding="utf-8"))


def find_unit(module: str) -> str:
    """Give the module below `playbook` or the package that a dotted name belongs to."""
    return module.removeprefix("playbook").lstrip(".").partition(".")[0]


def find_layer(unit: str) -> int:
    return next(n for n, layer in enumerate(LAYERS) if unit in layer)


def list_imports(tree: ast.AST) -> Iterator[tuple[ast.stmt, str]]:
    """Yield each import with the full name of what it brings in."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node, each.name) for each in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((node, f"{node.module or ''}.{each.name}") for each in node.names)


def list_functions(tree: ast.AST) -> Iterator[ast.FunctionDef]:
    return (each for each in ast.walk(tree) if isinstance(each, ast.FunctionDef))


def test_every_module_has_its_place_on_the_map() -> None:
    units = {find_unit(name.removesuffix(".py").replace("/", ".")) for name in NAMES} - {"__init__"}
    assert units == {unit for layer in LAYERS for unit in layer}


@pytest.mark.parametrize("name", NAMES)
def test_imports_go_only_downwards(name: str) -> None:
    unit = find_unit(name.removesuffix(".py").replace("/", "."))
    for _, module in list_imports(parse(name)):
        other = find_unit(module) if module.startswith("playbook.") else unit
        if other != unit:
            assert unit != "__init__", f"{name} imports {module}"
            assert find_layer(other) < find_layer(unit), f"{name} imports {module}, which is not below it"


MAY_WAIT = {"distributions.py"}
"""Beside commands: who loads only where it is needed what costs more to load than it is worth."""


@pytest.mark.parametrize("name", NAMES)
def test_imports_are_absolute_and_at_the_top(name: str) -> None:
    tree = parse(name)
    for node, module in list_imports(tree):
        assert not getattr(node, "level", 0), f"{name}:{node.lineno} is relative"
        assert not module.endswith("TYPE_CHECKING"), f"{name}:{node.lineno}"
    for function in list_functions(tree):
        inner = [node.lineno for node, _ in list_imports(function)]
        may = name.startswith("cli/") or name in MAY_WAIT
        assert may or not inner, f"{name}:{inner} imports inside a function"


@pytest.mark.parametrize("name", NAMES)
def test_a_library_has_one_home(name: str) -> None:
    unit = find_unit(name.removesuffix(".py").replace("/", "."))
    for node, module in list_imports(parse(name)):
        homes = HOMES.get(module.partition(".")[0])
        assert homes is None or unit in homes, f"{name}:{node.lineno} imports {module}"


STARTING = {"subprocess", "multiprocessing", "pty", "asyncio", "socket", "http", "urllib.request", "ftplib"}
MAY_START = {
    "history/git.py": {"subprocess"},
    "search/pagefind.py": {"subprocess"},
    "executor/processes.py": {"multiprocessing"},
    "serve/server.py": {"socket", "http"},
    "lsp/server.py": {"asyncio"},
}
"""Who may start a process or listen: the one that asks git, an index that only the configuration asks for,
workers, the preview, and the language server, which hears from its own thread through the loop that serves
the editor."""


@pytest.mark.parametrize("name", NAMES)
def test_nobody_starts_a_process_or_opens_a_connection(name: str) -> None:
    allowed = MAY_START.get(name, set())
    for node, module in list_imports(parse(name)):
        starts = {each for each in STARTING if module == each or module.startswith(f"{each}.")}
        assert starts <= allowed, f"{name}:{node.lineno} imports {module}"
    for one in ast.walk(parse(name)):
        if isinstance(one, ast.Attribute) and isinstance(one.value, ast.Name) and one.value.id == "os":
            assert not re.match("system$|popen$|exec|spawn|posix_spawn|fork", one.attr), one.lineno


@pytest.mark.parametrize("name", NAMES)
def test_nobody_asks_the_clock_and_only_commands_print(name: str) -> None:
    clock = CLOCK - MAY_ASK.get(name, set())
    modules = {module.rpartition(".")[2] for _, module in list_imports(parse(name))} & {
        "time",
        "datetime",
        "date",
    }
    for node in ast.walk(parse(name)):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in modules:
            assert node.attr not in clock, f"{name}:{node.lineno} asks the clock"
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and not name.startswith("cli/"):
            assert node.func.id not in ("print", "input", "exit", "quit"), f"{name}:{node.lineno}"
    from_time = [module for _, module in list_imports(parse(name)) if module.startswith("time.")]
    assert not from_time, f"{name}: import time, so that its use shows"


@pytest.mark.parametrize("name", NAMES)
def test_sizes_and_docstrings(name: str) -> None:
    tree = parse(name)
    assert len((ROOT / name).read_text(encoding="utf-8").splitlines()) <= 300
    assert ast.get_docstring(tree), f"{name} does not say what it is"
    assert Path(name).stem not in FORBIDDEN_NAMES
    for each in list_functions(tree):
        lines = (each.end_lineno or each.lineno) - each.lineno + 1
        assert lines <= 50, f"{name}: {each.name} has {lines} lines"
        given = [
            arg.arg for arg in (*each.args.posonlyargs, *each.args.args) if arg.arg not in ("self", "cls")
        ]
        assert len(given) <= 4 or name.startswith("cli/"), f"{name}: {each.name} takes {given}"
    for node in list_public(tree):
        assert ast.get_docstring(node), f"{name}:{node.lineno} {node.name} has no docstring"


def list_public(node: ast.Module | ast.ClassDef) -> Iterator[ast.FunctionDef | ast.ClassDef]:
    """Yield public functions and classes, and the public methods of public classes."""
    for each in node.body:
        if isinstance(each, ast.FunctionDef | ast.ClassDef) and not each.name.startswith("_"):
            yield each
            if isinstance(each, ast.ClassDef):
                yield from list_public(each)


@pytest.mark.parametrize("name", sorted(FORBIDDEN_NAMES))
def test_no_package_hides_what_it_is(name: str) -> None:
    assert not (ROOT / name).exists()


RENDERING = {
    "jinja2",
    "playbook.render",
    "playbook.view",
    "playbook.publish",
    "playbook.serve",
    "distributed",
}
UNUSED = {
    "main": {"playbook.config", "pydantic", "yaml", "sqlite3", "multiprocessing"},
    "check_command": RENDERING,
    "list_command": RENDERING,
    "show_command": RENDERING,
    "diagnose_command": RENDERING,
    "history_command": RENDERING,
    "build_command": {"playbook.serve", "distributed", "watchfiles", "http.server"},
}
"""What a module of `cli` must not load, since nobody who calls it needs it."""


@pytest.mark.parametrize("name", UNUSED)
def test_a_command_loads_only_what_it_needs(name: str) -> None:
    code = f"import sys, playbook.cli.{name}; print(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert UNUSED[name].isdisjoint(run.stdout.split())
