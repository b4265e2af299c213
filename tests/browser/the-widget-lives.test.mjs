// The widget with an open hall: shared with the app of the same site, followed, released, and what happens where it cannot be had.

import assert from "node:assert/strict";
import { test } from "node:test";
import { assertAccessible } from "./support/accessibility.mjs";
import { PAGES, enter, expectStatus, replaceFiles, shows, standing, turnTo } from "./support/hall.mjs";
import { GLANCE, POLICY, heard, host, keyOf, openHost, remember } from "./support/widget.mjs";

const member = (id, more = "") => `<guildhall-member id="${id}" ${more}></guildhall-member>`;
const SCORE = /Score\s*([\d,]+)/;
const scoreOf = async (page, id) => Number((await page.locator(`#${id}`).getByRole("region").innerText()).match(SCORE)?.[1].replace(",", ""));
/** Has the member of this browser do something, through the element's own hall. */
const record = (page, id, deed) => page.locator(`#${id}`).evaluate(async (element, deed) => (await element.hall()).record(deed), deed);

test("the widget and the app are one hall, in both directions", async (t) => {
  const visitor = await enter(t);
  const app = visitor.page;
  const before = await standing(app);
  const { page } = await openHost(visitor, member("standing", 'view="standing"') + member("shelf", 'view="shelf" count="2"'));
  assert.deepEqual(await heard(page, "ready"), { mode: "full" });
  assert.equal(await scoreOf(page, "standing"), before.score);

  await page.locator("#shelf").getByRole("listitem").nth(1).waitFor();
  const [item] = await page.locator("#shelf").evaluate(async (shelf) => shelf.glance.shelf.map((pick) => pick.item));
  await page.locator("#shelf").evaluate(async (shelf, item) => (await shelf.hall()).feedback(item, "like"), item);
  assert.deepEqual(await heard(page, "change", { reason: "feedback" }), { reason: "feedback", events: 1 });
  const after = await scoreOf(page, "standing");
  assert.ok(after > before.score);
  await app.bringToFront();
  await shows(app.getByTestId("score"), String(after));

  await turnTo(app, PAGES.discover);
  await app.getByTestId("shelf").locator("article").nth(1).getByRole("button", { name: "Like", exact: true }).click();
  await heard(page, "change", { reason: "elsewhere" });
  const last = await scoreOf(page, "standing");
  assert.ok(last > after);
  await turnTo(app, PAGES.home);
  await shows(app.getByTestId("score"), String(last));
});

test("every view lives under a policy that allows next to nothing", async (t) => {
  const visitor = await host(t);
  const views = ["card", "standing", "shelf", "benefits"].map((view) => member(view, `view="${view}"`)).join("");
  const { page, warnings } = await openHost(visitor, views + member("gate", 'view="gate" when="tier>=1"'));
  await shows(page.getByRole("region", { name: "Where you stand" }), /Guest.*Next: Reader/s);
  await shows(page.getByRole("region", { name: /^Membership card/ }), /Guest/);
  await page.getByRole("region", { name: "For you" }).getByRole("link").first().waitFor();
  await page.getByRole("region", { name: "Benefits" }).getByRole("listitem").first().waitFor();
  await page.getByRole("group", { name: "Not open to you yet" }).waitFor();
  await assertAccessible(page);
  assert.deepEqual(warnings, []);
  const kept = await page.evaluate((key) => JSON.parse(localStorage.getItem(key)), keyOf(visitor.site));
  assert.deepEqual([kept.guildhall, kept.tier.id], [1, "guest"]);
});

test("what is recorded shows at once, and opens gates", async (t) => {
  const visitor = await host(t);
  const gates = `<guildhall-member id="when" view="gate" when="reads>=1"><p>You read</p></guildhall-member>`
    + `<guildhall-member id="item" view="gate" item="a-piece-that-is-not-there"><p>Never</p></guildhall-member>`;
  visitor.problems.expect(/unknown-item/);
  const { page } = await openHost(visitor, member("standing", 'view="standing"') + gates);
  await heard(page, "gate", { open: false });
  const items = await page.evaluate(() => fetch("community/catalogue.json").then((answer) => answer.json()));
  await record(page, "standing", { verb: "finish", object: items.items[0].id });
  await heard(page, "change", { reason: "record" });
  assert.ok((await scoreOf(page, "standing")) > 0);
  await page.getByText("You read").waitFor();
  assert.equal(await page.getByText("Never").isVisible(), false);
});

