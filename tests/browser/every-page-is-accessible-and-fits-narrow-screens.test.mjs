import assert from "node:assert/strict";
import { test } from "node:test";
import { violations } from "./support/accessibility.mjs";
import { PLACES, tour } from "./support/tour.mjs";

const WIDTHS = [1280, 360, 320];

/** What sticks out of the page to the right or left, if the page can be scrolled sideways. */
const stickingOut = (page) =>
  page.evaluate(() => {
    const { scrollWidth } = document.scrollingElement;
    if (scrollWidth <= innerWidth) return [];
    const sticksOut = (element) => element.getBoundingClientRect().right > innerWidth + 1;
    return [...document.querySelectorAll("body *")].filter(sticksOut).map((element) => element.outerHTML.slice(0, 120));
  });

for (const hasHistory of [false, true]) {
  test(`no page breaks a rule of axe or scrolls sideways, ${hasHistory ? "with a history" : "on a first visit"}`, async (t) => {
    const found = [];
    let looks = 0;
    await tour(t, { hasHistory }, async (page, place) => {
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 900 });
        found.push(...(await stickingOut(page)).map((element) => `${place}, ${width} px: sticks out: ${element}`));
        // Colours do not depend on the width, and the smallest width has nothing of its own but its size.
        if (width === WIDTHS.at(-1)) continue;
        for (const colorScheme of ["light", "dark"]) {
          await page.emulateMedia({ colorScheme });
          looks += 1;
          for (const { help, elements } of await violations(page)) {
            found.push(...elements.map((element) => `${place}, ${width} px, ${colorScheme}: ${help}: ${element}`));
          }
        }
      }
    });
    assert.deepEqual(found, []);
    assert.equal(looks, PLACES * 2 * 2, "every page was seen at two widths, light and dark");
  });
}
