import assert from "node:assert/strict";
import { test } from "node:test";
import { enter } from "./support/hall.mjs";
import { siteUrl } from "./support/site.mjs";
import { visit } from "./support/visit.mjs";

const ROUTES = ["", "discover", "library", "events", "benefits", "card", "activity", "privacy", "settings", "sync"];
const LANGUAGES = [
  ["", "en"],
  ["zh/", "zh-Hans"],
];

test("every page can be read without running anything, in both languages", async (t) => {
  const { page, open } = await visit(t, { javaScriptEnabled: false, path: null });
  const titles = new Set();
  for (const [prefix, tag] of LANGUAGES) {
    for (const route of ROUTES) {
      const response = await open(prefix + route);
      assert.equal(response.status(), 200, prefix + route);
      assert.equal(await page.locator("html").getAttribute("lang"), tag);
      assert.ok((await page.getByRole("heading", { level: 1 }).innerText()).length > 0);
      titles.add(await page.title());
      const description = await page.locator("meta[name=description]").getAttribute("content");
      assert.ok(description.length >= 20, `${prefix}${route}: ${description}`);
      assert.equal(await page.locator("meta[property='og:title']").getAttribute("content"), await page.title());
      // Its links keep to its language and lead to pages that are there.
      for (const link of await page.locator("#hall nav a").evaluateAll((links) => links.map((link) => link.href))) {
        const path = new URL(link).pathname;
        assert.equal(path.startsWith("/zh/"), tag !== "en", `${prefix}${route} leads to ${path}`);
        assert.equal((await fetch(link)).status, 200, link);
      }
    }
  }
  assert.equal(titles.size, ROUTES.length * LANGUAGES.length, "every page has a title of its own");
});

test("the app takes over what is there: nothing moves, nothing is built a second time", async (t) => {
  const visitor = await visit(t, { path: null });
  await visitor.context.addInitScript(() => {
    addEventListener("DOMContentLoaded", () => (globalThis.written = document.querySelector("h1")));
    globalThis.shift = 0;
    new PerformanceObserver((list) => list.getEntries().forEach((entry) => (globalThis.shift += entry.value))).observe({
      type: "layout-shift",
      buffered: true,
    });
  });
  for (const [prefix] of LANGUAGES) {
    for (const route of ROUTES) {
      await visitor.open(prefix + route);
      const found = await visitor.page.evaluate(() => [
        globalThis.written?.isConnected && globalThis.written === document.querySelector("h1"),
        globalThis.shift,
      ]);
      assert.equal(found[0], true, `${prefix}${route} was built again`);
      assert.ok(found[1] < 0.1, `${prefix}${route} moved by ${found[1]}`);
    }
  }
});

test("a page made from other documents than are there now is not taken over", async (t) => {
  const site = await siteUrl();
  const charter = await (await fetch(new URL("community/charter.json", site))).json();
  charter.name = { en: "The Renamed Room" };
  const { page } = await enter(t, { files: { "community/charter.json": JSON.stringify(charter) } });
  await page.getByRole("link", { name: "The Renamed Room" }).first().waitFor();
});

test("an address without a language speaks the member's, and keeps its query", async (t) => {
  const { page, open } = await visit(t, { locale: "zh-CN", path: "library?q=x" });
  assert.equal(new URL(page.url()).pathname, "/zh/library");
  assert.equal(new URL(page.url()).searchParams.get("q"), "x");
  await page.locator("html[lang=zh-Hans]").waitFor();
  // The other way round an address is explicit.
  const english = await visit(t, { locale: "en-GB", path: "zh/library" });
  await english.page.locator("html[lang=zh-Hans]").waitFor();
  // Going back over a change of language speaks the language of the address.
  await open("zh/");
  await page.locator("html[lang=zh-Hans]").waitFor();
});

test("who was here before never sees somebody else's standing in place of their own", async (t) => {
  const { page, open } = await enter(t);
  await page.context().addInitScript(() => {
    globalThis.seen = [];
    const look = () => {
      const main = document.querySelector("#hall main");
      const tier = document.querySelector("[data-testid=tier]");
      if (main && tier && !document.documentElement.hasAttribute("data-ready")) {
        globalThis.seen.push(getComputedStyle(main).visibility);
      }
      requestAnimationFrame(look);
    };
    look();
  });
  await open("");
  assert.ok(!(await page.evaluate(() => globalThis.seen)).includes("visible"));
});
