// What the extension decides before it meets an editor, with real folders. Run by tests/test_vscode_extension.py.
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, test } from "node:test";
import choose from "../../.vscode-extension/choose.js";

let folder;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "choose-"))));
afterEach(() => rmSync(folder, { recursive: true }));

function write(name, text = "") {
  const file = join(folder, name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}

test("a playbook is known by its configuration", () => {
  assert.ok(choose.isConfiguration("playbook.toml", ""));
  assert.ok(choose.isConfiguration("pyproject.toml", "[tool.playbook]\n"));
  assert.ok(choose.isConfiguration("pyproject.toml", "[tool.playbook.site]\n"));
  assert.ok(!choose.isConfiguration("pyproject.toml", "[tool.ruff]\n"));
  assert.ok(!choose.isConfiguration("other.toml", "[tool.playbook]\n"));
});

test("folders are listed once, the outermost first, and only those of a playbook", () => {
  const files = [
    write("b/c/playbook.toml"),
    write("a/playbook.toml"),
    write("a/pyproject.toml", "[tool.playbook]\n"),
    write("d/pyproject.toml", "[project]\n"),
    join(folder, "gone", "pyproject.toml"),
  ];
  assert.deepEqual(choose.listRoots(files), [join(folder, "a"), join(folder, "b", "c")]);
});

test("the environment of the first folder that has one is taken", () => {
  const [first, second] = [join(folder, "first"), join(folder, "second")];
  assert.equal(choose.chooseProgram("", [first, second], "linux"), "playbook");
  const mine = write("second/.venv/bin/playbook");
  assert.equal(choose.chooseProgram("", [first, second], "linux"), mine);
  assert.equal(choose.chooseProgram("  ", [first, second], "linux"), mine);
  assert.equal(choose.chooseProgram("", [first, second], "win32"), "playbook");
  const windows = write("first/.venv/Scripts/playbook.exe");
  assert.equal(choose.chooseProgram("", [first, second], "win32"), windows);
});

test("what the settings name goes before it", () => {
  write(".venv/bin/playbook");
  assert.equal(choose.chooseProgram("playbook-next", [folder], "linux"), "playbook-next");
  assert.equal(choose.chooseProgram(join(folder, "x", "playbook"), [folder], "linux"), join(folder, "x", "playbook"));
  assert.equal(choose.chooseProgram("tools/playbook", [folder], "linux"), join(folder, "tools", "playbook"));
  assert.equal(choose.chooseProgram("tools/playbook", [], "linux"), "tools/playbook");
});

test("a failure says what to do", () => {
  assert.match(choose.explainFailure("playbook", new Error("spawn playbook ENOENT")), /was not found: install it/);
  assert.match(choose.explainFailure("playbook", new Error("exit 2")), /did not start: .*playbook\.path/);
});
