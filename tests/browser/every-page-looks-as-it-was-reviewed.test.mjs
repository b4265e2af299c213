import { test } from "node:test";
import { NOW, enter, expectStatus } from "./support/hall.mjs";
import { Album, SCALE, noChance } from "./support/looks.mjs";

/** How a page is dressed: language, theme and width, each of them in two of four. */
const DRESSES = [
  ["en", "light", 1280],
  ["zh", "dark", 1280],
  ["zh", "light", 360],
  ["en", "dark", 360],
];

/** Pages and states: a name, an address, and what brings the state about. */
const LOOKS = [
  ["home-first-visit", ""],
  ["home", "?demo"],
  ["discover-first-visit", "discover"],
  ["discover", "discover?demo"],
  ["library", "library?demo"],
  ["library-nothing-found", "library?demo&q=zzzz"],
  ["item", "library/su-shi-night-walk?demo"],
  ["item-locked", "library/hamlet-in-three-texts"],
  ["item-priced", "library/faraday-candle-course"],
  ["events", "events?demo"],
  ["benefits", "benefits?demo"],
  ["benefits-first-visit", "benefits"],
  ["card", "card?demo"],
  ["activity", "activity?demo"],
  ["activity-empty", "activity"],
  ["privacy", "privacy?demo"],
  ["settings", "settings?demo"],
  ["not-found", "no/such/page"],
];

for (const [language, theme, width] of DRESSES) {
  test(`every page looks as it was reviewed, in ${language}, ${theme}, ${width} px wide`, async (t) => {
    const album = new Album("looks");
    const visitor = await enter(t, {
      path: "privacy",
      at: NOW,
      colorScheme: theme,
      reducedMotion: "reduce",
      viewport: { width, height: 800 },
      deviceScaleFactor: SCALE,
    });
    const { context, page, open } = visitor;
    await context.addInitScript(noChance);
    if (!(await album.canCompare(page))) return t.skip("this machine has other fonts than the one the pictures were made on");
    for (const [name, path] of LOOKS) {
      const address = (language === "zh" ? "zh/" : "") + path;
      if (/^(library\/|no\/)/.test(path)) expectStatus(visitor, address.split("?")[0], 404);
      await open(address);
      await page.getByRole("heading", { level: 1 }).waitFor();
      await page.waitForLoadState("networkidle");
      await album.compare(page, [name, language, theme, width].join("-"));
    }
    album.end();
  });
}

test("there is a picture of every page, and no other", () => {
  new Album("looks").holds(LOOKS.flatMap(([name]) => DRESSES.map((dress) => [name, ...dress].join("-"))));
});
