/* requests.mjs FLW PROJECT OUT - every request that the server says it answers,
 * by the library that VS Code uses.
 *
 * Each is told what its answer must hold. OUT gets a transcript of each, and
 * answers.ts, in which every answer stands with the protocol's own type: a
 * field that is missing, misspelt or of another type is tsc's to find. */
import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { Server, edited, offsetAt, place } from "./server.mjs";

const [flw, project, out] = process.argv.slice(2);
const results = { passed: 0, failed: 0 };
const typed = [];

mkdirSync(path.join(out, "transcripts"), { recursive: true });

/* ---- what every check needs ---- */

const text = (file) => readFileSync(path.join(project, file), "utf8");
const main = text("main.flw");
const trips = text("trips.flw");
const broken = text("broken.flw");
const untidy = text("untidy.flw");
const everything = (of) => ({
  start: { line: 0, character: 0 },
  end: { line: of.split("\n").length, character: 0 },
});

function within(of, range) {
  return of.slice(offsetAt(of, range.start), offsetAt(of, range.end));
}

const list = (answer) => (answer === null ? [] : [answer].flat());
const uriOf = (one) => one.uri ?? one.targetUri;
const fileOf = (one) => path.basename(new URL(uriOf(one)).pathname);

/* {file: edits} of a WorkspaceEdit in either of its forms. */
function editsOf(edit) {
  const files = {};
  for (const [uri, edits] of Object.entries(edit.changes ?? {}))
    files[path.basename(new URL(uri).pathname)] = edits;
  for (const { textDocument, edits } of edit.documentChanges ?? [])
    files[path.basename(new URL(textDocument.uri).pathname)] = edits;
  return files;
}

function contains(whole, part) {
  assert.ok(whole.includes(part), `no \`${part}\` in: ${whole}`);
}

function at(file, of, marked) {
  return { textDocument: { uri: server.uri(file) }, position: place(of, marked) };
}

const wordsOf = (tokens, of) => {
  const words = [];
  let line = 0;
  let character = 0;
  for (let i = 0; i < tokens.length; i += 5) {
    character = tokens[i] ? tokens[i + 1] : character + tokens[i + 1];
    line += tokens[i];
    const start = offsetAt(of, { line, character });
    words.push({ word: of.slice(start, start + tokens[i + 2]), type: tokens[i + 3], line });
  }
  return words;
};

/* Applied, the text keeps its words: only blanks may change. */
function onlyBlanks(of, edits) {
  const bare = (some) => some.replace(/[\s,]/g, "");
  assert.equal(bare(edited(of, edits)), bare(of));
}

const server = new Server(flw, project);

/* ---- the requests: what says it, what is asked, what must come ---- */