test("elements share one hall, which closes with the last of them", async (t) => {
  const visitor = await host(t);
  const { page, requests } = await openHost(visitor, member("one") + member("two", 'view="standing"'));
  await page.waitForFunction(() => heard.filter(({ name }) => name === "ready").length === 2);
  assert.equal(requests.filter((path) => path === "community/charter.json").length, 1);
  const isOne = await page.evaluate(async () => (await document.querySelector("#one").hall()) === (await document.querySelector("#two").hall()));
  assert.ok(isOne);
  // What is moved keeps it.
  await page.evaluate(() => document.body.append(document.querySelector("#one"), document.querySelector("#two")));
  const hall = await page.evaluateHandle(() => document.querySelector("#one").hall());
  await page.evaluate(() => document.querySelector("#one").remove());
  assert.equal(await hall.evaluate((hall) => hall.standing().then(({ tier }) => tier.id)), "guest");
  await page.evaluate(() => document.querySelector("#two").remove());
  await page.waitForFunction((hall) => hall.standing().then(() => false, ({ code }) => code === "closed"), hall);
});

test("what a card is told stays beside an open hall", async (t) => {
  const visitor = await host(t);
  const { page } = await openHost(visitor, member("told", 'mode="card" name="Ada" tier="Reader"') + member("full"));
  await heard(page, "ready", { mode: "full" });
  await record(page, "full", { verb: "login" });
  await heard(page, "change", { reason: "record" });
  await shows(page.locator("#told").getByRole("region"), /Reader[^]*Ada/);
});

test("what was set just before the hall is asked for counts", async (t) => {
  const visitor = await host(t);
  const { page } = await openHost(visitor, member("one", 'member="ada"') + member("frame", 'mode="frame"'), {
    policy: POLICY.replace("connect-src", "frame-src 'self'; connect-src"),
  });
  await heard(page, "ready", { mode: "full" });
  const whose = await page.locator("#one").evaluate(async (element) => {
    element.member = "zoe";
    await element.hall();
    element.member = "bo";
    return (await element.hall()).member;
  });
  assert.equal(whose, "bo");
  // However often it is asked for in between, there is one frame.
  const frames = await page.locator("#frame").evaluate(async (element) => {
    element.view = "standing";
    await Promise.all([element.refresh(), element.refresh()]);
    await element.hall();
    return element.shadowRoot.querySelectorAll("iframe").length;
  });
  assert.equal(frames, 1);
});

test("a removed element is let go", async (t) => {
  const visitor = await host(t);
  const { page } = await openHost(visitor, member("gone", 'view="standing"') + member("stays", 'mode="card"'));
  await heard(page, "ready", { mode: "full" });
  await page.evaluate(() => {
    globalThis.weak = new WeakRef(document.querySelector("#gone"));
    document.querySelector("#gone").remove();
    globalThis.heard.length = 0;
  });
  const devtools = await visitor.context.newCDPSession(page);
  // Its hall is closed first, which ends when the browser has let the store go.
  const deadline = Date.now() + 30_000;
  while (await page.evaluate(() => weak.deref() !== undefined)) {
    assert.ok(Date.now() < deadline, "the element is still held");
    await devtools.send("HeapProfiler.collectGarbage");
  }
});

test("a charter that cannot be had leaves what was known", async (t) => {
  const visitor = await host(t);
  await remember(visitor);
  await replaceFiles(visitor, { "community/charter.json": { status: 404 } });
  const { page, warnings } = await openHost(visitor, member("standing", 'view="standing"'));
  assert.equal((await heard(page, "error")).code, "unreachable");
  assert.deepEqual(await heard(page, "ready"), { mode: "card" });
  const panel = page.getByRole("region", { name: "Where you stand" });
  await shows(panel, /Companion/);
  await shows(panel.getByRole("status"), /Last known: Nov 28, 2026/);
  assert.equal(warnings.length, 1, warnings.join("\n"));
  // The network is back.
  await replaceFiles(visitor, { "community/charter.json": null });
  await page.evaluate(() => dispatchEvent(new Event("online")));
  await shows(panel, /Guest/);
  assert.equal(await panel.getByRole("status").count(), 0);
});

