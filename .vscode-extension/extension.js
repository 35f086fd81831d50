// The client of `playbook lsp`: started in a trusted folder that holds a playbook, restarted when asked to.
"use strict";

const vscode = require("vscode");
const { LanguageClient } = require("vscode-languageclient/node");
const { CONFIGURATIONS, chooseProgram, explainFailure, listRoots } = require("./choose");

const PASSED_BY = "**/{node_modules,.venv,.git,build}/**";
const MANY = 50;

let client;
/** One thing after the other: a restart waits for the start before it. */
let turn = Promise.resolve();

function inTurn(work) {
  turn = turn.then(work, work);
  return turn;
}

async function findRoots() {
  const found = await vscode.workspace.findFiles(`**/{${CONFIGURATIONS.join(",")}}`, PASSED_BY, MANY);
  return listRoots(found.map((each) => each.fsPath));
}

async function start() {
  if (client || !vscode.workspace.isTrusted) return;
  const roots = await findRoots();
  if (!roots.length) return;
  const folders = (vscode.workspace.workspaceFolders ?? []).map((each) => each.uri.fsPath);
  const setting = vscode.workspace.getConfiguration("playbook").get("path", "");
  const command = chooseProgram(setting, [...folders, ...roots]);
  // Without a transport that is named: for stdio the client would add an argument that playbook does not know.
  const server = { command, args: ["lsp"], options: { cwd: roots[0] } };
  const began = new LanguageClient("playbook", "Playbook", server, {
    documentSelector: [{ scheme: "file", language: "markdown" }],
  });
  try {
    await began.start();
    client = began;
  } catch (error) {
    vscode.window.showErrorMessage(explainFailure(command, error));
  }
}

async function stop() {
  const ended = client;
  client = undefined;
  await ended?.stop();
}

async function restart() {
  await stop();
  await start();
}

function activate(context) {
  const watcher = vscode.workspace.createFileSystemWatcher("**/playbook.toml", false, true, true);
  context.subscriptions.push(
    vscode.commands.registerCommand("playbook.restart", () => inTurn(restart)),
    vscode.workspace.onDidGrantWorkspaceTrust(() => inTurn(start)),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration("playbook.path")) inTurn(restart);
    }),
    watcher,
    watcher.onDidCreate(() => inTurn(start)),
  );
  return inTurn(start);
}

function deactivate() {
  return inTurn(stop);
}

module.exports = { activate, deactivate };
