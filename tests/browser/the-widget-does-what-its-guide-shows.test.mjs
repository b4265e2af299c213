// Every snippet of the guide, pasted into an empty page as it stands.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { POLICY, host, openHost } from "./support/widget.mjs";

const ROOT = new URL("../../", import.meta.url);

async function snippets(kind) {
  const guide = await readFile(new URL("docs/embed.md", ROOT), "utf8");
  const [section] = guide.match(/^## The widget[\s\S]*?(?=^## )/m);
  return [...section.matchAll(new RegExp(`\`\`\`${kind}\\n([\\s\\S]*?)\`\`\``, "g"))].map(([, snippet]) => snippet.trim());
}

test("each snippet works as it stands", async (t) => {
  const visitor = await host(t);
  const { files } = await fetch(new URL("js/integrity.json", visitor.site)).then((answer) => answer.json());
  const css = (await snippets("css")).join("\n");
  const all = await snippets("html");
  assert.ok(all.length >= 6, "the guide shows less than it did");
  for (const [at, snippet] of all.entries()) {
    const sealed = snippet.replace("sha384-...", files["0.1.0/widget.js"]);
    const { page, warnings } = await openHost(visitor, sealed, { name: `snippet-${at}.html`, tag: "", style: css });
    const count = await page.locator("guildhall-member").count();
    await page.waitForFunction((count) => heard.filter(({ name }) => name === "ready").length === count, count);
    if (!count) await page.getByText("Become a member").waitFor();
    assert.deepEqual([warnings, await page.evaluate(() => heard.filter(({ name }) => name === "error"))], [[], []], snippet);
    await page.close();
  }
});

test("the policies that the guide names are enough, and the first one is what all tests of the widget keep to", async (t) => {
  const [full, frame] = await snippets("csp");
  for (const directive of full.split(/; */)) assert.ok(POLICY.includes(directive), directive);
  const visitor = await host(t);
  const trusting = "; require-trusted-types-for 'script'";
  const one = await openHost(visitor, '<guildhall-member view="standing"></guildhall-member>', { policy: full + trusting });
  await one.page.waitForFunction(() => heard.some(({ name, detail }) => name === "ready" && detail.mode === "full"));
  const two = await openHost(visitor, '<guildhall-member mode="frame"></guildhall-member>', { policy: frame + trusting, name: "framing.html" });
  await two.page.waitForFunction(() => heard.some(({ name, detail }) => name === "ready" && detail.mode === "frame"));
});

test("nothing moves while the widget arrives", async (t) => {
  const visitor = await host(t);
  const css = (await snippets("css")).join("\n");
  const body = '<guildhall-member></guildhall-member><guildhall-member view="standing"></guildhall-member><guildhall-member view="shelf" count="2"></guildhall-member><p>What comes after</p>';
  const { page } = await openHost(visitor, body, { style: css });
  await page.waitForFunction(() => heard.filter(({ name }) => name === "ready").length === 3);
  const moved = await page.evaluate(() => new Promise((resolve) => {
    let sum = 0;
    new PerformanceObserver((list) => list.getEntries().forEach(({ value }) => (sum += value))).observe({ type: "layout-shift", buffered: true });
    // What was seen so far is told before the second frame from now.
    requestAnimationFrame(() => requestAnimationFrame(() => resolve(sum)));
  }));
  assert.equal(moved, 0);
});
