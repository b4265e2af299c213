import assert from "node:assert/strict";
import { test } from "node:test";
import { readFile } from "node:fs/promises";
import { NOW, PAGES, enter, itemIn, itemsIn, replaceFiles, shows, speak, standing, turnTo } from "./support/hall.mjs";

const text = (name) => readFile(new URL(`../../www/community/${name}`, import.meta.url), "utf8");
const charter = JSON.parse(await text("charter.json"));
const DAY = 86_400_000;

const like = async (page) => {
  await page.getByTestId("shelf").getByRole("button", { name: "Like", exact: true, pressed: false }).first().click();
  await page.getByTestId("shelf").getByRole("button", { name: "Like", exact: true, pressed: true }).first().waitFor();
};

test("a clock that is set back loses nothing and stops nothing", async (t) => {
  const { page } = await enter(t, { path: "discover" });
  await like(page);
  await turnTo(page, PAGES.home);
  const before = await standing(page);
  await page.clock.setSystemTime(Date.parse(NOW) - 2 * DAY);
  await turnTo(page, PAGES.discover);
  await like(page);
  await page.reload();
  await turnTo(page, PAGES.activity);
  await page.locator("[data-verb=like]").first().waitFor();
  // What bears a later day waits until the clock is there again.
  await page.clock.setSystemTime(Date.parse(NOW) + DAY);
  await page.reload();
  await turnTo(page, PAGES.home);
  assert.ok((await standing(page)).score >= before.score, "everything counts again");
  await turnTo(page, PAGES.activity);
  assert.equal(await page.locator("[data-verb=like]").count(), 2);
});

test("a language that does not exist is answered in one that does, and its addresses are no pages", async (t) => {
  const { page, open, problems, site } = await enter(t, { locale: "tlh-QO" });
  assert.equal(await page.locator("html").getAttribute("lang"), "en");
  await page.getByRole("heading", { name: "Where you stand" }).waitFor();
  problems.expect(new RegExp(`${site}tlh/library`));
  await open("tlh/library");
  await page.getByRole("heading", { level: 1, name: "There is no such page" }).waitFor();
  assert.equal(await page.locator("html").getAttribute("lang"), "en");
});

test("documents that disappear while the hall is open change nothing until it is opened anew, and then it says so", async (t) => {
  const visitor = await enter(t, { path: "discover" });
  const { page } = visitor;
  await like(page);
  const gone = { status: 404 };
  await replaceFiles(visitor, {
    "community/charter.json": gone,
    "community/catalogue.json": gone,
    "community/catalogue-2.json": gone,
  });
  for (const place of [PAGES.events, PAGES.benefits, PAGES.home]) {
    await turnTo(page, place);
    await page.getByRole("heading", { level: 1 }).waitFor();
    assert.equal(await page.getByTestId("notice").count(), 0);
  }
  const before = await standing(page);
  await speak(page, "中文");
  await speak(page, "English");
  assert.deepEqual(await standing(page), before);
  await page.reload();
  await page.locator("[data-code=offline]").getByText("What was here at your last visit is shown").waitFor();
  assert.deepEqual(await standing(page), before);
});

test("wares without a price are included, and ten thousand pieces are a library like any other", async (t) => {
  const items = Array.from({ length: 10_000 }, (_, at) => ({ id: `piece-${at}`, title: `Piece number ${at}`, kind: "course" }));
  items[0].title = "The needle";
  const catalogue = JSON.stringify({ guildhall: 1, community: charter.id, items });
  const { page } = await enter(t, { path: "library", files: { "community/catalogue.json": catalogue } });
  await shows(page.locator(".result-count"), /10,000/);
  await page.getByRole("searchbox").fill("needle");
  await page.waitForFunction(() => document.querySelectorAll("[data-testid=results] article").length === 1);
  const results = page.getByTestId("results");
  assert.deepEqual(await itemsIn(results), ["piece-0"]);
  assert.equal(await itemIn(results, "piece-0").locator(".figures").count(), 0);
  await itemIn(results, "piece-0").getByRole("link").first().click();
  await page.getByRole("heading", { level: 1, name: "The needle" }).waitFor();
  assert.equal(await page.getByTestId("purchase").count(), 0, "nothing to buy where nothing has a price");
});
