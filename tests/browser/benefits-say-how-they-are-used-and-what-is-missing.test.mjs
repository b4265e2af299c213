import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { assertAccessible } from "./support/accessibility.mjs";
import { NOW, PAGES, enter, figure, importFile, ownName, shows, speak, toast, turnTo, vanishes } from "./support/hall.mjs";
import { FREE_ITEMS, event, history, ndjson } from "./support/events.mjs";

const CHARTER = new URL("../../www/community/charter.json", import.meta.url);
const charter = () => JSON.parse(readFileSync(CHARTER, "utf8"));


/** A member with a month behind them, and something that earned points more than a year ago. */
async function companion(t, options) {
  const visitor = await enter(t, options);
  const member = await ownName(visitor);
  const past = history({ member, items: FREE_ITEMS, days: 30, until: NOW });
  past.push(event({ at: "2025-11-01T10:00:00+08:00", member, verb: "finish", object: "pepys-in-the-fire" }));
  await importFile(visitor.page, "past.ndjson", ndjson(past));
  await turnTo(visitor.page, PAGES.benefits);
  return visitor;
}

test("every benefit a member has says how it is used, and leads there", async (t) => {
  const { page } = await companion(t);
  const held = page.getByTestId("benefits-held");
  await shows(held.getByText(/^Yours now: /), "Yours now: 5");
  const piece = held.getByRole("listitem").filter({ hasText: "The recordings" }).getByRole("link", { name: "Four Passes of Revision" });
  await piece.click();
  await shows(page.getByRole("heading", { level: 1 }), "Four Passes of Revision");
  await page.goBack();
  await held.getByRole("listitem").filter({ hasText: "Your name in the book" }).getByRole("link").click();
  await shows(page.getByRole("heading", { level: 1 }), "Your card");
});

test("what is locked shows how far it is", async (t) => {
  const { page } = await companion(t);
  const near = page.getByTestId("within-reach");
  await shows(near.getByRole("listitem").filter({ hasText: "The bench drawer" }).locator(".figures"), "0 of 1");
  const next = page.getByTestId("benefits-locked").getByRole("region", { name: "As Lamp-keeper" });
  await next.getByText(/% of the way$/).waitFor();
  await next.getByRole("listitem").filter({ hasText: "A manuscript read" }).getByText("30 of 40").waitFor();
});

test("the table of tiers and benefits says what the charter says", async (t) => {
  const { page } = await companion(t);
  const { tiers, benefits } = charter();
  const matrix = page.getByTestId("matrix");
  assert.equal(await matrix.locator("[aria-current]").getAttribute("data-tier"), "companion");
  const unmet = new Set(["bench-drawer", "first-pick", "editors-drawer", "manuscript-reading", "your-own-circle"]);
  const rows = await matrix
    .locator("tbody tr")
    .evaluateAll((rows) => rows.map((row) => [row.dataset.benefit, ...[...row.cells].slice(1).map((cell) => cell.querySelector(".visually-hidden").textContent)]));
  const wanted = benefits.map((benefit) => [
    benefit.id,
    ...tiers.map((_, rank) => {
      if (rank < tiers.findIndex((tier) => tier.id === benefit.from)) return "Not included";
      return unmet.has(benefit.id) ? "Included, with a condition" : "Included";
    }),
  ]);
  assert.deepEqual(rows, wanted);
});

test("the table scrolls by itself on a phone and keeps the names in sight", async (t) => {
  const { page } = await companion(t, { viewport: { width: 360, height: 780 } });
  const region = page.getByRole("region", { name: "What each tier gives, a table that scrolls sideways" });
  await region.focus();
  const name = region.getByRole("rowheader").first();
  const before = await name.boundingBox();
  await region.evaluate((region) => region.scrollTo({ left: region.scrollWidth }));
  const after = await name.boundingBox();
  assert.equal(after.x, before.x);
  const last = await region.getByRole("columnheader").last().boundingBox();
  assert.ok(last.x >= after.x + after.width - 1 && last.x + last.width <= 361, JSON.stringify({ after, last }));
  assert.equal(await page.evaluate(() => document.scrollingElement.scrollWidth), 360);
});

