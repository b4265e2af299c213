import assert from "node:assert/strict";
import { test } from "node:test";
import { FREE_ITEMS, event, history, ndjson } from "./support/events.mjs";
import { NOW, PAGES, enter, importFile, ownName, shows, standing, toast, turnTo, vanishes } from "./support/hall.mjs";

test("at midnight a page that is looked at begins the new day", async (t) => {
  const { page, context } = await enter(t);
  const { score } = await standing(page);
  await context.clock.fastForward("13:59:00");
  assert.equal((await standing(page)).score, score);
  await context.clock.fastForward("02:00");
  await shows(page.getByTestId("score"), String(score + 5));
  await turnTo(page, PAGES.activity);
  await page.getByRole("heading", { name: "Yesterday" }).waitFor();
});

test("words about what was done go by themselves, but not under the pointer", async (t) => {
  const { page, context } = await enter(t, { path: "discover" });
  const like = page.getByRole("button", { name: "Like", exact: true }).first();
  await like.click();
  await shows(toast(page).locator("p").first(), /^Liked/);
  await toast(page).hover();
  await context.clock.fastForward("01:00");
  await shows(toast(page).locator("p").first(), /^Liked/);
  await page.getByRole("heading", { level: 1 }).hover();
  await context.clock.fastForward("00:13");
  await vanishes(page.locator(".toast"));
});

test("a tier that is not kept is announced with its day, and lost on that day", async (t) => {
  const visitor = await enter(t);
  const { page, context } = visitor;
  const member = await ownName(visitor);
  const items = FREE_ITEMS.slice(0, 8);
  await importFile(page, "past.ndjson", ndjson(history({ member, items, days: 30, until: NOW })));
  await turnTo(page, PAGES.home);
  await shows(page.getByTestId("tier"), "Companion");
  await page.getByTestId("drop-warning").getByText("you fall to Reader if nothing changes").waitFor();
  const day = (await page.getByTestId("drop-warning").innerText()).match(/On (.+?) you fall/)[1];

  const eve = new Date(`${day} 12:00 UTC`);
  eve.setUTCDate(eve.getUTCDate() - 1);
  await context.clock.setSystemTime(eve);
  await page.reload();
  await shows(page.getByTestId("tier"), "Companion");
  eve.setUTCDate(eve.getUTCDate() + 1);
  await context.clock.setSystemTime(eve);
  await page.reload();
  await shows(page.getByTestId("tier"), "Reader");
});

test("what comes from a clock that was ahead counts when its time has come", async (t) => {
  const visitor = await enter(t);
  const { page, context } = visitor;
  const member = await ownName(visitor);
  const early = event({ at: "2026-12-03T12:00:00+08:00", member, verb: "finish", object: "su-shi-night-walk" });
  await importFile(page, "early.ndjson", ndjson([early]));
  const line = page.locator("[data-verb=finish]");
  await line.getByText("Does not count").waitFor();
  await context.clock.setSystemTime("2026-12-03T12:30:00+08:00");
  await page.reload();
  await line
    .getByText("+8 score")
    .or(line.getByText(/^\+\d+ score/))
    .first()
    .waitFor();
  assert.equal(await line.getByText("Does not count").count(), 0);
});
