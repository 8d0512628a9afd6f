/* extension.js - starts `flw lsp` and adds three commands: run, graph,
 * restart. What the language means is the server's business alone. */
"use strict";

const vscode = require("vscode");
const path = require("node:path");
const { execFile } = require("node:child_process");
const { LanguageClient } = require("vscode-languageclient/node");
const { inputsOf, argumentOf, problemOf } = require("./inputs");
const { page } = require("./page");

let client;
let output;

/* ---- the program ---- */

function settings(uri) {
  return vscode.workspace.getConfiguration("flw", uri);
}

function folderOf(uri) {
  const folder =
    (uri && vscode.workspace.getWorkspaceFolder(uri)) ||
    vscode.workspace.workspaceFolders?.[0];
  if (folder) return folder.uri.fsPath;
  return uri?.scheme === "file" ? path.dirname(uri.fsPath) : undefined;
}

function program(uri) {
  const given = settings(uri).get("path") || "flw";
  return given.replaceAll("${workspaceFolder}", folderOf(uri) ?? "");
}

/* Runs flw to its end; what it printed, or its error in its own words. */
function ask(uri, args) {
  return new Promise((resolve, reject) => {
    const options = { cwd: folderOf(uri), maxBuffer: 64 * 1024 * 1024 };
    execFile(program(uri), args, options, (error, stdout, stderr) => {
      if (!error) resolve(stdout);
      else if (error.code === "ENOENT") reject(new Error(missing(uri)));
      else reject(new Error(stderr.trim() || error.message));
    });
  });
}

function missing(uri) {
  return `There is no program \`${program(uri)}\`. Install flw, or name it in the setting flw.path.`;
}

async function tellMissing(why) {
  const open = "Open Settings";
  const answer = await vscode.window.showErrorMessage(why, open);
  if (answer === open)
    vscode.commands.executeCommand("workbench.action.openSettings", "flw.path");
}

/* ---- the server ---- */

async function start() {
  if (!vscode.workspace.isTrusted || client) return;
  try {
    await ask(undefined, ["--version"]);
  } catch (error) {
    output.error(error.message);
    tellMissing(error.message);
    return;
  }
  const run = {
    command: program(),
    args: ["lsp"],
    options: { cwd: folderOf() },
  };
  client = new LanguageClient(
    "flw",
    "flw",
    { run, debug: run },
    {
      documentSelector: [
        { language: "flw", scheme: "file" },
        { language: "flw", scheme: "untitled" },
      ],
      outputChannel: output,
      synchronize: { configurationSection: "flw" },
      initializationOptions: settings(),
    },
  );
  await client.start();
}

async function stop() {
  const old = client;
  client = undefined;
  await old?.dispose();
}

async function restart() {
  await stop();
  await start();
}

/* ---- which workflow ---- */

/* Lenses name a file and a workflow; menus a file, the palette nothing. */
async function target(given, name, kinds) {
  const uri = uriOf(given?.uri ?? given);
  if (!uri) {
    vscode.window.showInformationMessage("Open a .flw file first.");
    return undefined;
  }
  const entity = name ?? given?.name ?? (await pick(uri, kinds));
  return entity && { uri, entity };
}

function uriOf(given) {
  if (given instanceof vscode.Uri) return given;
  if (typeof given === "string") return vscode.Uri.parse(given);
  const document = vscode.window.activeTextEditor?.document;
  return document?.languageId === "flw" ? document.uri : undefined;
}

async function pick(uri, kinds) {
  const text = (await vscode.workspace.openTextDocument(uri)).getText();
  const found = [];
  for (const line of text.split(/\r\n|\n|\r/)) {
    const match = /^\s*(task|workflow|launch)\s+([a-z_]\w*)/.exec(line);
    if (match && kinds.includes(match[1]))
      found.push({ label: match[2], description: match[1] });
  }
  found.sort((a, b) => kinds.indexOf(a.description) - kinds.indexOf(b.description));
  if (found.length === 1) return found[0].label;
  if (found.length === 0) {
    vscode.window.showInformationMessage(`No ${kinds[0]} in this file.`);
    return undefined;
  }
  return (await vscode.window.showQuickPick(found, { title: "flw" }))?.label;
}

/* ---- running ---- */