test("a charter of another version, or none at all, is told and breaks nothing", async (t) => {
  const visitor = await host(t);
  await replaceFiles(visitor, { "community/charter.json": JSON.stringify({ guildhall: 99, id: "later", name: "Later" }) });
  const first = await openHost(visitor, member("card"));
  assert.equal((await heard(first.page, "error")).code, "bad-charter");
  await shows(first.page.getByRole("region"), /Not known here yet/);
  await shows(first.page.getByRole("status"), /cannot be reached/);
  const second = await openHost(visitor, member("card", 'charter="nowhere.json"'), { name: "second.html" });
  expectStatus(visitor, "nowhere.json", 404);
  assert.equal((await heard(second.page, "error")).code, "unreachable");
  assert.equal(await second.page.locator("#card").evaluate((card) => card.hall().then(() => "open", ({ code }) => code)), "unreachable");
});

test("a browser that keeps nothing is told so, and everything else works", async (t) => {
  const visitor = await host(t);
  await visitor.context.addInitScript(() => {
    const blocked = { get: () => { throw new DOMException("blocked", "SecurityError"); } };
    Object.defineProperty(window, "localStorage", blocked);
    Object.defineProperty(window, "indexedDB", blocked);
  });
  const { page } = await openHost(visitor, member("standing", 'view="standing"'));
  const panel = page.getByRole("region", { name: "Where you stand" });
  await shows(panel, /Guest/);
  await shows(panel.getByRole("status"), /keeps nothing/);
  await record(page, "standing", { verb: "login" });
  await heard(page, "change", { reason: "record" });
});

test("where WebAssembly is forbidden, the card stays and the console names the directive", async (t) => {
  const visitor = await host(t);
  visitor.problems.expect(/wasm-eval|WebAssembly/);
  await remember(visitor);
  const { page, requests, warnings } = await openHost(visitor, member("card"), { policy: POLICY.replace(" 'wasm-unsafe-eval'", "") });
  assert.equal((await heard(page, "error")).code, "wasm-unavailable");
  assert.deepEqual(await heard(page, "ready"), { mode: "card" });
  await shows(page.getByRole("region"), /Companion/);
  assert.equal(warnings.filter((text) => text.includes("`script-src 'wasm-unsafe-eval'`")).length, 1, warnings.join("\n"));
  assert.deepEqual(requests.filter((path) => path.endsWith(".wasm")), []);
});

test("a file that is not what was built is refused", async (t) => {
  for (const [file, view, code] of [["js/panels.js", "standing", "unverified"], ["js/live.js", "card", "unverified"], ["js/hall.js", "card", "unverified"], ["js/guildhall_core_bg.wasm", "card", "wasm-unavailable"]]) {
    const visitor = await host(t);
    visitor.problems.expect(/integrity|digest|SRI/i);
    await visitor.context.route(new URL(file, visitor.site).href, async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, body: Buffer.concat([await response.body(), Buffer.from(" ")]) });
    });
    const { page } = await openHost(visitor, member(view, `view="${view}"`));
    assert.equal((await heard(page, "error")).code, code, file);
  }
});

test("nothing is fetched but the script until the element is about to be seen", async (t) => {
  const visitor = await host(t);
  const { page, requests } = await openHost(visitor, `<div class="far"></div>${member("standing", 'view="standing"')}`, { style: ".far { block-size: 5000px; }" });
  await page.waitForLoadState("networkidle");
  assert.deepEqual(requests.filter((path) => /guildhall|wasm/.test(path)), []);
  await page.locator("#standing").scrollIntoViewIfNeeded();
  await heard(page, "ready", { mode: "full" });
});
