"""`playbook ci`: files that are valid by their schemas, safe for strangers' proposals, and that run."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from playbook.ci_files import SYSTEMS, CiFileError, Project, compose_ci
from tests.cli import Commands
from tests.sites import read_base, write_site

ROOT = Path(__file__).parent.parent
PROJECT = Project("docs/my plans", "content", "build", "build-preview", "main", "playbook>=0.1", "0.1.0")
HERE = Project(".", "content", "build", "build-preview", "main", "playbook>=0.1", "0.1.0")


@pytest.fixture
def base(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Commands:
    (tmp_path / ".git").mkdir()
    return Commands(write_site(tmp_path / "plans", read_base()), capsys)


@pytest.mark.parametrize("system", SYSTEMS)
def test_it_is_written_where_the_system_looks(base: Commands, system: str) -> None:
    ended = base("ci", system)
    assert (ended.code, ended.out) == (0, "")
    written = base.folder.parent / SYSTEMS[system].path
    assert written.read_text() == base("ci", system, "-o", "-").out
    assert "plans" in written.read_text()
    assert [each.name for each in written.parent.iterdir() if each.name.endswith(".tmp")] == []


@pytest.mark.parametrize("system", SYSTEMS)
def test_a_file_that_is_there_is_never_overwritten_unasked(base: Commands, system: str) -> None:
    path = base.folder.parent / SYSTEMS[system].path
    write_site(base.folder.parent, {SYSTEMS[system].path: "mine\n"})
    ended = base("ci", system)
    assert ended.code == 2
    assert "exists already: take what you need" in " ".join(ended.err.split())
    assert path.read_text() == "mine\n"
    assert base("ci", system, "--force").code == 0
    assert path.read_text() != "mine\n"


def test_what_cannot_be_written_leaves_nothing_behind(base: Commands, tmp_path: Path) -> None:
    target = tmp_path / "out"
    target.mkdir()
    before = sorted(tmp_path.iterdir())
    ended = base("ci", "github", "-o", str(target), "--force")
    assert ended.code == 2
    assert "cannot be written: Is a directory" in " ".join(ended.err.split())
    assert sorted(tmp_path.iterdir()) == before


def test_another_file_and_another_package(base: Commands, tmp_path: Path) -> None:
    target = tmp_path / "elsewhere.yml"
    asked = "playbook @ https://git.company.example/playbook-0.1.0-py3-none-any.whl"
    assert base("ci", "github", "-o", str(target), "--package", asked).code == 0
    assert yaml.safe_load(target.read_text())["env"]["PLAYBOOK"] == asked


UNSAFE = ['x"\n    run: evil', "x; curl evil | sh", "x$(evil)", "${{ secrets.X }}", "x`y`", "x'", "x\\"]


@pytest.mark.parametrize("text", UNSAFE)
@pytest.mark.parametrize("system", SYSTEMS)
def test_what_would_end_a_text_is_refused(base: Commands, system: str, text: str) -> None:
    ended = base("ci", system, "-o", "-", "--package", text)
    assert (ended.code, ended.out) == (2, "")
    with pytest.raises(CiFileError):
        compose_ci(system, Project("a", "content", "build", "p", text, "playbook", "1"))


def compose(system: str, project: Project = PROJECT) -> str:
    text = compose_ci(system, project)
    assert not re.search("@[A-Z]+@", text), "a place is left open"
    return text


SCHEMAS = {
    "github": ["vendor.github-workflows"],
    "gitlab": ["vendor.gitlab-ci", "--data-transform", "gitlab-ci"],
    "azure": [
        "vendor.azure-pipelines",
        "--data-transform",
        "azure-pipelines",
        "--regex-variant",
        "nonunicode",
    ],
}


def is_valid(schema: list[str], path: Path) -> tuple[int, str]:
    """Hold a file against a schema that check-jsonschema carries."""
    asked = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", *schema, str(path)]
    ran = subprocess.run(asked, capture_output=True, text=True, check=False)
    return ran.returncode, ran.stdout[-2_000:]


@pytest.mark.parametrize("project", [HERE, PROJECT], ids=["root", "folder"])
@pytest.mark.parametrize("system", SCHEMAS)
def test_a_file_is_valid_by_its_published_schema(tmp_path: Path, system: str, project: Project) -> None:
    pytest.importorskip("check_jsonschema")
    path = tmp_path / Path(SYSTEMS[system].path).name
    path.write_text(compose(system, project))
    assert is_valid(SCHEMAS[system], path)[0] == 0, is_valid(SCHEMAS[system], path)[1]
    path.write_text(compose(system, project).replace("timeout", "tiemout").replace("script:", "srcipt:"))
    assert is_valid(SCHEMAS[system], path)[0] == 1


def test_the_action_is_valid_by_its_published_schema(tmp_path: Path) -> None:
    pytest.importorskip("check_jsonschema")
    assert is_valid(["vendor.github-actions"], ROOT / "action.yml")[0] == 0
    path = tmp_path / "action.yml"
    path.write_text((ROOT / "action.yml").read_text().replace("using: composite", "using: node1"))
    assert is_valid(["vendor.github-actions"], path)[0] == 1


def test_pre_commit_takes_its_file(tmp_path: Path) -> None:
    pytest.importorskip("pre_commit")
    path = tmp_path / ".pre-commit-config.yaml"
    path.write_text(compose("pre-commit"))
    asked = [sys.executable, "-m", "pre_commit", "validate-config", str(path)]
    assert subprocess.run(asked, capture_output=True, check=False).returncode == 0
    (hooks,) = (each["hooks"] for each in yaml.safe_load(path.read_text())["repos"])
    pattern = hooks[0]["files"]
    assert re.search(pattern, "docs/my plans/content/initiatives/crm.md")
    assert not re.search(pattern, "docs/my plans/contents.md")


@pytest.mark.skipif("ACTIONLINT" not in os.environ, reason="ACTIONLINT does not say where actionlint lies")
def test_actionlint_finds_nothing(tmp_path: Path) -> None:
    path = tmp_path / "playbook.yml"
    path.write_text(compose("github"))
    asked = ["node", str(ROOT / "tests" / "actionlint.mjs"), os.environ["ACTIONLINT"], str(path)]
    ran = subprocess.run(asked, capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stdout) == (0, ""), ran.stdout + ran.stderr
    path.write_text(compose("github").replace("needs: check", "needs: chek"))
    assert "[job-needs]" in subprocess.run(asked, capture_output=True, text=True, check=False).stdout


WORKFLOW = yaml.safe_load(compose_ci("github", HERE))
ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))


def list_steps() -> Iterator[dict[str, Any]]:
    for job in WORKFLOW["jobs"].values():
        yield from job["steps"]
    yield from ACTION["runs"]["steps"]


def test_nothing_of_an_event_or_an_input_is_put_into_a_command() -> None:
    for step in list_steps():
        assert "${{" not in step.get("run", "")


def test_every_action_is_pinned_to_a_version() -> None:
    for step in list_steps():
        if "uses" in step:
            assert re.fullmatch(r"(actions|github)/[\w/-]+@(v\d+|[0-9a-f]{40})", step["uses"])


def test_who_reads_a_proposal_can_write_nothing() -> None:
    assert "pull_request_target" not in WORKFLOW[True]
    assert WORKFLOW["permissions"] == {}
    writing = {
        name: {key for key, value in job["permissions"].items() if value == "write"}
        for name, job in WORKFLOW["jobs"].items()
    }
    assert {name: rights for name, rights in writing.items() if rights} == {
        "comment": {"pull-requests"},
        "publish": {"pages", "id-token"},
        "remind": {"issues"},
    }
    for name in ("comment", "publish"):
        assert not [each for each in WORKFLOW["jobs"][name]["steps"] if "checkout" in each.get("uses", "")]
    assert "head.repo.full_name == github.repository" in WORKFLOW["jobs"]["comment"]["if"]
    assert "secrets." not in compose_ci("github", HERE)
    for name in ("publish", "remind", "deadlines", "build"):
        needs, condition = WORKFLOW["jobs"][name].get("needs", []), WORKFLOW["jobs"][name].get("if", "")
        assert "build" in needs or "github.event_name == 'push'" in condition or "schedule" in condition


def test_every_job_has_an_end_and_the_whole_history() -> None:
    for job in WORKFLOW["jobs"].values():
        assert job["timeout-minutes"] <= 60
    checkouts = [each for each in list_steps() if each.get("uses", "").startswith("actions/checkout")]
    assert len(checkouts) == 4
    for each in checkouts:
        assert each["with"] == {"fetch-depth": 0, "persist-credentials": False}
    assert 'GIT_DEPTH: "0"' in compose_ci("gitlab", HERE)
    assert "cloneOption(shallow: false" in compose_ci("jenkins", HERE)
    assert compose_ci("azure", HERE).count('fetchDepth: "0"') == 3


@pytest.mark.parametrize("system", [each for each in SYSTEMS if each != "pre-commit"])
def test_a_check_that_could_not_look_into_the_history_says_no(system: str) -> None:
    assert re.search("PLAYBOOK_REQUIRE(:| =) [\"']history[\"']", compose(system))


@pytest.mark.parametrize("system", ["github", "gitlab", "azure"])
def test_a_comment_says_what_changes(system: str) -> None:
    assert re.search("playbook diff .*--output-format markdown", compose(system))


def list_scripts(system: str) -> Iterator[str]:
    """Yield every script of a file."""
    data = yaml.safe_load(compose(system))
    if system == "gitlab":
        for job in data.values():
            lists = ("script", "before_script", "after_script") if isinstance(job, dict) else ()
            yield from (line for each in lists for line in job.get(each, ()))
        return
    jobs = data["jobs"].values() if system == "github" else data["jobs"]
    for step in (step for job in jobs for step in job["steps"]):
        yield from (step[each] for each in ("run", "bash") if each in step)


@pytest.mark.parametrize("system", ["github", "gitlab", "azure"])
def test_every_script_can_be_read_by_the_shell(system: str) -> None:
    scripts = list(list_scripts(system))
    assert len(scripts) >= 8
    for each in scripts:
        ran = subprocess.run(["bash", "-n"], input=each, capture_output=True, text=True, check=False)
        assert (ran.returncode, ran.stderr) == (0, ""), each


class Runner:
    """Runs the scripts of a job in a repository, as a runner would."""

    def __init__(self, folder: Path) -> None:
        self.folder = write_site(folder / "site", read_base())
        self.temp = folder / "temp"
        self.temp.mkdir()
        program = folder / "bin" / "playbook"
        write_site(folder, {"bin/playbook": f'#!/bin/sh\nexec "{sys.executable}" -m playbook "$@"\n'})
        program.chmod(0o755)
        self.environ = {
            **{name: value for name, value in os.environ.items() if not name.startswith("PLAYBOOK")},
            "PATH": f"{program.parent}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": str(ROOT),
            "RUNNER_TEMP": str(self.temp),
            "CI": "true",
            "GITHUB_ACTIONS": "true",
            "GITHUB_STEP_SUMMARY": str(self.temp / "summary.md"),
            "GITHUB_OUTPUT": str(self.temp / "output"),
            "GITHUB_ACTION_PATH": str(ROOT),
            **{name: str(value) for name, value in WORKFLOW["env"].items()},
        }
        self.run(
            "git init -q . && git add -A && git -c user.name=Ines -c user.email=i@x.example commit -qm first"
        )

    def run(self, script: str, **environ: str) -> subprocess.CompletedProcess[str]:
        """Run a script by bash, as GitHub's runner does when `shell: bash` is said."""
        return subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
            cwd=self.folder,
            env={**self.environ, **environ},
            capture_output=True,
            text=True,
            check=False,
        )

    def drop_owner(self) -> None:
        path = self.folder / "content/initiatives/crm.md"
        path.write_text(path.read_text().replace("owner: maya-okafor\nsponsor", "sponsor"))


