/* inputs.js - the inputs of a workflow, from the JSON Schema that `flw inputs
 * --schema` prints, and how each is written for `flw run`. Knows nothing of
 * VS Code. */
"use strict";

/* flw writes an optional as a choice between the type and null. */
function withoutNull(schema) {
  const one = schema.oneOf ?? schema.anyOf;
  const rest = one?.filter((part) => part.type !== "null");
  return rest?.length === 1 ? { ...schema, ...rest[0] } : schema;
}

function textOf(value) {
  if (value === undefined || value === null) return "";
  return typeof value === "string" ? value : JSON.stringify(value);
}

/* [{name, about, type, pattern, choices, value, example, needed}], in the order
 * of the schema; value is the default as the user would write it, examples are
 * what `flw inputs` fills in. */
function inputsOf(schema, examples = {}) {
  const needed = new Set(schema.required ?? []);
  return Object.entries(schema.properties ?? {}).map(([name, given]) => {
    const one = withoutNull(given);
    return {
      name,
      about: one.description ?? "",
      type: one.type ?? "json",
      pattern: one.pattern,
      choices: one.enum,
      value: textOf(given.default),
      example: textOf(examples[name]),
      needed: needed.has(name),
    };
  });
}

/* A default is left to flw. */
function argumentOf(input, text) {
  if (!input.needed && (text === input.value || text === "")) return [];
  return ["--input", `${input.name}=${text}`];
}

/* Why the text cannot be right, or undefined: `flw run` has the last word. */
function problemOf(input, text) {
  const empty = input.type !== "string" || input.pattern;
  if (text === "" && empty)
    return input.needed ? `needed, such as ${input.example}` : undefined;
  if (input.pattern && !new RegExp(input.pattern, "u").test(text))
    return `such as ${input.example}`;
  if (input.type === "integer" && !/^-?[0-9]+$/.test(text))
    return "a whole number";
  if (input.type === "number" && !Number.isFinite(Number(text)))
    return "a number";
  if (input.type !== "array" && input.type !== "object") return undefined;
  try {
    JSON.parse(text);
    return undefined;
  } catch {
    return input.type === "array" ? "JSON: [1, 2]" : 'JSON: { "a": 1 }';
  }
}

module.exports = { inputsOf, argumentOf, problemOf };
