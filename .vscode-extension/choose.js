// Which folders are playbooks, which program is started, and what is said when it cannot be: no editor is known here.
"use strict";

const fs = require("node:fs");
const path = require("node:path");

/** The files by which a folder is known as a playbook, as the command line knows it too. */
const CONFIGURATIONS = ["playbook.toml", "pyproject.toml"];

/** Whether a file of this name with this text is a playbook's configuration. */
function isConfiguration(name, text) {
  return name === "playbook.toml" || (name === "pyproject.toml" && text.includes("[tool.playbook"));
}

/** The folders of those files that are a playbook's configuration, each once, the outermost first. */
function listRoots(files) {
  const found = new Set();
  for (const file of files) {
    if (isConfiguration(path.basename(file), readText(file))) found.add(path.dirname(file));
  }
  return [...found].sort((a, b) => a.split(path.sep).length - b.split(path.sep).length || (a < b ? -1 : 1));
}

function readText(file) {
  try {
    return fs.readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

/**
 * The program to start. `setting` is what the settings name, "" for nothing; `folders` are looked through, in
 * order, for a virtual environment. A name without a separator is left to the system's search path.
 */
function chooseProgram(setting, folders, platform = process.platform) {
  const asked = setting.trim();
  if (asked) {
    const isName = path.basename(asked) === asked;
    return isName || path.isAbsolute(asked) || !folders.length ? asked : path.join(folders[0], asked);
  }
  const inside = platform === "win32" ? ["Scripts", "playbook.exe"] : ["bin", "playbook"];
  const candidates = folders.map((folder) => path.join(folder, ".venv", ...inside));
  return candidates.find((each) => fs.existsSync(each)) ?? "playbook";
}

/** What to tell somebody whose server did not start. */
function explainFailure(program, error) {
  const found = /ENOENT/.test(String(error)) ? "was not found" : "did not start";
  const remedy = "install it with pip install 'playbook[lsp]', or name it in the setting playbook.path";
  return `The language server of playbook, ${program}, ${found}: ${remedy}.`;
}

module.exports = { CONFIGURATIONS, chooseProgram, explainFailure, isConfiguration, listRoots };