def find_step(steps: list[dict[str, Any]], name: str) -> str:
    return next(str(each["run"]) for each in steps if each.get("name") == name)


CHECK = WORKFLOW["jobs"]["check"]["steps"]


@pytest.mark.parametrize("is_faulty", [False, True], ids=["complete", "faulty"])
def test_the_job_of_a_proposal_runs(tmp_path: Path, is_faulty: bool) -> None:
    runner = Runner(tmp_path)
    if is_faulty:
        runner.drop_owner()
    assert runner.run(find_step(CHECK, "No cache may lie in the repository")).returncode == 0
    checked = runner.run(find_step(CHECK, "Check"))
    assert checked.returncode == int(is_faulty), checked.stderr
    assert ("::error " in checked.stdout) == is_faulty
    summary = (runner.temp / "summary.md").read_text()
    built = runner.run(find_step(CHECK, "Build the preview"))
    assert built.returncode == 0, built.stderr
    assert (runner.folder / "build-preview" / "preview.txt").is_file()
    assert (runner.temp / "summary.md").read_text() == summary, "the preview adds nothing to the summary"
    said = runner.run(find_step(CHECK, "Say in words what changes"), BASE="HEAD")
    assert said.returncode == 0, said.stderr
    comment = (runner.temp / "comment.md").read_text()
    assert comment.startswith("<!-- playbook -->\n")
    assert "\n## playbook: " in comment
    assert ("owner" in comment.partition("\n## playbook: ")[0]) == is_faulty, "what changes stands before"
    assert ("PB105" in comment) == is_faulty


