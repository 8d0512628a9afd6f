/* extension.mjs FLW EXTENSION PROJECT - the parts of the VS Code extension that
 * need no editor: snippets, the questions for inputs, the page of a graph, and
 * that package.json says of files and commands what is there. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

const [flw, extension, project] = process.argv.slice(2).map((file) => path.resolve(file));
const require = createRequire(path.join(path.resolve(extension), "x.js"));
const { inputsOf, argumentOf, problemOf } = require("./inputs.js");
const { page } = require("./page.js");
const json = (file) => JSON.parse(readFileSync(path.join(extension, file), "utf8"));
const results = { passed: 0, failed: 0 };

function check(name, test) {
  try {
    test();
    results.passed++;
  } catch (error) {
    results.failed++;
    console.log(`clients: extension: ${name}: ${error.message.slice(0, 1500)}`);
  }
}

/* ---- snippets: what they expand to is flw ---- */

function expanded(body) {
  const firsts = {};
  const whole = [body].flat().join("\n");
  return whole
    .replace(/\$\{(\d+):((?:\\.|[^\\}])*)\}/g, (_, n, first) => (firsts[n] = first))
    .replace(/\$\{?(\d+)\}?/g, (_, n) => firsts[n] ?? "")
    .replace(/\\([$}\\])/g, "$1");
}

/* Where each stands: a declaration by itself, an expression after `=`, a
 * statement in a body. */
const around = {
  map: (text) => `workflow w() -> () {\n x = ${text}\n}`,
  approval: (text) => `workflow w() -> () {\n${text}\n}`,
};

for (const [name, { prefix, body }] of Object.entries(json("snippets/flw.json")))
  check(`snippet ${name}`, () => {
    const text = (around[prefix] ?? ((same) => same))(expanded(body));
    assert.ok(!/[$][{0-9]/.test(text.replace(/"""[^]*"""/, "")), text);
    const laid = execFileSync(flw, ["fmt", "-"], {
      input: text,
      encoding: "utf8",
      stdio: "pipe",
    });
    if (!around[prefix]) assert.equal(laid, `${text}\n`, "not as flw fmt lays out");
  });

/* ---- inputs, of the schema that flw writes ---- */

const schemaOf = (name) =>
  JSON.parse(
    execFileSync(flw, ["inputs", path.join(project, "main.flw"), name, "--schema"], {
      encoding: "utf8",
    }),
  );

check("inputs of a workflow", () => {
  const [day, region] = inputsOf(schemaOf("one_day"), { day: "2026-01-31" });
  assert.deepEqual([day.name, day.needed, day.value], ["day", true, ""]);
  assert.equal(problemOf(day, ""), "needed, such as 2026-01-31");
  assert.equal(problemOf(day, "2026-02-28"), undefined);
  assert.equal(problemOf(day, "tomorrow"), "such as 2026-01-31");
  assert.deepEqual(region.choices, ["sf", "nyc"]);
  assert.deepEqual(argumentOf(region, "sf"), ["--input", "region=sf"]);
});

check("inputs with defaults, and optional ones", () => {
  const inputs = inputsOf({
    properties: {
      days: { type: "array", default: [1, 2], description: "which" },
      name: { anyOf: [{ type: "string" }, { type: "null" }] },
      n: { type: "integer" },
    },
    required: ["n"],
  });
  assert.deepEqual(inputs.map((one) => one.value), ["[1,2]", "", ""]);
  assert.deepEqual(argumentOf(inputs[0], "[1,2]"), []);
  assert.deepEqual(argumentOf(inputs[0], "[3]"), ["--input", "days=[3]"]);
  assert.deepEqual(argumentOf(inputs[1], ""), []);
  assert.equal(inputs[1].type, "string");
  assert.equal(problemOf(inputs[2], "7"), undefined);
  assert.ok(problemOf(inputs[2], "seven") && problemOf(inputs[2], ""));
  assert.ok(problemOf(inputs[0], "[1"));
});

check("a value that looks like anything stays one argument", () => {
  const [input] = inputsOf({ properties: { s: { type: "string" } }, required: ["s"] });
  assert.deepEqual(argumentOf(input, "$(id); --json"), ["--input", "s=$(id); --json"]);
});

/* ---- the page ---- */

check("the page of a graph", () => {
  const drawing = '<?xml version="1.0"?><svg id="g"><style>@media(prefers-color-scheme:dark){}</style></svg>';
  const whole = page("w", drawing, true);
  assert.ok(whole.includes('<svg id="g">') && !whole.includes("<?xml"));
  assert.ok(whole.includes("default-src 'none'") && !whole.includes("<script"));
  assert.ok(whole.includes("@media all{") && page("w", drawing, false).includes("@media not all{"));
  assert.ok(page("w", undefined, true, "<b> & \"x\"").includes("&#60;b&#62; &#38; &#34;x&#34;"));
});

check("the page of a real graph has its colours from the editor", () => {
  const args = ["graph", "--format", "svg", path.join(project, "main.flw"), "one_day"];
  const drawing = execFileSync(flw, args, { encoding: "utf8" });
  const whole = page("one_day", drawing, true);
  assert.ok(whole.includes("<svg") && whole.includes("@media all"));
  assert.ok(!whole.includes("prefers-color-scheme"));
});

/* ---- package.json ---- */

const manifest = json("package.json");

check("every file that package.json names", () => {
  const { languages, grammars, snippets } = manifest.contributes;
  const files = [
    manifest.icon,
    manifest.main,
    ...languages.flatMap((one) => [one.configuration, one.icon.light, one.icon.dark]),
    ...[...grammars, ...snippets].map((one) => one.path),
  ];
  for (const file of files) assert.ok(existsSync(path.join(extension, file)), file);
});

check("every command is there, and every one is named", () => {
  const source = readFileSync(path.join(extension, "extension.js"), "utf8");
  const made = [...source.matchAll(/registerCommand\("([^"]+)"/g)].map((one) => one[1]);
  const named = manifest.contributes.commands.map((one) => one.command);
  /* What a lens of the server calls is no command of the user's. */
  assert.deepEqual(made.sort(), [...named, "flw.references"].sort());
});

check("every setting is explained in the README", () => {
  const readme = readFileSync(path.join(extension, "README.md"), "utf8");
  for (const name of Object.keys(manifest.contributes.configuration.properties)) {
    const group = name.replace(/\.[^.]*$/, ".*");
    assert.ok(readme.includes(`\`${name}\``) || readme.includes(`\`${group}\``), name);
  }
});

check("the problem matcher reads what flw check prints", () => {
  const { regexp } = manifest.contributes.problemMatchers[0].pattern;
  let printed = "";
  try {
    const args = ["check", "--format", "short", "broken.flw"];
    execFileSync(flw, args, { cwd: project, encoding: "utf8", stdio: "pipe" });
  } catch (error) {
    printed = error.stdout + error.stderr;
  }
  const found = printed.split("\n").map((line) => new RegExp(regexp).exec(line)).filter(Boolean);
  assert.deepEqual(
    found.map((one) => [one[1], one[2], one[3], one[4], one[6]]),
    [
      ["broken.flw", "5", "19", "error", "E0301"],
      ["broken.flw", "6", "13", "error", "E0209"],
    ],
  );
});

console.log(`${results.passed} ${results.failed}`);
process.exit(results.failed ? 1 : 0);