const requests = [
  {
    name: "hover",
    covers: ["hoverProvider"],
    method: "textDocument/hover",
    type: "lsp.Hover | null",
    params: () => at("main.flw", main, "trips.fe|tch(region"),
    check(answer) {
      contains(answer.contents.value, "task fetch(");
      contains(answer.contents.value, "The trips of one day.");
      if (answer.range) assert.equal(within(main, answer.range), "fetch");
    },
  },
  {
    name: "hover over nothing",
    covers: [],
    method: "textDocument/hover",
    type: "lsp.Hover | null",
    params: () => at("main.flw", main, "## Cou|nts"),
    check: (answer) => assert.equal(answer, null),
  },
  {
    name: "definition",
    covers: ["definitionProvider"],
    method: "textDocument/definition",
    type: "lsp.Location | lsp.Location[] | lsp.LocationLink[] | null",
    params: () => at("main.flw", main, "trips.fe|tch(region"),
    check(answer) {
      const [one] = list(answer);
      assert.equal(fileOf(one), "trips.flw");
      assert.equal(within(trips, one.range ?? one.targetSelectionRange), "fetch");
    },
  },
  {
    name: "type definition",
    covers: ["typeDefinitionProvider"],
    method: "textDocument/typeDefinition",
    type: "lsp.Location | lsp.Location[] | lsp.LocationLink[] | null",
    params: () => at("main.flw", main, "fetch(reg|ion, day)"),
    check(answer) {
      const [one] = list(answer);
      assert.equal(fileOf(one), "trips.flw");
      assert.equal(within(trips, one.range ?? one.targetSelectionRange), "Region");
    },
  },
  {
    name: "references",
    covers: ["referencesProvider"],
    method: "textDocument/references",
    type: "lsp.Location[] | null",
    params: () => ({
      ...at("trips.flw", trips, "task fe|tch("),
      context: { includeDeclaration: true },
    }),
    check(answer) {
      assert.deepEqual(answer.map(fileOf).sort(), ["main.flw", "trips.flw", "untidy.flw"]);
      const there = answer.find((one) => fileOf(one) === "untidy.flw");
      assert.equal(within(untidy, there.range), "fetch");
    },
  },
  {
    name: "references without the declaration",
    covers: [],
    method: "textDocument/references",
    type: "lsp.Location[] | null",
    params: () => ({
      ...at("trips.flw", trips, "task fe|tch("),
      context: { includeDeclaration: false },
    }),
    check: (answer) =>
      assert.deepEqual(answer.map(fileOf).sort(), ["main.flw", "untidy.flw"]),
  },
  {
    name: "document highlight",
    covers: ["documentHighlightProvider"],
    method: "textDocument/documentHighlight",
    type: "lsp.DocumentHighlight[] | null",
    params: () => at("main.flw", main, "  ro|ws = "),
    check(answer) {
      assert.equal(answer.length, 2);
      for (const one of answer) assert.equal(within(main, one.range), "rows");
    },
  },
  {
    name: "prepare rename",
    covers: ["renameProvider"],
    method: "textDocument/prepareRename",
    type: "lsp.PrepareRenameResult | null",
    params: () => at("main.flw", main, "trips.fe|tch(region"),
    check: (answer) => assert.equal(within(main, answer.range ?? answer), "fetch"),
  },
  {
    name: "prepare rename of a word",
    covers: [],
    method: "textDocument/prepareRename",
    type: "lsp.PrepareRenameResult | null",
    params: () => at("main.flw", main, "work|flow one_day"),
    check: (answer) => assert.equal(answer, null),
  },
  {
    name: "rename",
    covers: ["renameProvider"],
    method: "textDocument/rename",
    type: "lsp.WorkspaceEdit | null",
    params: () => ({ ...at("main.flw", main, "trips.fe|tch(region"), newName: "load" }),
    check(answer) {
      const files = editsOf(answer);
      assert.deepEqual(Object.keys(files).sort(), ["main.flw", "trips.flw", "untidy.flw"]);
      assert.equal(
        edited(main, files["main.flw"]),
        main.replace("trips.fetch", "trips.load"),
      );
      contains(edited(trips, files["trips.flw"]), "task load(");
    },
  },
  {
    name: "rename to a name that is taken",
    covers: [],
    method: "textDocument/rename",
    params: () => ({ ...at("main.flw", main, "trips.fe|tch(region"), newName: "count" }),
    fails: true,
  },
  {
    name: "rename to what is no name",
    covers: [],
    method: "textDocument/rename",
    params: () => ({ ...at("main.flw", main, "trips.fe|tch(region"), newName: "1 2" }),
    fails: true,
  },
  {
    name: "document symbols",
    covers: ["documentSymbolProvider"],
    method: "textDocument/documentSymbol",
    type: "lsp.DocumentSymbol[] | lsp.SymbolInformation[] | null",
    params: () => ({ textDocument: { uri: server.uri("main.flw") } }),
    check(answer) {
      const names = answer.map((one) => one.name);
      for (const name of ["few", "one_day", "all_days", "nightly"])
        assert.ok(names.includes(name), name);
      for (const one of answer) contains(within(main, one.range), within(main, one.selectionRange));
    },
  },
  {
    name: "workspace symbols",
    covers: ["workspaceSymbolProvider"],
    method: "workspace/symbol",
    type: "lsp.SymbolInformation[] | lsp.WorkspaceSymbol[] | null",
    params: () => ({ query: "fetch" }),
    check(answer) {
      const found = answer.find((one) => one.name === "fetch");
      assert.equal(fileOf(found.location), "trips.flw");
    },
  },
  {
    name: "completion of a module's names",
    covers: ["completionProvider"],
    method: "textDocument/completion",
    type: "lsp.CompletionItem[] | lsp.CompletionList | null",
    params: () => at("main.flw", main, "n = trips.|count"),
    async check(answer) {
      const items = answer.items ?? answer;
      const labels = items.map((one) => one.label);
      for (const label of ["fetch", "count", "Region"]) assert.ok(labels.includes(label), label);
      assert.ok(!labels.includes("one_day"));
      if (!server.capabilities.completionProvider.resolveProvider) return;
      const item = items.find((one) => one.label === "fetch");
      const whole = await asked("completionItem/resolve", item, "lsp.CompletionItem");
      contains(JSON.stringify(whole.documentation), "The trips of one day");
    },
  },
  {
    name: "completion of arguments",
    covers: ["completionProvider"],
    method: "textDocument/completion",
    type: "lsp.CompletionItem[] | lsp.CompletionList | null",
    params: () => at("main.flw", main, "trips.fetch(|region"),
    check(answer) {
      const labels = (answer.items ?? answer).map((one) => one.label);
      for (const label of ["region", "day", "few"])
        assert.ok(labels.some((one) => one.startsWith(label)), `${label}: ${labels}`);
    },
  },
  {
    name: "signature help",
    covers: ["signatureHelpProvider"],
    method: "textDocument/signatureHelp",
    type: "lsp.SignatureHelp | null",
    params: () => at("main.flw", main, "trips.fetch(region, |day)"),
    check(answer) {
      contains(answer.signatures[0].label, "fetch(");
      const active = answer.signatures[0].activeParameter ?? answer.activeParameter;
      assert.equal(active, 1);
      const { label } = answer.signatures[0].parameters[active];
      const words = Array.isArray(label) ? answer.signatures[0].label.slice(...label) : label;
      contains(words, "day");
    },
  },
  {
    name: "formatting",
    covers: ["documentFormattingProvider"],
    method: "textDocument/formatting",
    type: "lsp.TextEdit[] | null",
    params: () => ({
      textDocument: { uri: server.uri("untidy.flw") },
      options: { tabSize: 8, insertSpaces: false },
    }),
    check: (answer) =>
      contains(
        edited(untidy, answer),
        "workflow untidy(day: datetime) -> (n: int) {\n  n = trips.count(trips.fetch(",
      ),
  },
  {
    name: "range formatting",
    covers: ["documentRangeFormattingProvider"],
    method: "textDocument/rangeFormatting",
    type: "lsp.TextEdit[] | null",
    params: () => ({
      textDocument: { uri: server.uri("untidy.flw") },
      range: { start: { line: 0, character: 0 }, end: { line: 2, character: 14 } },
      options: { tabSize: 2, insertSpaces: true },
    }),
    check(answer) {
      assert.notEqual(edited(untidy, answer), untidy);
      onlyBlanks(untidy, answer);
    },
  },
  {
    name: "formatting while typing",
    covers: ["documentOnTypeFormattingProvider"],
    method: "textDocument/onTypeFormatting",
    type: "lsp.TextEdit[] | null",
    params: () => ({
      ...at("untidy.flw", untidy, "return (n:n) }|"),
      ch: server.capabilities.documentOnTypeFormattingProvider.firstTriggerCharacter,
      options: { tabSize: 2, insertSpaces: true },
    }),
    check: (answer) => onlyBlanks(untidy, list(answer)),
  },
  {
    name: "folding",
    covers: ["foldingRangeProvider"],
    method: "textDocument/foldingRange",
    type: "lsp.FoldingRange[] | null",
    params: () => ({ textDocument: { uri: server.uri("main.flw") } }),
    check(answer) {
      const start = place(main, "|workflow one_day").line;
      const one = answer.find((range) => range.startLine === start);
      assert.ok(one.endLine >= place(main, "  return (n: n|)").line);
      for (const range of answer) assert.ok(range.startLine < range.endLine);
    },
  },
  {
    name: "selection",
    covers: ["selectionRangeProvider"],
    method: "textDocument/selectionRange",
    type: "lsp.SelectionRange[] | null",
    params: () => ({
      textDocument: { uri: server.uri("main.flw") },
      positions: [place(main, "trips.fetch(reg|ion"), place(main, "const f|ew")],
    }),
    check(answer) {
      assert.equal(answer.length, 2);
      assert.equal(within(main, answer[0].range), "region");
      for (const chain of answer) {
        let steps = 0;
        for (let one = chain; one.parent; one = one.parent, steps++)
          contains(within(main, one.parent.range), within(main, one.range));
        assert.ok(steps >= 2, "so few steps");
      }
    },
  },
  {
    name: "inlay hints",
    covers: ["inlayHintProvider"],
    method: "textDocument/inlayHint",
    type: "lsp.InlayHint[] | null",
    params: () => ({ textDocument: { uri: server.uri("main.flw") }, range: everything(main) }),
    check(answer) {
      const labels = answer.map(({ label }) =>
        typeof label === "string" ? label : label.map((part) => part.value).join(""),
      );
      assert.ok(labels.includes(": file<csv>"), labels.join(" "));
    },
  },
  {
    name: "inlay hints of one line",
    covers: ["inlayHintProvider"],
    method: "textDocument/inlayHint",
    type: "lsp.InlayHint[] | null",
    params() {
      const { line } = place(main, "  n = trips|");
      return {
        textDocument: { uri: server.uri("main.flw") },
        range: { start: { line, character: 0 }, end: { line: line + 1, character: 0 } },
      };
    },
    check(answer) {
      const { line } = place(main, "  n = trips|");
      assert.ok(answer.length > 0);
      for (const hint of answer) assert.equal(hint.position.line, line);
    },
  },
  {
    name: "document links",
    covers: ["documentLinkProvider"],
    method: "textDocument/documentLink",
    type: "lsp.DocumentLink[] | null",
    params: () => ({ textDocument: { uri: server.uri("main.flw") } }),
    check(answer) {
      assert.equal(answer.length, 1);
      assert.equal(answer[0].target, server.uri("trips.flw"));
      contains(within(main, answer[0].range), "./trips.flw");
    },
  },
  {
    name: "semantic tokens",
    covers: ["semanticTokensProvider"],
    method: "textDocument/semanticTokens/full",
    type: "lsp.SemanticTokens | null",
    params: () => ({ textDocument: { uri: server.uri("main.flw") } }),
    check(answer) {
      const { tokenTypes } = server.capabilities.semanticTokensProvider.legend;
      const words = wordsOf(answer.data, main);
      const typesOf = (word) =>
        words.filter((one) => one.word === word).map((one) => tokenTypes[one.type]);
      assert.deepEqual([...new Set(typesOf("fetch"))], ["function"]);
      assert.deepEqual([...new Set(typesOf("Region"))], ["enum"]);
      assert.ok(typesOf("nyc").includes("enumMember"));
    },
  },
  {
    name: "semantic tokens of a range",
    covers: ["semanticTokensProvider.range"],
    method: "textDocument/semanticTokens/range",
    type: "lsp.SemanticTokens | null",
    params: () => ({
      textDocument: { uri: server.uri("main.flw") },
      range: { start: place(main, "|workflow all_days"), end: place(main, "sf = one_day|") },
    }),
    check(answer) {
      const words = wordsOf(answer.data, main);
      const first = place(main, "|workflow all_days").line;
      const last = place(main, "sf = one_day|").line;
      assert.ok(words.some((one) => one.word === "all_days"));
      for (const one of words) assert.ok(one.line >= first && one.line <= last, one.word);
    },
  },
  {
    name: "code action that fixes a name",
    covers: ["codeActionProvider"],
    method: "textDocument/codeAction",
    type: "(lsp.Command | lsp.CodeAction)[] | null",
    params() {
      const { diagnostics } = server.diagnostics.get(server.uri("broken.flw"));
      const one = diagnostics.find((diagnostic) => diagnostic.code === "E0209");
      return {
        textDocument: { uri: server.uri("broken.flw") },
        range: one.range,
        context: { diagnostics: [one], only: ["quickfix"] },
      };
    },
    async check(answer) {
      const fix = answer.find((one) => one.title.includes("count"));
      const { edit } =
        fix.edit || !server.capabilities.codeActionProvider.resolveProvider
          ? fix
          : await asked("codeAction/resolve", fix, "lsp.CodeAction");
      assert.equal(
        edited(broken, editsOf(edit)["broken.flw"]),
        broken.replace("cuont", "count"),
      );
    },
  },
  {
    name: "code lenses",
    covers: ["codeLensProvider"],
    method: "textDocument/codeLens",
    type: "lsp.CodeLens[] | null",
    params: () => ({ textDocument: { uri: server.uri("main.flw") } }),
    async check(answer) {
      const commands = [];
      for (const lens of answer) {
        const whole = lens.command ? lens : await asked("codeLens/resolve", lens, "lsp.CodeLens");
        commands.push(whole.command.command);
        const { start } = lens.range;
        if (whole.command.command === "flw.run")
          assert.ok(/^(workflow|launch|task)/.test(main.split("\n")[start.line]));
      }
      assert.ok(commands.includes("flw.run"), commands.join(" "));
      assert.ok(commands.includes("flw.graph"), commands.join(" "));
    },
  },
  {
    name: "call hierarchy",
    covers: ["callHierarchyProvider"],
    method: "textDocument/prepareCallHierarchy",
    type: "lsp.CallHierarchyItem[] | null",
    params: () => at("main.flw", main, "workflow one|_day"),
    async check([item]) {
      assert.equal(item.name, "one_day");
      const out_of = await asked(
        "callHierarchy/outgoingCalls",
        { item },
        "lsp.CallHierarchyOutgoingCall[] | null",
      );
      assert.deepEqual(out_of.map((one) => one.to.name).sort(), ["count", "fetch"]);
      for (const one of out_of)
        for (const range of one.fromRanges) contains(within(main, range), one.to.name);
      const into = await asked(
        "callHierarchy/incomingCalls",
        { item },
        "lsp.CallHierarchyIncomingCall[] | null",
      );
      assert.deepEqual(into.map((one) => one.from.name), ["all_days"]);
      assert.equal(into[0].fromRanges.length, 2);
    },
  },
  {
    name: "diagnostics that are asked for",
    covers: ["diagnosticProvider"],
    method: "textDocument/diagnostic",
    type: "lsp.DocumentDiagnosticReport",
    params: () => ({ textDocument: { uri: server.uri("broken.flw") } }),
    check: (answer) => assert.equal(answer.items.length, 2),
  },
  {
    name: "files that will be renamed",
    covers: ["workspace.fileOperations.willRename"],
    method: "workspace/willRenameFiles",
    type: "lsp.WorkspaceEdit | null",
    params: () => ({
      files: [{ oldUri: server.uri("trips.flw"), newUri: server.uri("rides.flw") }],
    }),
    check(answer) {
      const files = editsOf(answer);
      contains(edited(main, files["main.flw"]), '"./rides.flw"');
    },
  },
  {
    name: "a command that does not exist",
    covers: ["executeCommandProvider"],
    method: "workspace/executeCommand",
    params: () => ({ command: "no.such", arguments: [] }),
    fails: true,
  },
  {
    name: "a method that does not exist",
    covers: [],
    method: "textDocument/noSuch",
    params: () => ({}),
    fails: true,
    code: -32601,
  },
];

