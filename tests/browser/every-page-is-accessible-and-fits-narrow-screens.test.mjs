import assert from "node:assert/strict";
import { test } from "node:test";
import { violations } from "./support/accessibility.mjs";
import { misfits } from "./support/fit.mjs";
import { PLACES, tour } from "./support/tour.mjs";

const WIDTHS = [1280, 360, 320];

for (const hasHistory of [false, true]) {
  test(`no page breaks a rule of axe or scrolls sideways, ${hasHistory ? "with a history" : "on a first visit"}`, async (t) => {
    const found = [];
    let looks = 0;
    await tour(t, { hasHistory }, async (page, place) => {
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 900 });
        found.push(...(await misfits(page)).map((fault) => `${place}, ${width} px: ${fault}`));
        // The smallest width has nothing of its own but its size.
        if (width === WIDTHS.at(-1)) continue;
        // Colours, and what lies behind a text, do not depend on the width.
        for (const colorScheme of width === WIDTHS[0] ? ["light", "dark"] : ["light"]) {
          await page.emulateMedia({ colorScheme });
          looks += 1;
          const extent = { onlyColours: colorScheme === "dark", isMeasured: width === WIDTHS[0] };
          for (const { help, elements } of await violations(page, extent)) {
            found.push(...elements.map((element) => `${place}, ${width} px, ${colorScheme}: ${help}: ${element}`));
          }
        }
      }
    });
    assert.deepEqual(found, []);
    assert.equal(looks, PLACES * 3, "every page was seen wide, light and dark, and narrow");
  });
}
