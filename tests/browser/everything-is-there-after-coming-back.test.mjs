import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { chromium } from "playwright-core";
import { launchOptions } from "./support/chromium.mjs";
import {
  NOW,
  PAGES,
  PATIENCE,
  dress,
  enter,
  itemsIn,
  markFinished,
  shows,
  speak,
  standing,
  toSettings,
  turnTo,
} from "./support/hall.mjs";
import { Problems } from "./support/problems.mjs";
import { siteUrl } from "./support/site.mjs";

/** Later, and still the same visit. */
const SOON = "2026-12-01T10:20:00+08:00";

/** Does a little of everything that is to last, beginning on the first page. */
async function leaveTraces(page) {
  await page.getByTestId("picks").getByRole("article").getByRole("link").first().click();
  await markFinished(page);
  await page.getByRole("radio", { name: "5 of 5" }).check();
  await page.getByLabel("Your comment").fill("To be read again in winter.");
  await page.getByRole("button", { name: "Add comment" }).click();
  await page.getByText("To be read again in winter.").waitFor();
  await turnTo(page, PAGES.discover);
  await page.getByRole("slider").focus();
  await page.keyboard.press("ArrowRight");
  await page.locator("input[type=range][aria-valuetext='30%']").waitFor();
  await page.getByRole("combobox", { name: "Add an interest" }).selectOption({ label: "Travel" });
  await page.getByTestId("interests").getByText("Travel").waitFor();
}

/** Everything a member would miss if it were gone; ends on the first page. */
async function traces(page) {
  await turnTo(page, PAGES.discover);
  const shelf = await itemsIn(page.getByTestId("shelf"));
  const interests = await page.getByTestId("interests").innerText();
  const adventurous = await page.getByRole("slider").inputValue();
  await turnTo(page, PAGES.activity);
  await page.getByRole("region", { name: "Timeline" }).getByText("Today").waitFor();
  const events = await page.locator("[data-event]").evaluateAll((events) => events.map((event) => event.innerText));
  const member = await page.getByTestId("member").innerText();
  await turnTo(page, PAGES.home);
  return { standing: await standing(page), shelf, interests, adventurous, events, member };
}

test("a reload keeps events, standing, taste, language and appearance", async (t) => {
  const { page } = await enter(t);
  await leaveTraces(page);
  const before = await traces(page);
  assert.equal(before.events.length, 7, before.events.join("\n"));
  await page.reload();
  await page.getByRole("heading", { name: "Where you stand" }).waitFor();
  assert.deepEqual(await traces(page), before);

  await toSettings(page);
  await dress(page, "Appearance", "Dark");
  await dress(page, "Text size", "Large");
  await speak(page, "简体中文");
  await page.getByRole("heading", { level: 1, name: "设置" }).waitFor();
  await page.reload();
  await page.getByRole("heading", { level: 1, name: "设置" }).waitFor();
  assert.equal(await page.locator("html").getAttribute("lang"), "zh-Hans");
  assert.equal(await page.locator("html").getAttribute("data-theme"), "dark");
  assert.equal(await page.locator("html").getAttribute("data-text"), "large");
  assert.ok(await page.getByRole("radio", { name: "深色" }).isChecked());
});

test("personalisation stays off after a reload", async (t) => {
  const { page } = await enter(t, { path: "discover" });
  await page.getByRole("switch").click();
  await page.getByText("The same for everyone").waitFor();
  await page.reload();
  await page.getByText("The same for everyone").waitFor();
  assert.equal(await page.getByRole("switch").isChecked(), false);
});

test("closing and reopening the browser keeps everything", async (t) => {
  const profile = await mkdtemp(join(tmpdir(), "guildhall-profile-"));
  const site = await siteUrl();
  const problems = new Problems();
  const open = async (at) => {
    const context = await chromium.launchPersistentContext(profile, { ...launchOptions, locale: "en" });
    t.after(() => context.close());
    await problems.watch(context, site);
    await context.clock.install({ time: at });
    const [page] = context.pages();
    page.setDefaultTimeout(PATIENCE);
    await page.goto(site);
    await page.getByRole("heading", { name: "Where you stand" }).waitFor();
    return { context, page };
  };
  const first = await open(NOW);
  await leaveTraces(first.page);
  const before = await traces(first.page);
  await toSettings(first.page);
  await dress(first.page, "Appearance", "Light");
  await first.context.close();

  const { context, page } = await open(SOON);
  assert.deepEqual(await traces(page), before);
  assert.equal(await page.locator("html").getAttribute("data-theme"), "light");
  await context.close();
  await rm(profile, { recursive: true, maxRetries: 5 });
  assert.deepEqual(problems.unexpected(), []);
});

test("coming back after a while is a visit, and a new day is a new day", async (t) => {
  const { page, context } = await enter(t);
  const visits = async (count) => {
    await turnTo(page, PAGES.activity);
    await page.getByRole("combobox", { name: "Show", exact: true }).selectOption({ label: "Came in" });
    await shows(page.getByRole("region", { name: "Timeline" }), new RegExp(`(Came in[^]*){${count}}`));
    return page.locator("[data-event]").count();
  };
  assert.equal(await visits(1), 1);
  await page.reload();
  await page.getByRole("heading", { level: 1 }).waitFor();
  assert.equal(await visits(1), 1, "a reload is no visit");
  await turnTo(page, PAGES.home);
  const { score } = await standing(page);
  await context.clock.setSystemTime("2026-12-02T07:00:00+08:00");
  await page.reload();
  await page.getByRole("heading", { level: 1 }).waitFor();
  await shows(page.getByTestId("score"), String(score + 5));
  assert.equal(await visits(2), 2);
  await page.getByRole("heading", { name: "Yesterday" }).waitFor();
});