/* ---- asking ---- */

let transcript;

async function asked(method, params, type) {
  transcript.push(`--> ${method} ${JSON.stringify(params, null, 1)}`);
  try {
    const answer = await server.ask(method, params);
    transcript.push(`<-- ${JSON.stringify(answer, null, 1)}`);
    if (type) typed.push({ type, answer });
    return answer;
  } catch (error) {
    transcript.push(`<-- error ${error.code}: ${error.message}`);
    throw error;
  }
}

async function one({ name, method, type, params, check, fails, code }) {
  transcript = [];
  const file = path.join(out, "transcripts", `${name.replaceAll(" ", "-")}.txt`);
  try {
    if (fails) {
      const refused = (error) => code === undefined || error.code === code;
      await assert.rejects(asked(method, params()), refused);
    } else {
      await check(await asked(method, params(), type));
    }
    results.passed++;
  } catch (error) {
    results.failed++;
    console.log(`clients: ${name}: ${error.message}\n${transcript.join("\n").slice(0, 3000)}`);
  }
  writeFileSync(file, transcript.join("\n").replaceAll(server.uri(""), "project/") + "\n");
}

/* What the server says, as "hoverProvider", "workspace.fileOperations.…". */
function said(capabilities) {
  const names = Object.keys(capabilities).filter(
    (name) => name.endsWith("Provider") && capabilities[name],
  );
  if (capabilities.semanticTokensProvider?.range) names.push("semanticTokensProvider.range");
  for (const name of Object.keys(capabilities.workspace?.fileOperations ?? {}))
    if (name.startsWith("will")) names.push(`workspace.fileOperations.${name}`);
  return names;
}

