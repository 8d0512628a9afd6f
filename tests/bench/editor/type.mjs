/* type.mjs FOLDER FILE KEYS PULL COMMAND... - someone types in the middle of a
 * file: milliseconds from the bytes of each keystroke to its diagnostics,
 * printed as "MEDIAN P99 OPENING KEYS".
 *
 * Keystrokes go in turns: one letter too many in the name of a call, then that
 * letter is taken away, so that every other one has a mistake to tell, and it is
 * looked whether it does. A server that is asked for diagnostics (PULL is yes)
 * is asked with the same write. */
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

const [folder, file, keys, pull, command, ...args] = process.argv.slice(2);
const asks = pull === "yes";
const uri = pathToFileURL(path.join(folder, file)).href;
const text = readFileSync(path.join(folder, file), "utf8");
const language = { ".flw": "flw", ".ts": "typescript", ".py": "python" }[path.extname(file)];

const server = spawn(command, args, { cwd: folder, stdio: ["pipe", "pipe", "ignore"] });
server.on("error", (error) => {
  console.error(`${command}: ${error.message}`);
  process.exit(1);
});
/* A server that says nothing more for a minute is not waited for. */
let alarm = setTimeout(gaveUp, 60_000);
function gaveUp() {
  console.error(`${command}: no answer within a minute`);
  server.kill();
  process.exit(1);
}

/* ---- frames ---- */

let ahead = Buffer.alloc(0);
let waiting = [];

function frame(message) {
  const body = Buffer.from(JSON.stringify({ jsonrpc: "2.0", ...message }));
  return Buffer.concat([Buffer.from(`Content-Length: ${body.length}\r\n\r\n`), body]);
}

function received(message) {
  alarm.refresh();
  if (message.method && message.id !== undefined) {
    const items = message.params?.items?.map(() => null);
    server.stdin.write(frame({ id: message.id, result: items ?? null }));
    return;
  }
  waiting = waiting.filter((one) => !one(message));
}

server.stdout.on("data", (chunk) => {
  ahead = ahead.length ? Buffer.concat([ahead, chunk]) : chunk;
  for (;;) {
    const end = ahead.indexOf("\r\n\r\n");
    if (end < 0) return;
    const size = Number(/Content-Length: *(\d+)/i.exec(ahead.subarray(0, end))[1]);
    if (ahead.length < end + 4 + size) return;
    const body = ahead.subarray(end + 4, end + 4 + size);
    ahead = ahead.subarray(end + 4 + size);
    received(JSON.parse(body));
  }
});

const until = (wanted) =>
  new Promise((resolve) => {
    waiting.push((message) => {
      const found = wanted(message);
      if (found) resolve(message);
      return found;
    });
  });

let last = 0;
const answer = (id) => until((message) => message.id === id && !message.method);

function ask(method, params) {
  server.stdin.write(frame({ id: ++last, method, params }));
  return answer(last);
}

/* ---- diagnostics of a version, pushed or asked for ---- */

const pushed = (version) =>
  until(
    ({ method, params }) =>
      method === "textDocument/publishDiagnostics" &&
      params.uri === uri &&
      (params.version ?? version) === version,
  ).then(({ params }) => params.diagnostics);

function told(version, notification) {
  if (!asks) {
    server.stdin.write(frame(notification));
    return pushed(version);
  }
  const id = ++last;
  const params = { textDocument: { uri } };
  const question = frame({ id, method: "textDocument/diagnostic", params });
  server.stdin.write(Buffer.concat([frame(notification), question]));
  return answer(id).then(({ result }) => result.items);
}

/* ---- typing ---- */

const line = text.split("\n").findIndex((one, i) => i > 5000 && /\bfetch\d+\(region, day\)/.test(one));
const character = text.split("\n")[line].indexOf("fetch") + 2;
const here = { line, character };
const next = { line, character: character + 1 };

const key = (version) => ({
  method: "textDocument/didChange",
  params: {
    textDocument: { uri, version },
    contentChanges: [
      version % 2 === 0
        ? { range: { start: here, end: here }, text: "x" }
        : { range: { start: here, end: next }, text: "" },
    ],
  },
});

await ask("initialize", {
  processId: process.pid,
  rootUri: pathToFileURL(folder).href,
  workspaceFolders: [{ uri: pathToFileURL(folder).href, name: "bench" }],
  capabilities: {
    workspace: { configuration: true, workspaceFolders: true },
    textDocument: {
      publishDiagnostics: { versionSupport: true },
      ...(asks ? { diagnostic: {} } : {}),
    },
  },
});
server.stdin.write(frame({ method: "initialized", params: {} }));

const began = performance.now();
await told(1, {
  method: "textDocument/didOpen",
  params: { textDocument: { uri, languageId: language, version: 1, text } },
});
const opening = performance.now() - began;

const taken = [];
let version = 1;
for (let i = 0; i < Number(keys) + 4; i++) {
  version++;
  const start = performance.now();
  const found = await told(version, key(version));
  if (i >= 4) taken.push(performance.now() - start);
  if (found.length > 0 !== (version % 2 === 0)) {
    console.error(`${command}: ${found.length} diagnostics at version ${version}`);
    process.exit(1);
  }
  /* What a server does once it has answered is not measured, but done. */
  await new Promise((resolve) => setTimeout(resolve, 30));
}
taken.sort((a, b) => a - b);
const at = (share) => taken[Math.min(taken.length - 1, Math.floor(taken.length * share))];
console.log(`${at(0.5).toFixed(1)} ${at(0.99).toFixed(1)} ${opening.toFixed(0)} ${taken.length}`);
clearTimeout(alarm);
server.kill();
process.exit(0);
