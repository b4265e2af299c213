import assert from "node:assert/strict";
import { test } from "node:test";
import { assertAccessible } from "./support/accessibility.mjs";
import { PAGES, enter, itemsIn, shows, toSettings, turnTo, vanishes } from "./support/hall.mjs";

const panel = (page) => page.getByTestId("onboarding");
const focusedText = (page) => page.evaluate(() => document.activeElement.innerText);

for (const { locale, welcome, name, draws, tag, begin, next, done, steps } of [
  {
    locale: "en",
    welcome: "Welcome to Lamplight Reading Room",
    name: "What shall we call you?",
    draws: "What draws you?",
    tag: "Poetry",
    begin: "Good places to begin",
    next: "Continue",
    done: "Into the hall",
    steps: ["1 of 3", "2 of 3", "3 of 3"],
  },
  {
    locale: "zh-CN",
    welcome: "欢迎来到灯下读书会",
    name: "怎么称呼您？",
    draws: "您对什么感兴趣？",
    tag: "诗歌",
    begin: "从这里开始",
    next: "继续",
    done: "进去看看",
    steps: ["第 1 步，共 3 步", "第 2 步，共 3 步", "第 3 步，共 3 步"],
  },
]) {
  test(`three steps lead a first visitor in, with the keyboard alone (${locale})`, async (t) => {
    const { page } = await enter(t, { locale });
    const press = async (button) => {
      await panel(page).getByRole("button", { name: button, exact: true }).focus();
      await page.keyboard.press("Enter");
    };
    await panel(page).getByRole("heading", { name: welcome }).waitFor();
    await shows(panel(page).locator(".eyebrow"), steps[0]);
    await assertAccessible(page);
    await panel(page).getByLabel(name).focus();
    await page.keyboard.type("Ada King");
    await press(next);
    await shows(panel(page).locator(".eyebrow"), steps[1]);
    assert.equal(await focusedText(page), draws, "the step's heading has the focus");
    await shows(page.getByRole("banner").locator(".member-button .avatar"), "AK");

    const shelf = page.getByRole("region", { name: /^(For you|为您推荐)$/ });
    const before = await itemsIn(shelf);
    const chip = panel(page).getByRole("button", { name: tag, exact: true });
    await chip.focus();
    await page.keyboard.press("Space");
    await chip.and(page.locator("[aria-pressed=true]")).waitFor();
    assert.notDeepEqual(await itemsIn(shelf), before, "the shelf follows at once");
    await page.keyboard.press("Space");
    await chip.and(page.locator("[aria-pressed=false]")).waitFor();
    assert.deepEqual(await itemsIn(shelf), before, "and back");
    await page.keyboard.press("Space");
    await chip.and(page.locator("[aria-pressed=true]")).waitFor();
    await assertAccessible(page);

    await press(next);
    assert.equal(await focusedText(page), begin);
    assert.equal((await itemsIn(panel(page))).length, 3);
    await panel(page).locator("[aria-current=step]").waitFor();
    await assertAccessible(page);
    await press(done);
    await vanishes(panel(page));
    await page.reload();
    await page.getByRole("heading", { level: 1 }).waitFor();
    await shows(page.getByRole("banner").locator(".member-button .avatar"), "AK");
    assert.equal(await panel(page).count(), 0, "it is not shown again");
  });
}

test("where a first visitor stopped they go on, back or not at all", async (t) => {
  const { page } = await enter(t);
  await panel(page).getByRole("button", { name: "Continue" }).click();
  await shows(panel(page).locator(".eyebrow"), "2 of 3");
  await turnTo(page, PAGES.library);
  await turnTo(page, PAGES.home);
  await shows(panel(page).locator(".eyebrow"), "2 of 3");
  await page.reload();
  await shows(panel(page).locator(".eyebrow"), "2 of 3");
  await panel(page).getByRole("button", { name: "Back" }).click();
  await shows(panel(page).locator(".eyebrow"), "1 of 3");
  await panel(page).getByRole("button", { name: "Skip this" }).click();
  await vanishes(panel(page));
  await page.reload();
  await page.getByTestId("next-tier").first().waitFor();
  assert.equal(await panel(page).count(), 0);

  await toSettings(page);
  await page.getByRole("button", { name: "Show it again" }).click();
  await panel(page).getByRole("heading", { name: "Welcome to Lamplight Reading Room" }).waitFor();
});
