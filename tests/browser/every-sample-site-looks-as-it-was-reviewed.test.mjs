import { test } from "node:test";
import { enter, shows } from "./support/hall.mjs";
import { Album, SCALE, noChance } from "./support/looks.mjs";
import { SITES, arrived, becomeReader, standingOn } from "./support/samples.mjs";

const DRESSES = [
  ["light", 1280],
  ["dark", 1280],
  ["light", 360],
  ["dark", 360],
];

for (const [theme, width] of DRESSES) {
  test(`every sample site looks as it was reviewed, ${theme}, ${width} px wide`, async (t) => {
    const album = new Album("looks-of-samples");
    const { context, page, open } = await enter(t, {
      path: "privacy",
      colorScheme: theme,
      reducedMotion: "reduce",
      viewport: { width, height: 800 },
      deviceScaleFactor: SCALE,
    });
    await context.addInitScript(noChance);
    if (!(await album.canCompare(page))) return t.skip("this machine has other fonts than the one the pictures were made on");
    for (const [name, site] of Object.entries(SITES)) {
      await open(`embed/${name}/`);
      await arrived(page, site);
      await album.compare(page, `${name}-guest-${theme}-${width}`);
    }
    await becomeReader(page);
    for (const [name, site] of Object.entries(SITES)) {
      await open(`embed/${name}/`);
      await arrived(page, site);
      await shows(standingOn(page, site), new RegExp(site.reader));
      await album.compare(page, `${name}-reader-${theme}-${width}`);
    }
    album.end();
  });
}

test("there is a picture of every sample site, and no other", () => {
  const names = Object.keys(SITES).flatMap((name) => ["guest", "reader"].map((tier) => `${name}-${tier}`));
  new Album("looks-of-samples").holds(names.flatMap((name) => DRESSES.map((dress) => [name, ...dress].join("-"))));
});
