import assert from "node:assert/strict";
import { test } from "node:test";
import { misfits } from "./support/fit.mjs";
import { enter, expectStatus } from "./support/hall.mjs";

const PATHS = ["", "discover", "library", "library/su-shi-night-walk", "events", "benefits", "card", "activity", "privacy", "settings"];

/**
 * Dresses every word that the page shows: letters with marks, nearly half as long again, as German or Finnish would be.
 * What the app writes later is dressed as it comes.
 */
const dress = (rightToLeft) => {
  if (rightToLeft) document.documentElement.dir = "rtl";
  const LETTERS = { a: "á", e: "ë", i: "ï", o: "ø", u: "ü", c: "ç", n: "ñ", A: "Å", E: "É", O: "Ö", U: "Û" };
  const dressed = new WeakMap();
  const word = (text) => {
    const accented = text.replace(/[aeioucnAEOU]/g, (letter) => LETTERS[letter]);
    const longer = accented + "·é".repeat(Math.ceil(text.trim().length * 0.2));
    // A right-to-left override shows the words as a right-to-left script would lie.
    return rightToLeft ? `\u202e${longer}\u202c` : longer;
  };
  const visit = (node) => {
    if (node.nodeType === Node.TEXT_NODE) {
      const isCode = node.parentElement?.closest("code, script, style, svg, textarea");
      if (!isCode && /\p{L}{2}/u.test(node.data) && dressed.get(node) !== node.data) {
        node.data = word(node.data);
        dressed.set(node, node.data);
      }
      return;
    }
    // What is shortened says the whole of it in a title.
    if (node.title && dressed.get(node) !== node.title) {
      node.title = word(node.title);
      dressed.set(node, node.title);
    }
    node.childNodes.forEach(visit);
  };
  visit(document.body);
  new MutationObserver((changes) => changes.forEach(({ target }) => visit(target))).observe(document.body, {
    characterData: true,
    childList: true,
    subtree: true,
  });
};

for (const rightToLeft of [false, true]) {
  test(`${rightToLeft ? "from right to left" : "with words half as long again"}, nothing sticks out or is cut, wide and narrow`, async (t) => {
    const visitor = await enter(t, { path: "privacy" });
    const { page, open } = visitor;
    const found = [];
    for (const path of PATHS) {
      if (path.startsWith("library/")) expectStatus(visitor, path, 404);
      await open(`${path}?demo`);
      await page.getByRole("heading", { level: 1 }).waitFor();
      await page.waitForLoadState("networkidle");
      await page.evaluate(dress, rightToLeft);
      for (const width of [1280, 360]) {
        await page.setViewportSize({ width, height: 900 });
        found.push(...(await misfits(page)).map((fault) => `/${path}, ${width} px: ${fault}`));
      }
    }
    assert.deepEqual(found, []);
  });
}

test("no word of the interface is left in English on a Chinese page", async (t) => {
  const visitor = await enter(t, { path: "zh/privacy" });
  const { page, open } = visitor;
  const found = [];
  for (const path of PATHS) {
    if (path.startsWith("library/")) expectStatus(visitor, `zh/${path}`, 404);
    await open(`zh/${path}`);
    await page.getByRole("heading", { level: 1 }).waitFor();
    await page.waitForLoadState("networkidle");
    const words = await page.evaluate(() => {
      const walker = document.createTreeWalker(document.querySelector("#hall"), NodeFilter.SHOW_TEXT);
      const found = [];
      while (walker.nextNode()) {
        const { data, parentElement } = walker.currentNode;
        // What the community wrote in another language says so; names, codes and the product's own name are nobody's words.
        if (parentElement.closest("[lang]")?.lang?.startsWith("zh") === false || parentElement.closest("code, svg, [translate=no]")) continue;
        if (/[a-z]{3,} [a-z]{2,}/i.test(data) && !/\p{Script=Han}/u.test(data)) found.push(data.trim());
      }
      return [...new Set(found)];
    });
    found.push(...words.filter((word) => !/^Guildhall|^card-|^[A-Z][a-z]+ [A-Z]\w+/.test(word)).map((word) => `/zh/${path}: ${word}`));
  }
  assert.deepEqual(found, []);
});
