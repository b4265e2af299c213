// A page in which a framework shows the widget: under the policy that the guide names, with the bundles that were built.

import { readFile } from "node:fs/promises";
import { extname } from "node:path";
import { POLICY, host, openHost } from "../../browser/support/widget.mjs";
import { built } from "./build.mjs";

const FOLDER = "frameworks/";
const TYPES = { ".js": "text/javascript", ".wasm": "application/wasm" };
const TAG = '<script type="module" src="js/widget.js"></script>';
/** Lit says so once in development. */
const USUAL = /^Lit is in dev mode/;

/**
 * Opens a page with a stage and one bundle of a framework, in a browser profile of its own that ends with the test `t`. `hasTag` is
 * whether the page has the widget's one script tag; `body` is what a server put onto the stage, `preface` a script it wants before;
 * `trustsTypes` is whether the policy is as strict about what becomes markup as the guide's.
 */
export async function open(t, framework, bundle, { hasTag = true, trustsTypes = framework.trustsTypes, body = "", preface = "" } = {}) {
  const visitor = await host(t);
  const place = new URL(FOLDER, visitor.site).href;
  await visitor.context.route(`${place}**`, async (route) => {
    const name = route.request().url().slice(place.length);
    const text = name === "preface.js" ? preface : await readFile(new URL(name, built(framework)));
    await route.fulfill({ body: text, contentType: TYPES[extname(name)] });
  });
  const scripts = [
    preface && `<script src="${FOLDER}preface.js"></script>`,
    hasTag && TAG,
    `<script type="module" src="${FOLDER}${bundle}.js"></script>`,
  ];
  const policy = trustsTypes ? POLICY : POLICY.replace(/; require-trusted-types-for 'script'/, "");
  const opened = await openHost(visitor, `<div id="stage">${body}</div>`, { policy, tag: scripts.filter(Boolean).join("") });
  await opened.page.waitForFunction(() => globalThis.stage);
  return new Stage(visitor, opened);
}

/** The test's side of a stage; the page's is `stage.js`. */
export class Stage {
  #warnings;

  constructor({ context, problems }, { page, warnings, requests }) {
    Object.assign(this, { context, problems, page, requests });
    this.#warnings = warnings;
    this.elements = page.locator("#stage guildhall-member");
    this.card = page.getByRole("region", { name: /^Membership card/ });
    this.standing = page.getByRole("region", { name: "Where you stand" });
  }

  /** What the console was told. */
  get warnings() {
    return this.#warnings.filter((text) => !USUAL.test(text));
  }

  show(scene, props = {}, options = {}) {
    return this.page.evaluate(([scene, props, options]) => {
      heard.length = 0;
      return stage.show(scene, props, options);
    }, [scene, props, options]);
  }

  change(props) {
    return this.page.evaluate((props) => stage.change(props), props);
  }

  clear() {
    return this.page.evaluate(() => stage.clear());
  }

  /** What a property of the element is. */
  read(name) {
    return this.elements.evaluate((element, name) => element[name], name);
  }

  /** What the listeners of the scene heard. */
  heard() {
    return this.page.evaluate(() => stage.heard);
  }

  /** Has the element send an event as it sends its own. */
  send(name) {
    return this.elements.evaluate((element, name) => element.dispatchEvent(new CustomEvent(name, { bubbles: true, composed: true })), name);
  }

  /** Presses the panel's link into the hall, which the scene keeps the browser from following; answers its address. */
  async press() {
    const link = this.standing.getByRole("link").last();
    const address = await link.evaluate((link) => link.href);
    await link.click();
    return address;
  }

  /** Waits until so many elements have said that they show an open hall, since the scene is shown. */
  untilLive(count) {
    return this.page.waitForFunction(
      (count) => heard.filter(({ name, detail }) => name === "ready" && detail.mode === "full").length >= count, count);
  }
}
