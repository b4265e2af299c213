import { test } from "node:test";
import { PATIENCE, enter, shows } from "./support/hall.mjs";
import { Album, SCALE, noChance } from "./support/looks.mjs";
import { SITES, arrived, becomeReader, standingOn, view } from "./support/samples.mjs";

const DRESSES = [
  ["light", 1280],
  ["dark", 1280],
  ["light", 360],
  ["dark", 360],
];

for (const [theme, width] of DRESSES) {
  test(`every sample site looks as it was reviewed, ${theme}, ${width} px wide`, async (t) => {
    const album = new Album("looks-of-samples");
    // The pictures are compared in a page of the app; the samples' own policies allow no picture but their own.
    const { context, page: app, site: root } = await enter(t, {
      path: "privacy",
      colorScheme: theme,
      reducedMotion: "reduce",
      viewport: { width, height: 800 },
      deviceScaleFactor: SCALE,
    });
    await context.addInitScript(noChance);
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE);
    const open = (name) => page.goto(new URL(`embed/${name}/`, root).href);
    if (!(await album.canCompare(app))) return t.skip("this machine has other fonts than the one the pictures were made on");
    for (const [name, site] of Object.entries(SITES)) {
      await open(name);
      await view(page);
      await arrived(page, site);
      await album.compare(page, `${name}-guest-${theme}-${width}`, app);
    }
    await becomeReader(page);
    for (const [name, site] of Object.entries(SITES)) {
      await open(name);
      await view(page);
      await arrived(page, site);
      await shows(standingOn(page, site), new RegExp(site.reader));
      await album.compare(page, `${name}-reader-${theme}-${width}`, app);
    }
    album.end();
  });
}

test("there is a picture of every sample site, and no other", () => {
  const names = Object.keys(SITES).flatMap((name) => ["guest", "reader"].map((tier) => `${name}-${tier}`));
  new Album("looks-of-samples").holds(names.flatMap((name) => DRESSES.map((dress) => [name, ...dress].join("-"))));
});
