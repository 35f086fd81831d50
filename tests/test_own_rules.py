"""A company's own rules come from installed packages, by the entry point group `playbook.rules`."""

import sys
import tomllib
from collections.abc import Iterator
from importlib import invalidate_caches
from pathlib import Path

import pytest

from playbook.own_rules import find_own_rules
from tests.cli import Commands
from tests.guide import RULES_PAGE, list_blocks
from tests.sites import read_base, write_site

RULE = """
from playbook.rule import E, Finding, PageRule


def check(page, config):
    yield Finding(("title",), "the title names no product", "name it", item="title")


def make(**changes):
    keys = {"code": "AC001", "name": "product-missing", "level": E, "why": "we sell products", "check": check}
    return PageRule(**(keys | changes))


ONE = make()
"""
HOLD = "content/initiatives/crm.md"


class Installed:
    """A folder of installed packages: each has a module, an entry point and what describes it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def add(self, module: str, text: str, entry: str = "ONE", name: str = "acme") -> None:
        """Install a package of one module whose entry point leads to what it calls `entry`."""
        points = f"[playbook.rules]\n{name} = {module}:{entry}\n"
        described = f"Metadata-Version: 2.1\nName: {module}\nVersion: 1.0\n"
        write_site(
            self.folder,
            {
                f"{module}.py": text,
                f"{module}-1.0.dist-info/METADATA": described,
                f"{module}-1.0.dist-info/entry_points.txt": points,
            },
        )
        invalidate_caches()


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Installed]:
    """Give a folder of installed packages that is on the path for one test."""
    before = set(sys.modules)
    monkeypatch.syspath_prepend(str(tmp_path / "packages"))
    yield Installed(tmp_path / "packages")
    for each in set(sys.modules) - before:
        if each.startswith("acme"):
            del sys.modules[each]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Commands:
    return Commands(write_site(tmp_path / "project", read_base()), capsys)


def test_without_a_package_there_is_no_own_rule() -> None:
    own = find_own_rules()
    assert (own.rules, own.faults) == ((), ())


def test_an_own_rule_is_checked_and_shuts_the_gate(installed: Installed, run: Commands) -> None:
    assert run("build").code == 0
    installed.add("acme_rules", RULE)
    checked = run("check", "--output-format", "concise")
    assert checked.code == 1
    assert f"{HOLD}:2:1: error AC001 the title names no product" in checked.out
    built = run("build")
    assert (built.code, "AC001" in built.out) == (1, True)
    assert "error AC001 the title names no product" in run("show", "crm").out
    assert "first: the title names no product (AC001, crm.md:2): name it" in run("diagnose", "crm").out
    assert run("list").code == 0


def test_the_configuration_sets_an_own_rule_and_options_name_it(installed: Installed, run: Commands) -> None:
    installed.add("acme_rules", RULE.replace('"level": E', '"level": E, "thresholds": {"words": 2}'))
    assert run("check", "--ignore", "AC0").code == 0
    assert run("check", "--ignore", "AC2").code == 2
    assert run("check", "--select", "product-missing").code == 1
    run.edit("playbook.toml", "[site]", '[rules.product-missing]\nlevel = "info"\nwords = 3\n\n[site]')
    checked = run("check")
    assert (checked.code, "info AC001" in checked.out) == (0, True)
    run.edit("playbook.toml", "words = 3", "word = 3")
    assert "product-missing has no setting `word`" in run("check").err


def test_the_baseline_knows_an_own_rule(installed: Installed, run: Commands) -> None:
    installed.add("acme_rules", RULE)
    run("check", "--write-baseline")
    assert run("check", "--baseline", "playbook-baseline.json").code == 0


def test_several_packages_offer_several_rules_each(installed: Installed, run: Commands) -> None:
    several = RULE + 'SOME = (make(code="AC010", name="b"), make(code="AC9", name="a"))\n'
    installed.add("acme_rules", several, "SOME")
    installed.add("acme_more", RULE + 'ALL = [make(code=f"AB{n}", name=f"r{n}") for n in (1,)]\n', "ALL")
    assert [each.code for each in find_own_rules().rules] == ["AB1", "AC9", "AC010"]
    listed = run("explain")
    assert [line[:5] for line in listed.out.splitlines()][-3:] == ["AB1  ", "AC9  ", "AC010"]


def test_explain_shows_the_page_beside_the_module_else_the_why(installed: Installed, run: Commands) -> None:
    installed.add("acme_rules", RULE)
    plain = run("explain", "AC001")
    assert (plain.code, plain.out) == (0, "# AC001 product-missing\n\nWe sell products.\n")
    write_site(installed.folder, {"product_missing.md": "# AC001\n\nOur handbook, page 7.\n"})
    assert run("explain", "product-missing").out == "# AC001\n\nOur handbook, page 7.\n"


def test_a_page_beside_the_rules_own_module_comes_first(installed: Installed, run: Commands) -> None:
    files = {"__init__.py": "", "one.py": RULE, "product_missing.md": "Here.\n"}
    write_site(installed.folder / "acme_parts", files)
    write_site(installed.folder, {"product_missing.md": "Not here.\n"})
    installed.add("acme_rules", "from acme_parts.one import ONE\n")
    assert run("explain", "AC001").out == "Here.\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("1 / 0\n", ("cannot be loaded: ZeroDivisionError", "mend acme_rules:N")),
        ("raise SystemExit(0)\n", ("cannot be loaded: SystemExit: 0",)),
        (RULE, ("cannot be loaded: AttributeError",)),
        (RULE + "N = 3\n", ("cannot be loaded: TypeError",)),
        (RULE + "N = ()\n", ("offers no rule", "a list of them")),
        (RULE + "N = [3]\n", ("something of the type int, which is no rule", "a PageRule")),
        (RULE + "N = check\n", ("cannot be loaded: TypeError",)),
        (RULE + 'N = make(code="PB104")\n', ("cannot have the code 'PB104'", "PB is playbook's")),
        (RULE + 'N = make(code="PBX1")\n', ("cannot have the code 'PBX1'",)),
        (RULE + 'N = make(code="1")\n', ("cannot have the code '1'", "AC001")),
        (RULE + "N = make(code=1)\n", ("cannot have the code 1",)),
        (RULE + 'N = make(name="A rule")\n', ("cannot have the name 'A rule'", "budget-missing")),
        (RULE + 'N = make(name="../../x")\n', ("cannot have the name",)),
        (RULE + 'N = make(name="stage-owner-missing")\n', ("is a rule of playbook already",)),
        (RULE + 'N = make(level="error")\n', ("cannot have the level 'error'", "E, W and I")),
        (RULE + 'N = make(why=" ")\n', ("cannot have the why ' '",)),
        (RULE + "N = make(check=None)\n", ("cannot have the check None",)),
        (RULE + 'N = make(kinds={"plan"})\n', ("cannot have the kinds {'plan'}", "initiative")),
        (RULE + "N = make(kinds=1)\n", ("cannot have the kinds 1",)),
        (RULE + 'N = make(statuses={"open"})\n', ("cannot have the statuses",)),
        (RULE + 'N = make(guard="end")\n', ("cannot have the guard 'end'", "coalition")),
        (RULE + 'N = make(needs="luck")\n', ("cannot have the needs 'luck'", "readings")),
        (RULE + "N = [ONE, make(name='other')]\n", ("`AC001` is a rule of the entry point `acme`",)),
        (RULE + "N = [ONE, make(code='AC002')]\n", ("`product-missing` is a rule of",)),
    ],
)
def test_a_broken_package_is_a_fault_of_the_set_up(
    text: str, said: tuple[str, ...], installed: Installed, run: Commands
) -> None:
    installed.add("acme_rules", text, "N")
    for command in ("check", "build", "diagnose", "list", "explain"):
        ended = run(command)
        assert (ended.code, ended.out) == (2, ""), command
        assert "entry point `acme` of playbook.rules: error configuration: " in ended.err
        assert all(each in ended.err for each in said), ended.err
        assert "Traceback" not in ended.err


@pytest.mark.parametrize("last", ["raise SystemExit(0)", "1 / 0"])
def test_an_own_rule_that_fails_cannot_end_the_run(last: str, installed: Installed, run: Commands) -> None:
    installed.add("acme_rules", RULE.replace("yield", f"{last}\n    yield"))
    checked = run("check", "--output-format", "concise")
    assert checked.code == 1
    assert f"{HOLD}:1:1: error PB900 the rule AC001 product-missing failed" in checked.out


def test_the_package_of_the_guide_works(installed: Installed, run: Commands) -> None:
    blocks = {each.head.get("file"): each.text for each in list_blocks(RULES_PAGE)}
    declared = tomllib.loads(blocks["pyproject.toml"])["project"]["entry-points"]["playbook.rules"]
    module, _, entry = declared["acme"].partition(":")
    assert f"{module}.py" in blocks
    installed.add(module, blocks[f"{module}.py"], entry)
    assert "warning AC001 the plan names no budget" in run("check").out
    fields = '[[fields]]\nname = "budget"\ntype = "number"\n\n[site]'
    run.edit("playbook.toml", "[site]", fields)
    run.edit(HOLD, "\nstages:\n", "\nfields:\n  budget: 40000\nstages:\n")
    assert run("check", "--strict").code == 0