def test_a_cache_in_the_repository_stops_the_job(tmp_path: Path) -> None:
    runner = Runner(tmp_path)
    write_site(runner.folder, {".playbook-cache/x.sqlite": "forged"})
    runner.run("git add -f .playbook-cache")
    assert runner.run(find_step(CHECK, "No cache may lie in the repository")).returncode == 1


@pytest.mark.parametrize("job", ["build", "deadlines"])
def test_the_other_jobs_run(tmp_path: Path, job: str) -> None:
    script = str(
        WORKFLOW["jobs"][job]["steps"][-1].get("run") or find_step(WORKFLOW["jobs"][job]["steps"], "Build")
    )
    ran = Runner(tmp_path).run(script)
    assert ran.returncode == 0, ran.stdout + ran.stderr


ACTING = ACTION["runs"]["steps"]
HOSTILE = '$(touch "$RUNNER_TEMP/pwned"); `touch "$RUNNER_TEMP/pwned"` && touch pwned'


def test_the_action_takes_words_and_never_commands(tmp_path: Path) -> None:
    runner = Runner(tmp_path)
    runner.drop_owner()
    script = find_step(ACTING, "Check")
    assert runner.run(script, ARGS="", PATHS="").returncode == 1
    assert runner.run(script, ARGS="", PATHS="content/metrics\n").returncode == 0
    assert runner.run(script, ARGS="--output-format\nconcise\n", PATHS="").stdout.count(" error ") > 0
    for given in ({"ARGS": HOSTILE, "PATHS": ""}, {"ARGS": "", "PATHS": HOSTILE}):
        assert runner.run(script, **given).returncode == 2
    assert not list(runner.temp.glob("pwned"))
    assert not list(runner.folder.glob("pwned"))
    assert f"report={runner.temp}/playbook.md" in (runner.temp / "output").read_text().splitlines()
    assert runner.run(find_step(ACTING, "Build the preview")).returncode == 0
    assert "folder=build-preview" in (runner.temp / "output").read_text().splitlines()


def test_the_action_finds_the_preview_wherever_it_lies(tmp_path: Path) -> None:
    runner = Runner(tmp_path)
    settings = runner.folder / "playbook.toml"
    settings.write_text('preview = "out/pre"\n' + settings.read_text())
    write_site(runner.folder, {"talks/preview.txt": "What is shown on Friday\n"})
    assert runner.run(find_step(ACTING, "Build the preview")).returncode == 0
    assert (runner.temp / "output").read_text().splitlines() == ["folder=out/pre"]
