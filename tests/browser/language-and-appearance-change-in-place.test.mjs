import assert from "node:assert/strict";
import { test } from "node:test";
import { PAGES, dress, enter, markFinished, shows, speak, standing, turnTo } from "./support/hall.mjs";

test("the language changes in place: words, numbers, dates, titles and texts", async (t) => {
  const { page } = await enter(t, { path: "library/faraday-candle-course" });
  await page.getByTestId("text").getByText("Michael Faraday, bookbinder’s apprentice").waitFor();
  // A word that is being written survives the change: nothing is loaded anew.
  await page.getByLabel("Your comment").fill("half a senten");
  await speak(page, "简体中文");
  const title = await page.getByRole("heading", { level: 1 }).innerText();
  assert.match(title, /\p{Script=Han}/u);
  assert.equal(await page.locator("html").getAttribute("lang"), "zh-Hans");
  await page.waitForFunction((title) => document.title.startsWith(title), title);
  assert.match(await page.title(), /灯下读书会$/);
  await shows(page.getByTestId("text"), /法拉第/);
  await shows(page.getByTestId("purchase").locator("strong"), "¥68");
  assert.equal(await page.getByLabel("您的评论").inputValue(), "half a senten");
  await page.getByRole("button", { name: "记录一次购买" }).click();
  await page.locator(".toast").getByText("购买：").waitFor();
  await speak(page, "English");
  await page.locator(".toast").getByText("Bought: Six Evenings with a Candle").waitFor();
  await shows(page.getByTestId("purchase").locator("strong"), "CN¥68");
  assert.equal(await page.locator("html").getAttribute("lang"), "en");
});

for (const [locale, tag, heading] of [
  ["zh-CN", "zh-Hans", "我的会员状态"],
  ["zh-TW", "zh-Hans", "我的会员状态"],
  ["en-GB", "en", "Where you stand"],
  ["fr-FR", "en", "Where you stand"],
]) {
  test(`a browser that prefers ${locale} begins in ${tag}`, async (t) => {
    const { page } = await enter(t, { locale });
    await page.getByRole("heading", { level: 1, name: heading }).waitFor();
    assert.equal(await page.locator("html").getAttribute("lang"), tag);
  });
}

test("no English is left on a Chinese page, and what is foreign is marked as such", async (t) => {
  for (const path of ["", "discover", "library", "activity", "settings"]) {
    const { page } = await enter(t, { path, locale: "zh-CN" });
    await page.locator("details").evaluateAll((all) => all.forEach((details) => (details.open = true)));
    const foreign = await page.evaluate(() => {
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      const found = [];
      while (walker.nextNode()) {
        const { parentElement, data } = walker.currentNode;
        const isMarked = parentElement.closest("[lang]").lang !== "zh-Hans";
        const isCode = parentElement.closest("code, script, noscript, [hidden], option, [data-testid=member], .figures, .item-author") !== null;
        // Names and abbreviations stand in any language.
        if (!isMarked && !isCode && /[a-z]{4,}/.test(data.replace(/Guildhall|member-\w+/g, "")))
          found.push(data.trim());
      }
      return found;
    });
    assert.deepEqual(foreign, [], `on ${path || "the first page"}`);
  }
});

test("light, dark and the system's appearance change the colours at once", async (t) => {
  const { page } = await enter(t, { path: "settings", colorScheme: "light" });
  const background = () =>
    page.evaluate(
      () =>
        getComputedStyle(document.documentElement).backgroundColor + getComputedStyle(document.body).backgroundColor,
    );
  const light = await background();
  await dress(page, "Appearance", "Dark");
  await page.locator("html[data-theme=dark]").waitFor();
  const dark = await background();
  assert.notEqual(dark, light);
  await page.emulateMedia({ colorScheme: "dark" });
  await dress(page, "Appearance", "Light");
  await page.locator("html[data-theme=light]").waitFor();
  assert.equal(await background(), light, "the choice outweighs the system");
  await dress(page, "Appearance", "System");
  await page.locator("html[data-theme=system]").waitFor();
  assert.equal(await background(), dark);
  await page.emulateMedia({ colorScheme: "light" });
  assert.equal(await background(), light, "the system is followed");
});

test("changing the language changes nothing else", async (t) => {
  const { page } = await enter(t, { path: "library/su-shi-night-walk" });
  await markFinished(page);
  await page.getByText("You have finished this").waitFor();
  await turnTo(page, PAGES.home);
  const { tier, ...before } = await standing(page);
  await speak(page, "简体中文");
  await shows(page.getByTestId("tier"), "访客");
  const { tier: _, ...after } = await standing(page);
  assert.deepEqual(after, before);
});
