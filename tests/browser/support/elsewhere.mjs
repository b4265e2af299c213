// A page of another site, on a server of its own: `localhost` and `127.0.0.1` are two sites to a browser.

import { createServer } from "node:http";
import { PATIENCE } from "./hall.mjs";
import { host } from "./widget.mjs";

/** Serves pages on another site until the test ends; `pages` are answers by path, `[type, body, policy]`. */
async function serveElsewhere(t, pages) {
  const server = createServer((request, response) => {
    const [type, body, policy] = pages[request.url] ?? ["text/plain", null];
    const headers = { "content-type": type, "content-security-policy": policy ?? "default-src 'none'" };
    response.writeHead(body === null ? 404 : 200, headers).end(body ?? "");
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://localhost:${server.address().port}/`;
}

/**
 * Opens a page of another site with `body` in it, the widget's script from the hall's site under a hash, and perhaps a module
 * of its own, under `policy`. Answers the visit with the page, its address, and what its console warned of.
 */
export async function openElsewhere(t, body, { policy, script = "", visitor }) {
  visitor ??= await host(t);
  const { site, problems, context } = visitor;
  const { files } = await fetch(new URL("js/integrity.json", site)).then((answer) => answer.json());
  const at = Object.keys(files).find((name) => /^\d.*\/widget\.js$/.test(name));
  const tag = `<script type="module" crossorigin src="${site}js/${at}" integrity="${files[at]}"></script>`;
  const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Elsewhere</title><link rel="icon" href="data:,">${tag}`
    + `${script && '<script type="module" src="/own.js"></script>'}</head><body><main><h1>Elsewhere</h1>${body}</main></body></html>`;
  const address = await serveElsewhere(t, {
    "/": ["text/html; charset=utf-8", html, `${policy}; img-src data:`],
    "/own.js": ["text/javascript", script],
  });
  // To this visit the page's own site is the foreign one.
  problems.expect(new RegExp(`^foreign request: ${address}`));
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE);
  const warnings = [];
  page.on("console", (message) => message.type() === "warning" && warnings.push(message.text()));
  await page.addInitScript(() => {
    globalThis.heard = [];
    for (const name of ["ready", "change", "gate", "select", "error"]) {
      addEventListener(`guildhall-${name}`, (event) => globalThis.heard.push({ name, detail: event.detail, from: event.target.id }));
    }
  });
  await page.goto(address);
  return { ...visitor, page, address, warnings };
}
