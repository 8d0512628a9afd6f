// judge.js FORMAT=FILE... - is what flw check wrote what its readers want?
//
// sarif: the schema, and what GitHub takes. github: the commands, and how many
// GitHub shows. gitlab: the shape that its documentation asks for. junit is
// judged by xmllint. Prints what is wrong; exit 1 when anything is.
"use strict";
const fs = require("fs");
const zlib = require("zlib");
const Ajv = require("ajv");
const addFormats = require("ajv-formats");

const MB = 1 << 20;
let wrong = 0;

function complain(file, what) {
  wrong++;
  if (wrong <= 40) console.log(`${file}: ${what}`);
}

// The schema is of draft 4; what it uses of it means the same in draft 7.
function sarifSchema() {
  const path = require.resolve(
    "@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json");
  const schema = JSON.parse(fs.readFileSync(path, "utf8"));
  delete schema.$schema;
  delete schema.id;
  const ajv = new Ajv({ strict: false, unicodeRegExp: false });
  addFormats(ajv);
  return ajv.compile(schema);
}

const isSarif = sarifSchema();

function isRelative(uri) {
  return !/^([a-z]+:|\/|\.\/)/i.test(uri);
}

function judgeResult(file, run, result) {
  const place = result.locations[0] && result.locations[0].physicalLocation;
  if (!place) return complain(file, "a result without a place");
  if (!(place.region.startLine >= 1)) complain(file, "a place without a line");
  if (!isRelative(place.artifactLocation.uri))
    complain(file, `no relative URI: ${place.artifactLocation.uri}`);
  if (run.tool.driver.rules[result.ruleIndex].id !== result.ruleId)
    complain(file, `ruleIndex of ${result.ruleId} leads elsewhere`);
  if (result.locations.length + result.relatedLocations.length > 100)
    complain(file, "over 100 places");
}

// GitHub: 10 MB packed, 25,000 results of which it shows 5,000, 20 tags.
function judgeSarif(file, text) {
  const sarif = JSON.parse(text);
  if (!isSarif(sarif))
    for (const error of isSarif.errors.slice(0, 5))
      complain(file, `${error.instancePath} ${error.message}`);
  const run = sarif.runs[0];
  if (run.results.length > 5000) complain(file, "over 5,000 results");
  if (zlib.gzipSync(text).length > 10 * MB) complain(file, "over 10 MB packed");
  for (const result of run.results) judgeResult(file, run, result);
}

const LEVELS = ["error", "warning", "notice"];

function judgeGithub(file, text) {
  const counts = {};
  for (const line of text.split("\n").slice(0, -1)) {
    const parts = /^::(error|warning|notice) ([^:]*)::(.+)$/.exec(line);
    if (!parts) {
      complain(file, `no command: ${line.slice(0, 100)}`);
      continue;
    }
    counts[parts[1]] = (counts[parts[1]] || 0) + 1;
    const values = Object.fromEntries(
      parts[2].split(",").map((item) => item.split("=")));
    if (values.file && !isRelative(values.file))
      complain(file, `no relative path: ${values.file}`);
    if (values.col && values.line !== values.endLine)
      complain(file, "a column over several lines");
  }
  for (const level of LEVELS)
    if (counts[level] > 10) complain(file, `${counts[level]} of ${level}`);
}

const SEVERITIES = ["info", "minor", "major", "critical", "blocker"];

function judgeGitlab(file, text) {
  const seen = new Set();
  for (const item of JSON.parse(text)) {
    for (const name of ["description", "check_name", "fingerprint"])
      if (typeof item[name] !== "string" || item[name] === "")
        complain(file, `no ${name}`);
    if (seen.has(item.fingerprint))
      complain(file, `fingerprint ${item.fingerprint} is there twice`);
    seen.add(item.fingerprint);
    if (!SEVERITIES.includes(item.severity))
      complain(file, `severity ${item.severity}`);
    const { path, positions } = item.location;
    if (!path || !isRelative(path)) complain(file, `no relative path: ${path}`);
    if (!Number.isInteger(positions.begin.line) || positions.begin.line < 1)
      complain(file, "no line");
  }
}

const judges = { sarif: judgeSarif, github: judgeGithub, gitlab: judgeGitlab };
for (const word of process.argv.slice(2)) {
  const [format, file] = word.split("=", 2);
  try {
    judges[format](file, fs.readFileSync(file, "utf8"));
  } catch (error) {
    complain(file, error.message);
  }
}
process.exit(wrong ? 1 : 0);
