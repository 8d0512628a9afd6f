// judge.mjs FOLDER - what is in it, given to those whose languages they are:
// *.mmd to Mermaid, *.html to html-validate.
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const folder = process.argv[2];
const require = createRequire(join(process.argv[3], 'package.json'));
const { JSDOM } = require('jsdom');
const { HtmlValidate } = require('html-validate');
const { window } = new JSDOM('<!DOCTYPE html><body></body>');
globalThis.window = window;
globalThis.document = window.document;
const mermaid = (await import(join(process.argv[3], 'node_modules/mermaid/dist/mermaid.core.mjs'))).default;
// Pages are XML as well, so empty elements are closed.
const pages = new HtmlValidate({
  extends: ['html-validate:standard'],
  rules: { 'void-style': 'off', 'no-inline-style': 'error' },
});

let seen = 0, wrong = 0;
const complain = (name, why) => {
  wrong++;
  console.log(`pictures: ${name}: ${why}`);
};

for (const name of readdirSync(folder, { recursive: true }).sort()) {
  const path = join(folder, name);
  if (name.endsWith('.mmd')) {
    seen++;
    try {
      const { diagramType } = await mermaid.parse(readFileSync(path, 'utf8'));
      if (!diagramType.startsWith('flowchart')) complain(name, diagramType);
    } catch (error) {
      complain(name, error.message.slice(0, 400));
    }
  } else if (name.endsWith('.html')) {
    seen++;
    const report = pages.validateStringSync(readFileSync(path, 'utf8'));
    for (const { messages } of report.results)
      for (const one of messages.slice(0, 5))
        complain(name, `${one.line}:${one.column} ${one.message}`);
  }
}
console.log(`pictures: ${seen} judged, ${wrong} wrong`);
process.exit(wrong || seen < 20 ? 1 : 0);
