// The JavaScript API in a page that is not the app, under a policy as strict as the app's own, beside the app on the same site.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { PAGES, enter, shows, standing, turnTo } from "./support/hall.mjs";
import { POLICY, plainPage } from "./support/plain.mjs";

const heard = (page, reason) => page.waitForFunction((reason) => window.heard.some((change) => change.reason === reason), reason);

test("a plain page and the app are one hall, in both directions", async (t) => {
  const visitor = await enter(t);
  const app = visitor.page;
  const before = await standing(app);
  const page = await plainPage(visitor);
  const now = await page.evaluate(() => hall.standing().then(({ score }) => score.total));
  assert.equal(await page.evaluate(() => hall.storage), "indexeddb");
  assert.deepEqual(await page.evaluate(() => hall.problems), []);
  assert.equal(now, before.score);

  const [item, after] = await page.evaluate(async () => {
    const { picks } = await hall.shelf({ count: 1 });
    await hall.feedback(picks[0].item, "like");
    return [picks[0].item, (await hall.standing()).score.total];
  });
  assert.ok(after > now);
  await heard(page, "feedback");
  await app.bringToFront();
  await shows(app.getByTestId("score"), String(after));

  await turnTo(app, PAGES.discover);
  await app.getByTestId("shelf").locator("article").nth(1).getByRole("button", { name: "Like", exact: true }).click();
  await heard(page, "elsewhere");
  const last = await page.evaluate(() => hall.standing().then(({ score }) => score.total));
  assert.ok(last > after);
  await turnTo(app, PAGES.home);
  await shows(app.getByTestId("score"), String(last));
  assert.match(await page.evaluate(() => hall.export()), new RegExp(item));
});

test("two plain pages follow each other, and what one erases is gone for both", async (t) => {
  const visitor = await enter(t, { path: null });
  const [first, second] = [await plainPage(visitor), await plainPage(visitor)];
  const members = await Promise.all([first, second].map((page) => page.evaluate(() => hall.member)));
  assert.equal(members[0], members[1]);
  await first.evaluate(() => hall.record([{ verb: "login" }, { verb: "post", note: "Good morning" }]));
  await heard(second, "elsewhere");
  const [one, other] = await Promise.all([first, second].map((page) => page.evaluate(() => hall.standing({ at: "2026-12-24" }))));
  assert.deepEqual(one, other);

  await first.evaluate(() => hall.erase());
  await heard(second, "store-erased");
  assert.equal(await first.evaluate(() => hall.standing().catch((error) => error.code)), "erased");
  const anew = "open({ charter: 'community/charter.json', catalogue: 'community/catalogue.json' }).then((hall) => hall.export())";
  assert.equal(await first.evaluate(anew), "");
});

test("a policy that forbids WebAssembly is told with what it lacks", async (t) => {
  const visitor = await enter(t, { path: null });
  visitor.problems.expect(/wasm|WebAssembly|script-src/i);
  const page = await plainPage(visitor, { policy: POLICY.replace("'wasm-unsafe-eval'", ""), until: () => window.failed });
  assert.deepEqual(await page.evaluate(() => [failed.code, failed instanceof Error]), ["wasm-unavailable", true]);
  assert.match(await page.evaluate(() => failed.message), /'wasm-unsafe-eval'/);
});

test("what the guide shows works in a page as it stands", async (t) => {
  const { page, context, site } = await enter(t, { path: null });
  const guide = await readFile(new URL("../../docs/embed.md", import.meta.url), "utf8");
  const [, snippet] = guide.match(/^## JavaScript API[\s\S]*?```html\n([\s\S]*?)```/m);
  const body = `<!doctype html><html lang="en"><title></title><link rel="icon" href="data:,">${snippet}</html>`;
  await context.route(new URL("guide.html", site).href, (route) => route.fulfill({ contentType: "text/html", body }));
  await page.goto(new URL("guide.html", site).href);
  await page.waitForFunction(() => /^\S+, \d+ points$/.test(document.title));
});
