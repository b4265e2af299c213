// Pages of somebody else's making with the widget in them: on the same site, under whatever policy.

import { CHARTER, GLANCE } from "./glance.mjs";
import { NOW, PATIENCE } from "./hall.mjs";
import { visit } from "./visit.mjs";

/** What the guide names as the least that a host's policy must allow; without `'wasm-unsafe-eval'` nothing is computed. */
export const POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; base-uri 'none'; "
  + "form-action 'none'; require-trusted-types-for 'script'";
/** What our own test pages need besides: an icon, so that none is asked for. */
const ICON = "; img-src data:";

/** Where the glance of the sample community is kept, of a site. */
export const keyOf = (site) => `guildhall:glance:${new URL(CHARTER, site).href}`;

/** Begins a visit without a page; the clock begins at a fixed moment and goes on. */
export async function host(t, options = {}) {
  const visitor = await visit(t, { ...options, path: null });
  await visitor.context.clock.install({ time: NOW });
  visitor.page.setDefaultTimeout(PATIENCE);
  return visitor;
}

/** From now on every page of the visit finds this glance in the browser's storage, if it finds none. */
export const remember = ({ context, site }, glance = GLANCE) =>
  context.addInitScript(([key, kept]) => {
    // The empty page before the first has no storage.
    if (location.protocol === "http:") localStorage.getItem(key) ?? localStorage.setItem(key, kept);
  }, [keyOf(site), JSON.stringify(glance)]);

/**
 * A page with `body` in it and the widget's one script tag, under a policy; opened in `page`, or in a new one. `requests` are
 * the files that are asked for, as paths below the site. `script` is a module of the page's own, before the widget's.
 */
export async function openHost(visitor, body, { name = "host.html", lang = "en", dir = "ltr", policy = POLICY, script = "", tag = '<script type="module" src="js/widget.js"></script>', style = "", page } = {}) {
  const { context, site } = visitor;
  const html = `<!doctype html><html lang="${lang}" dir="${dir}"><head><meta charset="utf-8"><title>A page</title>`
    + `<link rel="icon" href="data:,"><link rel="stylesheet" href="${name}.css">${script && `<script type="module" src="${name}.js"></script>`}${tag}</head>`
    + `<body><main><h1>A page</h1>${body}</main></body></html>`;
  const files = {
    [name]: ["text/html", html],
    [`${name}.js`]: ["text/javascript", script],
    [`${name}.css`]: ["text/css", `:root { color-scheme: light dark; } ${style}`],
  };
  for (const [path, [contentType, text]] of Object.entries(files)) {
    const headers = { "content-security-policy": `${policy}${ICON}; style-src 'self'` };
    await context.route(new URL(path, site).href, (route) => route.fulfill({ contentType, body: text, headers }));
  }
  page ??= await context.newPage();
  page.setDefaultTimeout(PATIENCE);
  const requests = [];
  page.on("request", (request) => requests.push(request.url().replace(site, "")));
  const warnings = [];
  page.on("console", (message) => message.type() === "warning" && warnings.push(message.text()));
  await page.addInitScript(() => {
    globalThis.heard = [];
    for (const name of ["ready", "change", "gate", "select", "error"]) {
      addEventListener(`guildhall-${name}`, (event) => globalThis.heard.push({ name, detail: event.detail, from: event.target.id }));
    }
  });
  await page.goto(new URL(name, site).href);
  return { page, requests, warnings };
}

/** Waits until the page heard an event of an element, and answers its detail. */
export async function heard(page, name, part = {}) {
  const found = await page.waitForFunction(
    ([name, part]) => globalThis.heard.find((event) => event.name === name && Object.keys(part).every((key) => event.detail[key] === part[key])),
    [name, part],
  );
  return (await found.jsonValue()).detail;
}

/** Whether something of the engine was asked for. */
export const ofEngine = (requests) => requests.filter((path) => /guildhall|\.wasm$/.test(path));

export { CHARTER, GLANCE };
