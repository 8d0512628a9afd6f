/* sessions.mjs FLW PROJECT - what takes more than one request: cancellation,
 * files that change under the server, settings, encodings, beginning and end.
 * PROJECT is made anew by whoever calls; each test has a copy and a server. */
import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { CancellationTokenSource } from "vscode-languageserver-protocol/node";
import { Server, capabilities, place } from "./server.mjs";

const [flw, project] = process.argv.slice(2);
const results = { passed: 0, failed: 0 };
const CANCELLED = -32800;
const DELETED = 3;
const CREATED = 1;
const CHANGED = 2;

async function session(name, test, start = {}) {
  const folder = mkdtempSync(path.join(tmpdir(), "flw-session-"));
  cpSync(project, folder, { recursive: true });
  const server = new Server(flw, folder);
  try {
    if (start) await server.initialize(start);
    await test(server, folder);
    if (server.process.exitCode === null) assert.equal(await server.shutdown(), 0, "exit status");
    results.passed++;
  } catch (error) {
    results.failed++;
    console.log(`clients: ${name}: ${error.stack.slice(0, 1500)}`);
    server.process.kill("SIGKILL");
  }
  rmSync(folder, { recursive: true, force: true });
}

const read = (folder, file) => readFileSync(path.join(folder, file), "utf8");
const none = (found) => found.length === 0;

function hoverAt(server, file, text, marked) {
  return {
    textDocument: { uri: server.uri(file) },
    position: place(text, marked),
  };
}

function watched(server, ...changes) {
  server.tell("workspace/didChangeWatchedFiles", {
    changes: changes.map(([file, type]) => ({ uri: server.uri(file), type })),
  });
}

/* ---- cancellation ---- */

