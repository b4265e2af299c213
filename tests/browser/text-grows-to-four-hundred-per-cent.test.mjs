import assert from "node:assert/strict";
import { test } from "node:test";
import { misfits, shareOfBars, unreachable } from "./support/fit.mjs";
import { PATIENCE, dress, enter, expectStatus, shows } from "./support/hall.mjs";

/** Every page by its address. */
const PAGES = [
  [""],
  ["?demo"],
  ["discover?demo"],
  ["library?demo"],
  ["library?demo&q=zzzz"],
  ["library/su-shi-night-walk?demo"],
  ["library/faraday-candle-course"],
  ["library/hamlet-in-three-texts"],
  ["events?demo"],
  ["benefits?demo"],
  ["card?demo"],
  ["activity?demo"],
  ["privacy?demo"],
  ["settings?demo"],
  ["no/such/page"],
];

/** A screen of 1280 x 1024, enlarged. */
const ZOOMS = [
  ["200 %", { width: 640, height: 512 }],
  ["400 %", { width: 320, height: 256 }],
];

async function look(page, place, found) {
  for (const [zoom, viewport] of ZOOMS) {
    await page.setViewportSize(viewport);
    const note = (fault) => found.push(`${place}, ${zoom}: ${fault}`);
    (await misfits(page)).forEach(note);
    (await unreachable(page)).forEach((element) => note(`lies behind something: ${element}`));
    const share = await shareOfBars(page);
    if (share > 1 / 3) note(`bars that stay take ${Math.round(share * 100)} % of the window`);
  }
}

for (const [language, prefix] of [
  ["English", ""],
  ["Chinese", "zh/"],
]) {
  for (const size of ["usual", "largest"]) {
    test(`at 200 % and 400 % nothing is cut, hidden or wider than the window, in ${language} with the ${size} text`, async (t) => {
      const visitor = await enter(t, { path: "settings", reducedMotion: "reduce" });
      const { page, open } = visitor;
      if (size === "largest") {
        await dress(page, "Text size", "Largest");
        await page.locator("html[data-text=largest]").waitFor({ state: "attached" });
      }
      const found = [];
      for (const [path] of PAGES) {
        const address = prefix + path;
        if (/^(library\/|no\/)/.test(path)) expectStatus(visitor, address.split("?")[0], 404);
        await open(address);
        await page.getByRole("heading", { level: 1 }).waitFor({ timeout: PATIENCE });
        await page.waitForLoadState("networkidle");
        await page.locator("details").evaluateAll((all) => all.forEach((details) => (details.open = true)));
        await look(page, `/${address}`, found);
      }

      // The further steps of a first visit, what is said when erasing is not confirmed, and what lies over a page.
      await open(prefix);
      const panel = page.getByTestId("onboarding");
      for (const step of [2, 3]) {
        await panel.getByRole("button", { name: /^(Continue|继续)$/ }).click();
        await shows(panel.locator(".eyebrow"), new RegExp(String(step)));
        await look(page, `step ${step} of the first visit`, found);
      }
      await open(`${prefix}privacy`);
      await page.getByTestId("erase").getByRole("button").click();
      await shows(page.locator("#erase-refused"), /./);
      await look(page, "the refused erasing", found);
      await page.getByRole("navigation").getByRole("button", { name: /^(More|更多)$/ }).click();
      await look(page, "the sheet of further pages", found);
      await page.keyboard.press("Escape");
      await page.getByRole("banner").getByRole("button", { name: /settings|设置/ }).click();
      await look(page, "the member's sheet", found);
      await open(`${prefix}benefits?demo`);
      await page.locator("button[aria-haspopup=dialog]:not([disabled])").first().click();
      await page.locator("dialog[open]").waitFor();
      await look(page, "the question before points are spent", found);
      assert.deepEqual(found, []);
    });
  }
}
