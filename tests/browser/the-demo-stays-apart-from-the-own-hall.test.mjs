import assert from "node:assert/strict";
import { test } from "node:test";
import { assertAccessible } from "./support/accessibility.mjs";
import { PAGES, enter, ownName, shows, standing, turnTo, vanishes } from "./support/hall.mjs";

test("the demo shows a year, says so on every page, and leaves no trace", async (t) => {
  const visitor = await enter(t, { path: "library/su-shi-night-walk" });
  const { page, open } = visitor;
  await page.getByTestId("text").waitFor();
  const own = await ownName(visitor);
  await turnTo(page, PAGES.home);
  const before = await standing(page);
  const databases = () => page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name).sort());
  const kept = await databases();

  await open("?demo");
  await page.getByTestId("demo").waitFor();
  await shows(page.getByTestId("tier"), /^(Companion|Lamp-keeper)$/);
  assert.ok((await standing(page)).score > 400);
  assert.equal(await page.getByTestId("onboarding").count(), 0);
  await assertAccessible(page);
  for (const place of [PAGES.discover, PAGES.library, PAGES.events, PAGES.benefits, PAGES.card, PAGES.activity]) {
    await turnTo(page, place);
    assert.match(page.url(), /\?demo$/, "the address keeps the demo");
    await page.getByTestId("demo").waitFor();
  }
  await page.reload();
  await page.getByTestId("demo").waitFor();

  await page.getByRole("link", { name: "Leave the demo" }).click();
  await vanishes(page.getByTestId("demo"));
  assert.match(page.url(), /activity$/);
  assert.equal(await ownName(visitor), own);
  await turnTo(page, PAGES.home);
  assert.deepEqual(await standing(page), before);
  assert.deepEqual(await databases(), kept);
});

test("the demo speaks Chinese too", async (t) => {
  const { page } = await enter(t, { path: "zh/?demo", locale: "zh-CN" });
  await page.getByTestId("demo").getByText("一位虚构会员的一年").waitFor();
  await shows(page.getByRole("banner").locator(".member-button .avatar"), "知远");
  await page.getByRole("link", { name: "退出演示" }).click();
  await vanishes(page.getByTestId("demo"));
  assert.match(page.url(), /zh\/$/);
});