await session("a storm of cancellations", async (server, folder) => {
  const text = server.open("main.flw");
  await server.until("main.flw", none);
  const methods = ["hover", "completion", "definition", "signatureHelp", "documentHighlight"];
  const asked = [];
  for (let i = 0; i < 3000; i++) {
    const source = new CancellationTokenSource();
    asked.push(
      server
        .ask(
          `textDocument/${methods[i % methods.length]}`,
          hoverAt(server, "main.flw", text, "trips.fe|tch("),
          source.token,
        )
        .then(
          () => "answered",
          (error) => (error.code === CANCELLED ? "cancelled" : error),
        ),
    );
    if (i % 3 !== 0) source.cancel();
    /* What is typed in between makes every answer anew. */
    if (i % 100 === 0) {
      const start = { line: 0, character: 2 };
      server.change("main.flw", 2 + i / 100, { range: { start, end: start }, text: " " });
    }
  }
  const ends = await Promise.all(asked);
  const count = (end) => ends.filter((one) => one === end).length;
  assert.deepEqual(ends.filter((one) => one instanceof Error), []);
  assert.ok(count("answered") >= 1000, `${count("answered")} answered`);
  assert.equal(count("answered") + count("cancelled"), 3000);
  assert.ok(count("cancelled") > 0, "none was cancelled");
  const last = await server.ask(
    "textDocument/hover",
    hoverAt(server, "main.flw", text, "trips.fe|tch("),
  );
  assert.match(last.contents.value, /task fetch\(/);
  assert.equal(read(folder, "main.flw"), text);
});

await session("cancellation of what is not there", async (server) => {
  for (const id of [7, -1, "no such", 2 ** 31]) server.tell("$/cancelRequest", { id });
  const text = server.open("main.flw");
  const params = hoverAt(server, "main.flw", text, "trips.fe|tch(");
  assert.ok(await server.ask("textDocument/hover", params));
  server.tell("$/cancelRequest", { id: 1 });
  assert.ok(await server.ask("textDocument/hover", params));
});

/* ---- typing ---- */

await session("after 500 keystrokes the last version is what is told", async (server) => {
  const text = server.open("broken.flw");
  const end = place(text, "m = trips.cuont(day)|");
  for (let version = 2; version <= 500; version++)
    server.change("broken.flw", version, {
      range: { start: { ...end, character: end.character - 1 }, end },
      text: version % 2 ? ")" : "]",
    });
  server.change("broken.flw", 501, { text: text.replaceAll("day)", "trips.fetch(trips.Region.sf, day))").replace("cuont", "count") });
  const found = await server.until("broken.flw", (_, told) => told.version === 501);
  assert.deepEqual(found.filter((one) => one.severity === 1), []);
  const versions = server.sent.filter((one) => one.uri === server.uri("broken.flw"));
  for (let i = 1; i < versions.length; i++)
    assert.ok(versions[i].version >= versions[i - 1].version, "an older version later");
});

await session("an unsaved buffer counts, in the files that import it", async (server) => {
  server.open("main.flw");
  await server.until("main.flw", none);
  const text = server.open("trips.flw");
  server.change("trips.flw", 2, { text: text.replace("task fetch(", "task load(") });
  await server.until("main.flw", (found) => found.length > 0);
  server.change("trips.flw", 3, { text });
  await server.until("main.flw", none);
  server.change("trips.flw", 4, { text: "" });
  await server.until("main.flw", (found) => found.length > 0);
  /* Closed without being saved: the file counts again. */
  server.close("trips.flw");
  await server.until("main.flw", none);
});

/* ---- files under the server ---- */

await session("a file that is imported is deleted, and comes back", async (server, folder) => {
  server.open("main.flw");
  await server.until("main.flw", none);
  const text = read(folder, "trips.flw");
  rmSync(path.join(folder, "trips.flw"));
  watched(server, ["trips.flw", DELETED]);
  await server.until("main.flw", (found) => found.length > 0);
  writeFileSync(path.join(folder, "trips.flw"), text);
  watched(server, ["trips.flw", CREATED]);
  await server.until("main.flw", none);
});

await session("a file that is imported is changed by another program", async (server, folder) => {
  server.open("main.flw");
  await server.until("main.flw", none);
  const text = read(folder, "trips.flw");
  writeFileSync(path.join(folder, "trips.flw"), text.replace("task fetch(", "task load("));
  watched(server, ["trips.flw", CHANGED]);
  await server.until("main.flw", (found) => found.length > 0);
  writeFileSync(path.join(folder, "trips.flw"), text);
  watched(server, ["trips.flw", CHANGED]);
  await server.until("main.flw", none);
});

await session("a file is renamed under the server", async (server, folder) => {
  const text = server.open("main.flw");
  await server.until("main.flw", none);
  renameSync(path.join(folder, "trips.flw"), path.join(folder, "rides.flw"));
  watched(server, ["trips.flw", DELETED], ["rides.flw", CREATED]);
  await server.until("main.flw", (found) => found.length > 0);
  server.change("main.flw", 2, { text: text.replace("./trips.flw", "./rides.flw") });
  await server.until("main.flw", none);
  const answer = await server.ask(
    "textDocument/definition",
    hoverAt(server, "main.flw", text, "trips.fe|tch("),
  );
  const [one] = [answer].flat();
  assert.equal(one.uri ?? one.targetUri, server.uri("rides.flw"));
});

await session("an open file is deleted: its buffer lives on", async (server, folder) => {
  const text = server.open("broken.flw");
  await server.until("broken.flw", (found) => found.length === 2);
  rmSync(path.join(folder, "broken.flw"));
  watched(server, ["broken.flw", DELETED]);
  server.change("broken.flw", 2, { text: text.replace("cuont", "count") });
  await server.until("broken.flw", (_, told) => told.version === 2);
  assert.ok(await server.ask("textDocument/hover", hoverAt(server, "broken.flw", text, "trips.cou|nt(")));
  /* Closed, it is gone: nothing may be left to see of it. */
  server.close("broken.flw");
  await server.until("broken.flw", none);
});

await session("the whole project is deleted", async (server, folder) => {
  const text = server.open("main.flw");
  await server.until("main.flw", none);
  rmSync(folder, { recursive: true });
  watched(server, ["main.flw", DELETED], ["trips.flw", DELETED]);
  await server.until("main.flw", (found) => found.length > 0);
  await server.ask("workspace/symbol", { query: "" });
  await server.ask("textDocument/references", {
    ...hoverAt(server, "main.flw", text, "workflow one|_day"),
    context: { includeDeclaration: true },
  });
});

await session("a folder, a device and a huge name where files were", async (server, folder) => {
  server.open("main.flw");
  await server.until("main.flw", none);
  rmSync(path.join(folder, "trips.flw"));
  cpSync(folder, path.join(tmpdir(), "flw-x"), { recursive: true });
  renameSync(path.join(tmpdir(), "flw-x"), path.join(folder, "trips.flw"));
  watched(server, ["trips.flw", CHANGED]);
  await server.until("main.flw", (found) => found.length > 0);
  server.tell("textDocument/didOpen", {
    textDocument: { uri: `file:///${"a".repeat(5000)}.flw`, languageId: "flw", version: 1, text: "const a = 1\n" },
  });
  server.tell("textDocument/didOpen", {
    textDocument: { uri: "untitled:Untitled-1", languageId: "flw", version: 1, text: "const = \n" },
  });
  server.tell("textDocument/didOpen", {
    textDocument: { uri: "file:///dev/zero", languageId: "flw", version: 1, text: 'import "/dev/zero" as x\n' },
  });
  await server.ask("workspace/symbol", { query: "a" });
});

/* ---- what is agreed on at the beginning ---- */

for (const encoding of ["utf-8", "utf-16", "utf-32"]) {
  const general = { positionEncodings: [encoding] };
  await session(
    `positions in ${encoding}`,
    async (server) => {
      assert.equal(server.capabilities.positionEncoding, encoding);
      const line = 'workflow w(n: int) -> (n: int) { x = t("é😀", n) return (n: x) }';
      server.open(
        "signs.flw",
        `task t(s: string, n: int) -> (n: int)\nusing shell { image: "a:1", script: r"echo $n > $n" }\n${line}\n`,
      );
      const units = {
        "utf-8": (text) => Buffer.byteLength(text),
        "utf-16": (text) => text.length,
        "utf-32": (text) => [...text].length,
      }[encoding];
      const at = line.indexOf(", n)") + 2;
      const [first] = await server.ask("textDocument/documentHighlight", {
        textDocument: { uri: server.uri("signs.flw") },
        position: { line: 2, character: units(line.slice(0, at)) },
      }).then((found) => found.filter((one) => one.range.start.character > 20));
      assert.equal(first.range.start.character, units(line.slice(0, at)));
      assert.equal(first.range.end.character, units(line.slice(0, at + 1)));
    },
    { capabilities: { ...capabilities, general } },
  );
}

const hints = (server) =>
  server.ask("textDocument/inlayHint", {
    textDocument: { uri: server.uri("main.flw") },
    range: { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } },
  });

