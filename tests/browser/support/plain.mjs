// A page of the site that is not the app, with a hall of the JavaScript API in it.

/** A policy as strict as the app's own. */
export const POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; base-uri 'none'; "
  + "form-action 'none'; require-trusted-types-for 'script'";

const script = (options) => `
  import { open } from "./js/guildhall.js";
  const heard = [];
  const documents = { charter: "community/charter.json", catalogue: "community/catalogue.json" };
  const hall = await open({ ...documents, ...${JSON.stringify(options)} }).catch((error) => { window.failed = error; });
  hall?.subscribe((change) => heard.push(change));
  Object.assign(window, { hall, heard, open });
`;

/** A page that holds nothing but a module script, under a policy; answers it once its hall is open. */
export async function plainPage({ context, site }, { policy = POLICY, until = () => window.hall, options = {} } = {}) {
  const files = { "plain.html": ["text/html", '<!doctype html><html lang="en"><title>A page</title><link rel="icon" href="data:,">'
    + '<script type="module" src="plain.js"></script></html>'], "plain.js": ["text/javascript", script(options)] };
  for (const [name, [contentType, body]] of Object.entries(files)) {
    const headers = { "content-security-policy": `${policy}; img-src data:` };
    await context.route(new URL(name, site).href, (route) => route.fulfill({ contentType, body, headers }));
  }
  const page = await context.newPage();
  await page.goto(new URL("plain.html", site).href);
  await page.waitForFunction(until);
  return page;
}
