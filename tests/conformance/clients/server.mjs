/* server.mjs - a running `flw lsp` and the library by which VS Code talks to
 * such: every message goes through its types and its order. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import {
  StreamMessageReader,
  StreamMessageWriter,
  createProtocolConnection,
} from "vscode-languageserver-protocol/node";

/* What VS Code says of itself, as far as a server may care. */
export const capabilities = {
  general: { positionEncodings: ["utf-16"] },
  window: { workDoneProgress: true, showDocument: { support: true } },
  workspace: {
    applyEdit: true,
    configuration: true,
    workspaceFolders: true,
    workspaceEdit: { documentChanges: true, failureHandling: "undo" },
    didChangeConfiguration: { dynamicRegistration: true },
    didChangeWatchedFiles: { dynamicRegistration: true },
    symbol: { resolveSupport: { properties: ["location.range"] } },
    inlayHint: { refreshSupport: true },
    codeLens: { refreshSupport: true },
    fileOperations: { willRename: true, didRename: true },
  },
  textDocument: {
    synchronization: { didSave: true, willSave: true },
    publishDiagnostics: {
      relatedInformation: true,
      tagSupport: { valueSet: [1, 2] },
      versionSupport: true,
      codeDescriptionSupport: true,
      dataSupport: true,
    },
    completion: {
      contextSupport: true,
      completionItem: {
        snippetSupport: true,
        documentationFormat: ["markdown", "plaintext"],
        insertReplaceSupport: true,
        labelDetailsSupport: true,
        resolveSupport: { properties: ["documentation", "detail", "additionalTextEdits"] },
      },
    },
    hover: { contentFormat: ["markdown", "plaintext"] },
    signatureHelp: {
      signatureInformation: {
        documentationFormat: ["markdown", "plaintext"],
        parameterInformation: { labelOffsetSupport: true },
        activeParameterSupport: true,
      },
    },
    definition: { linkSupport: true },
    typeDefinition: { linkSupport: true },
    documentSymbol: { hierarchicalDocumentSymbolSupport: true },
    codeAction: {
      codeActionLiteralSupport: { codeActionKind: { valueSet: ["", "quickfix", "refactor", "source"] } },
      dataSupport: true,
      isPreferredSupport: true,
      resolveSupport: { properties: ["edit"] },
    },
    rename: { prepareSupport: true, prepareSupportDefaultBehavior: 1 },
    foldingRange: { lineFoldingOnly: true },
    semanticTokens: {
      requests: { range: true, full: true },
      tokenTypes: [],
      tokenModifiers: [],
      formats: ["relative"],
    },
    inlayHint: { resolveSupport: { properties: ["tooltip"] } },
  },
};

/* Rejects when it takes longer; how long nobody measures. */
export function within(promise, what, seconds = 20) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no ${what} in ${seconds} s`)), seconds * 1000);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

export class Server {
  constructor(flw, folder) {
    this.folder = folder;
    this.process = spawn(flw, ["lsp"], { stdio: ["pipe", "pipe", "inherit"] });
    this.ended = once(this.process, "exit");
    this.process.stdin.on("error", () => {});
    this.connection = createProtocolConnection(
      new StreamMessageReader(this.process.stdout),
      new StreamMessageWriter(this.process.stdin),
    );
    this.diagnostics = new Map(); /* by uri, the last that came */
    this.waiting = [];
    this.registered = [];
    this.sent = []; /* every publishDiagnostics */
    this.settings = {};
    this.connection.onNotification("textDocument/publishDiagnostics", (params) => {
      this.sent.push(params);
      this.diagnostics.set(params.uri, params);
      this.waiting = this.waiting.filter((one) => !one());
    });
    this.connection.onRequest("client/registerCapability", ({ registrations }) => {
      this.registered.push(...registrations);
      return null;
    });
    this.connection.onRequest("workspace/configuration", ({ items }) =>
      items.map((item) => (item.section === "flw" ? this.settings : null)),
    );
    this.connection.onRequest("window/workDoneProgress/create", () => null);
    this.connection.onRequest("workspace/inlayHint/refresh", () => null);
    this.connection.onRequest("workspace/codeLens/refresh", () => null);
    this.connection.onRequest("workspace/semanticTokens/refresh", () => null);
    this.connection.onRequest("workspace/diagnostic/refresh", () => null);
    this.connection.listen();
  }

  uri(file) {
    return pathToFileURL(path.join(this.folder, file)).href;
  }

  async initialize(more = {}) {
    const root = pathToFileURL(this.folder).href;
    const answer = await this.ask("initialize", {
      processId: process.pid,
      rootUri: root,
      workspaceFolders: [{ uri: root, name: "project" }],
      capabilities,
      ...more,
    });
    this.tell("initialized", {});
    this.capabilities = answer.capabilities;
    return answer;
  }

  ask(method, params, token) {
    /* An argument that is there counts, also where it is undefined. */
    const given = token ? [params, token] : params === undefined ? [] : [params];
    return within(this.connection.sendRequest(method, ...given), `answer to ${method}`);
  }

  tell(method, params) {
    return this.connection.sendNotification(method, params);
  }

  open(file, text = readFileSync(path.join(this.folder, file), "utf8")) {
    this.tell("textDocument/didOpen", {
      textDocument: { uri: this.uri(file), languageId: "flw", version: 1, text },
    });
    return text;
  }

  change(file, version, ...changes) {
    this.tell("textDocument/didChange", {
      textDocument: { uri: this.uri(file), version },
      contentChanges: changes,
    });
  }

  close(file) {
    this.tell("textDocument/didClose", { textDocument: { uri: this.uri(file) } });
  }

  /* The diagnostics of a file once they are as wanted. */
  until(file, wanted, what = "such diagnostics") {
    const found = () => this.diagnostics.get(this.uri(file));
    return within(
      new Promise((resolve) => {
        const look = () => {
          const good = found() && wanted(found().diagnostics, found());
          if (good) resolve(found().diagnostics);
          return good;
        };
        if (!look()) this.waiting.push(look);
      }),
      `${what} for ${file}`,
    ).catch((error) => {
      throw new Error(`${error.message}: ${JSON.stringify(found())?.slice(0, 600)}`);
    });
  }

  async shutdown() {
    await this.ask("shutdown");
    this.tell("exit");
    const [code, signal] = await within(this.ended, "exit");
    this.connection.dispose();
    return signal ?? code;
  }
}

/* ---- places in a text ---- */

export function positionAt(text, offset) {
  const before = text.slice(0, offset).split("\n");
  return { line: before.length - 1, character: before.at(-1).length };
}

export function offsetAt(text, { line, character }) {
  const lines = text.split("\n");
  return lines.slice(0, line).reduce((sum, one) => sum + one.length + 1, 0) + character;
}

/* Behind `text|`, where | stands for the place: "trips.fe|tch". */
export function place(text, marked) {
  const at = marked.indexOf("|");
  const found = text.indexOf(marked.replace("|", ""));
  if (at < 0 || found < 0) throw new Error(`no place ${marked}`);
  return positionAt(text, found + at);
}

/* The text after edits, which do not overlap. */
export function edited(text, edits) {
  const last = [...edits].sort((a, b) => offsetAt(text, b.range.start) - offsetAt(text, a.range.start));
  return last.reduce(
    (now, { range, newText }) =>
      now.slice(0, offsetAt(text, range.start)) + newText + now.slice(offsetAt(text, range.end)),
    text,
  );
}
