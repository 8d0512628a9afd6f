/* page.js - the page around a graph. Nothing in it may run or load anything. */
"use strict";

function escaped(text) {
  return text.replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`);
}

/* The <svg> of the drawing: what comes before is for files. It is light or dark
 * as its reader is, which is the editor here, not the screen around it. */
function svgOf(drawing, dark) {
  const asked = /@media\s*\(prefers-color-scheme:\s*dark\)/g;
  const start = drawing.indexOf("<svg");
  if (start < 0) return "";
  return drawing.slice(start).replace(asked, dark ? "@media all" : "@media not all");
}

function page(title, drawing, dark, problem) {
  const policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";
  const body = problem
    ? `<pre>${escaped(problem)}</pre>`
    : `<input type="checkbox" id="whole" checked><label for="whole">fit</label>
       <div>${svgOf(drawing, dark)}</div>`;
  return `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>${escaped(title)}</title>
<style>
  body { margin: 0; padding: 1em; }
  label { position: fixed; right: 1em; top: 1em; cursor: pointer;
          padding: 0 .6em; border: 1px solid; border-radius: 4px;
          background: var(--vscode-editor-background); }
  input { position: fixed; right: 1em; top: 1em; opacity: 0; }
  input:focus-visible + label { outline: 1px solid var(--vscode-focusBorder); }
  input:checked ~ div svg { max-width: 100%; max-height: 94vh;
                                  height: auto; }
  input:checked + label { background: var(--vscode-button-background);
                          color: var(--vscode-button-foreground); }
  pre { white-space: pre-wrap; }
</style></head><body>${body}</body></html>
`;
}

module.exports = { page };