const answer = await server.initialize();
typed.push({ type: "lsp.InitializeResult", answer });
for (const file of ["main.flw", "broken.flw", "untidy.flw", "trips.flw"]) server.open(file);
await server.until("broken.flw", (found) => found.length === 2);
await server.until("main.flw", (found) => found.length === 0);

const names = said(server.capabilities);
for (const request of requests)
  if (request.covers.every((name) => names.includes(name))) await one(request);

const covered = new Set(requests.flatMap((request) => request.covers));
for (const name of names) {
  if (covered.has(name)) continue;
  results.failed++;
  console.log(`clients: the server says ${name}, and nothing here asks for it`);
}

for (const params of server.sent)
  typed.push({ type: "lsp.PublishDiagnosticsParams", answer: params });
const status = await server.shutdown();
if (status !== 0) {
  results.failed++;
  console.log(`clients: after shutdown and exit the server ended with ${status}`);
}

writeFileSync(
  path.join(out, "answers.ts"),
  'import type * as lsp from "vscode-languageserver-protocol";\n' +
    typed
      .map(({ type, answer }, i) => `export const answer${i}: ${type} = ${JSON.stringify(answer)};\n`)
      .join(""),
);
console.log(`${results.passed} ${results.failed}`);
process.exit(results.failed ? 1 : 0);