async function askFor(input, step, steps) {
  const title = `${input.name} (${step} of ${steps})`;
  if (input.choices) {
    const items = input.choices.map((label) => ({
      label,
      description: label === input.value ? "default" : "",
    }));
    const chosen = await vscode.window.showQuickPick(items, {
      title,
      placeHolder: input.about,
    });
    return chosen?.label;
  }
  return vscode.window.showInputBox({
    title,
    prompt: input.about || input.type,
    value: input.value,
    placeHolder: input.example,
    ignoreFocusOut: true,
    validateInput: (text) => problemOf(input, text),
  });
}

/* Undefined when the user gave up. */
async function askForAll(uri, entity) {
  const about = ["inputs", uri.fsPath, entity];
  const schema = JSON.parse(await ask(uri, [...about, "--schema"]));
  const inputs = inputsOf(schema, JSON.parse(await ask(uri, about)));
  const args = [];
  for (const [i, input] of inputs.entries()) {
    const text = await askFor(input, i + 1, inputs.length);
    if (text === undefined) return undefined;
    args.push(...argumentOf(input, text));
  }
  return args;
}

async function run(given, name) {
  const chosen = await target(given, name, ["workflow", "launch", "task"]);
  if (!chosen) return;
  const { uri, entity } = chosen;
  await (await vscode.workspace.openTextDocument(uri)).save();
  const args = await askForAll(uri, entity);
  if (!args) return;
  const all = ["run", uri.fsPath, entity, ...args, ...settings(uri).get("run.arguments", [])];
  const task = new vscode.Task(
    { type: "flw", entity },
    vscode.workspace.getWorkspaceFolder(uri) ?? vscode.TaskScope.Workspace,
    entity,
    "flw run",
    /* No shell in between: a value stays one argument, whatever it holds. */
    new vscode.ProcessExecution(program(uri), all, { cwd: folderOf(uri) }),
  );
  task.presentationOptions = {
    panel: vscode.TaskPanelKind.Dedicated,
    clear: true,
  };
  await vscode.tasks.executeTask(task);
}

/* ---- the graph ---- */

const graphs = new Map();

function isDark() {
  const { Dark, HighContrast } = vscode.ColorThemeKind;
  return [Dark, HighContrast].includes(vscode.window.activeColorTheme.kind);
}

async function draw(panel, { uri, entity }) {
  try {
    const args = ["graph", "--format", "svg", uri.fsPath, entity];
    panel.webview.html = page(entity, await ask(uri, args), isDark());
  } catch (error) {
    panel.webview.html = page(entity, undefined, isDark(), error.message);
  }
}

async function graph(given, name) {
  const chosen = await target(given, name, ["workflow", "launch"]);
  if (!chosen) return;
  const key = `${chosen.uri} ${chosen.entity}`;
  let panel = graphs.get(key)?.panel;
  if (!panel) {
    panel = vscode.window.createWebviewPanel("flw.graph", chosen.entity, {
      viewColumn: vscode.ViewColumn.Beside,
      preserveFocus: true,
    });
    panel.onDidDispose(() => graphs.delete(key));
    graphs.set(key, { panel, chosen });
  }
  panel.reveal(undefined, true);
  await draw(panel, chosen);
}

function drawAll() {
  for (const { panel, chosen } of graphs.values()) draw(panel, chosen);
}

/* ---- who uses it: a lens of the server ---- */

function references(uri, position, locations) {
  const { asPosition, asLocation } = client.protocol2CodeConverter;
  return vscode.commands.executeCommand(
    "editor.action.showReferences",
    vscode.Uri.parse(uri),
    asPosition(position),
    locations.map(asLocation),
  );
}

/* ---- the whole ---- */

/* What a command could not do is told where its user looks. */
function telling(command) {
  return async (...args) => {
    try {
      await command(...args);
    } catch (error) {
      output.error(error);
      vscode.window.showErrorMessage(`flw: ${error.message}`);
    }
  };
}

async function activate(context) {
  output = vscode.window.createOutputChannel("flw", { log: true });
  context.subscriptions.push(
    output,
    vscode.commands.registerCommand("flw.run", telling(run)),
    vscode.commands.registerCommand("flw.graph", telling(graph)),
    vscode.commands.registerCommand("flw.references", telling(references)),
    vscode.commands.registerCommand("flw.restart", telling(restart)),
    vscode.commands.registerCommand("flw.output", () => output.show()),
    vscode.workspace.onDidGrantWorkspaceTrust(telling(start)),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration("flw.path")) telling(restart)();
    }),
    vscode.workspace.onDidSaveTextDocument((document) => {
      if (document.languageId === "flw") drawAll();
    }),
    vscode.window.onDidChangeActiveColorTheme(drawAll),
  );
  await telling(start)();
}

module.exports = { activate, deactivate: stop };