test("a reward is redeemed after a question, listed, and given back", async (t) => {
  const { page } = await companion(t);
  const balance = page.getByTestId("balance");
  const before = figure(await balance.innerText());
  const reward = page.getByTestId("rewards").getByRole("listitem").filter({ hasText: "Five letterpress bookmarks" });
  const redeem = reward.getByRole("button", { name: "Redeem for 120" });
  const dialog = page.getByRole("dialog", { name: "Redeem “Five letterpress bookmarks”?" });

  // Asked, and thought better of.
  await redeem.first().click();
  await dialog.waitFor();
  await assertAccessible(page);
  assert.deepEqual(
    await dialog.locator("dd").allInnerTexts().then((texts) => texts.map(figure)),
    [before, 120, before - 120],
  );
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "hidden" });
  assert.equal(await redeem.first().evaluate((button) => button === document.activeElement), true);
  assert.equal(figure(await balance.innerText()), before);

  await redeem.first().click();
  await dialog.getByRole("button", { name: "Redeem for 120" }).click();
  await shows(toast(page).locator("p").first(), "Redeemed: Five letterpress bookmarks");
  await shows(balance, String(before - 120));
  const bought = page.getByTestId("redeemed").getByRole("listitem");
  assert.equal(await bought.count(), 1);
  await shows(page.getByTestId("history").locator("tbody tr").first(), /Redeemed\s+Five letterpress bookmarks\s*-120/);
  await bought.getByRole("button", { name: "Take back" }).click();
  await shows(balance, String(before));
  await vanishes(page.getByTestId("redeemed"));
});

test("the history of points adds up and names what expired", async (t) => {
  const { page } = await companion(t);
  const history = page.getByTestId("history");
  const more = history.getByRole("button", { name: /^Show \d+ more$/ });
  while (await more.count()) await more.click();
  const rows = await history
    .locator("tbody tr")
    .evaluateAll((rows) => rows.map((row) => [...row.cells].slice(2).map((cell) => cell.innerText)));
  assert.ok(rows.length > 60, `${rows.length} changes`);
  let balance = 0;
  for (const [change, after] of rows.reverse()) {
    balance += figure(change);
    assert.equal(figure(after), balance);
  }
  assert.equal(figure(await page.getByTestId("balance").innerText()), balance);
  await history.getByRole("button", { name: "Expired" }).click();
  await shows(history.locator("tbody tr"), /Expired, unspent since Nov 1, 2025/);
  assert.equal(await history.locator("tbody tr").count(), 1);
  await history.getByRole("button", { name: "Redeemed" }).click();
  await history.getByText("None of these so far.").waitFor();
});

test("the page speaks Chinese as well", async (t) => {
  const { page } = await companion(t);
  await speak(page, "简体中文");
  await shows(page.getByRole("heading", { level: 1 }), "权益");
  await shows(page.getByTestId("benefits-held").getByText(/^已拥有/), "已拥有 5 项");
  await page.getByRole("heading", { name: "触手可及" }).waitFor();
  await page.getByRole("heading", { name: "成为“守灯人”之后" }).waitFor();
  await page.getByTestId("history").getByRole("button", { name: "已过期" }).click();
  await shows(page.getByTestId("history").locator("tbody tr"), /过期：2025年11月1日 所得，未使用/);
  await assertAccessible(page);
});

test("a newcomer finds every part of the page explained", async (t) => {
  const { page } = await enter(t, { path: "benefits" });
  await page.getByText("None yet. The first ones are close.").waitFor();
  await page.getByRole("region", { name: "As Reader" }).waitFor();
  await shows(page.getByTestId("badges").getByText(/earned$/), "0 of 9 earned");
  await page.getByText("How points are earned").click();
  await page.getByText("Points that are not spent within 365 days expire, the oldest first.").waitFor();
});

test("a plan is paid where the charter says, and what only operators may record has no button", async (t) => {
  const changed = charter();
  changed.plans[0].checkout = "https://shop.example/monthly";
  changed.plans[1].checkout = "javascript:alert(1)";
  changed.benefits[0] = { ...changed.benefits[0], from: "guest", link: "javascript:alert(2)" };
  changed.trust = { "plan-start": ["operator"], "points-spend": ["operator"] };
  const { page } = await enter(t, { path: "benefits", files: { "community/charter.json": JSON.stringify(changed) } });
  const plans = page.getByTestId("plan");
  const checkout = plans.getByRole("link", { name: "Pay on the community’s site" });
  assert.deepEqual(await checkout.evaluateAll((links) => links.map((link) => link.href)), ["https://shop.example/monthly"]);
  assert.equal(await plans.getByRole("button").count(), 0);
  await plans.getByText("Payments are recorded by the people who run the community.").waitFor();
  assert.equal(await page.locator('main a[href^="javascript"]').count(), 0);
});