await session(
  "settings, at the beginning and later",
  async (server) => {
    server.open("main.flw");
    server.settings = { inlayHints: { types: false, inputs: false, nodes: false } };
    assert.deepEqual(await hints(server), []);
    const later = { inlayHints: { types: true, inputs: true, nodes: true } };
    server.settings = later;
    server.tell("workspace/didChangeConfiguration", { settings: { flw: later } });
    for (let i = 0; (await hints(server)).length === 0; i++) assert.ok(i < 500, "no hints");
  },
  { initializationOptions: { inlayHints: { types: false, inputs: false, nodes: false } } },
);

await session("progress, for a client that asks for it", async (server) => {
  server.open("main.flw");
  const said = [];
  server.connection.onNotification("$/progress", (params) => said.push(params));
  await server.ask("workspace/symbol", { query: "", workDoneToken: "mine" });
  const mine = said.filter((one) => one.token === "mine").map((one) => one.value.kind);
  assert.equal(mine[0], "begin");
  assert.equal(mine.at(-1), "end");
});

await session("files are watched", async (server) => {
  server.open("main.flw");
  await server.until("main.flw", none);
  const one = server.registered.find(({ method }) => method === "workspace/didChangeWatchedFiles");
  assert.ok(JSON.stringify(one.registerOptions).includes(".flw"));
});

/* ---- beginning and end ---- */

const codeOf = (promise) => promise.then(() => "answered", (error) => error.code);

await session(
  "nothing before initialize, nothing after shutdown",
  async (server) => {
    const hover = { textDocument: { uri: server.uri("main.flw") }, position: { line: 0, character: 0 } };
    assert.equal(await codeOf(server.ask("textDocument/hover", hover)), -32002);
    await server.initialize();
    assert.equal(await codeOf(server.ask("initialize", { processId: null, rootUri: null, capabilities: {} })), -32600);
    await server.ask("shutdown");
    assert.equal(await codeOf(server.ask("textDocument/hover", hover)), -32600);
    server.tell("exit");
    assert.deepEqual(await server.ended, [0, null]);
  },
  null,
);

await session("the editor is gone without a word", async (server) => {
  server.open("main.flw");
  await server.until("main.flw", none);
  server.connection.dispose();
  server.process.stdin.end();
  assert.deepEqual(await server.ended, [1, null]);
});

await session(
  "the oldest of clients: no folders, no capabilities",
  async (server) => {
    const text = server.open("main.flw");
    await server.until("main.flw", none);
    const answer = await server.ask("textDocument/hover", hoverAt(server, "main.flw", text, "trips.fe|tch("));
    assert.ok(answer.contents);
    assert.deepEqual(server.registered, []);
  },
  { capabilities: {}, workspaceFolders: undefined, processId: null },
);

console.log(`${results.passed} ${results.failed}`);
process.exit(results.failed ? 1 : 0);
