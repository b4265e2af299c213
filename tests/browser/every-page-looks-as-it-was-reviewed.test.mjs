import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { NOW, PATIENCE, enter, expectStatus } from "./support/hall.mjs";

// The pictures in `looks/` were looked at when they were made. With GUILDHALL_BLESS=1 they are made anew; look at them
// before they are committed.
const FOLDER = fileURLToPath(new URL("looks/", import.meta.url));
const FACES = `${FOLDER}faces.json`;
const BLESS = process.env.GUILDHALL_BLESS === "1";

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

/** Pictures are compared at this scale of what a member sees: small enough not to tell one antialiasing from another. */
const SCALE = 0.5;
/** How much of the picture may differ visibly, as a share of its points, before it is another look. */
const SHARE = 0.02;
/** How tall a picture may be, in CSS pixels; what lies below is of the same kind. */
const HEIGHT = 2600;

/** Everything random is the same every time, so that the card's number and pattern are. */
const noChance = () => {
  let state = 1;
  crypto.getRandomValues = (array) => {
    const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
    for (let at = 0; at < bytes.length; at += 1) bytes[at] = state = (state * 73 + 41) % 251;
    return array;
  };
};

async function picture(page) {
  await page.evaluate(() => document.fonts.ready);
  await page.evaluate(() => scrollTo(0, 0));
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  const { width } = page.viewportSize();
  return page.screenshot({
    type: "jpeg",
    quality: 70,
    animations: "disabled",
    fullPage: true,
    clip: { x: 0, y: 0, width, height: Math.min(height, HEIGHT) },
  });
}

/** How wide the hall's faces run: on a machine with other fonts every line breaks elsewhere, and nothing can be compared. */
const faces = (page) =>
  page.evaluate(() => {
    const context = document.createElement("canvas").getContext("2d");
    const style = getComputedStyle(document.documentElement);
    const texts = [
      ["--serif", "Where you stand, 1,263 points"],
      ["--sans", "Where you stand, 1,263 points"],
      ["--mono", "member-0f3a"],
      ["--serif", "我的会员状态"],
    ];
    return texts.map(([face, text]) => {
      context.font = `20px ${style.getPropertyValue(face)}`;
      const { width, actualBoundingBoxAscent } = context.measureText(text);
      return [width, actualBoundingBoxAscent].map((size) => Math.round(size));
    });
  });

/** The share of points that differ visibly between two pictures; 1 when their sizes do. */
async function difference(page, one, other) {
  const pixels = (bytes) => `data:image/jpeg;base64,${bytes.toString("base64")}`;
  return page.evaluate(
    async ([one, other]) => {
      const load = async (source) => {
        const image = new Image();
        image.src = source;
        await image.decode();
        const canvas = Object.assign(document.createElement("canvas"), {
          width: Math.ceil(image.naturalWidth / 4),
          height: Math.ceil(image.naturalHeight / 4),
        });
        const context = canvas.getContext("2d", { willReadFrequently: true });
        context.drawImage(image, 0, 0, canvas.width, canvas.height);
        return context.getImageData(0, 0, canvas.width, canvas.height);
      };
      const [before, after] = [await load(one), await load(other)];
      if (before.width !== after.width || Math.abs(before.height - after.height) > 2) return 1;
      const height = Math.min(before.height, after.height);
      let differing = 0;
      for (let at = 0; at < before.width * height * 4; at += 4) {
        const distance = [0, 1, 2].reduce((sum, part) => sum + Math.abs(before.data[at + part] - after.data[at + part]), 0);
        if (distance > 120) differing += 1;
      }
      return differing / (before.width * height);
    },
    [pixels(one), pixels(other)],
  );
}

for (const [language, theme, width] of DRESSES) {
  test(`every page and state looks as it was reviewed, in ${language}, ${theme}, ${width} px wide`, async (t) => {
    if (!BLESS && !existsSync(FOLDER)) assert.fail("there are no reviewed pictures; make them with GUILDHALL_BLESS=1");
    mkdirSync(FOLDER, { recursive: true });
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
    const found = JSON.stringify(await faces(page));
    if (BLESS) writeFileSync(FACES, `${found}\n`);
    else if (readFileSync(FACES, "utf8").trim() !== found) {
      return t.skip("this machine has other fonts than the one the pictures were made on");
    }
    const others = [];
    for (const [name, path] of LOOKS) {
      const address = (language === "zh" ? "zh/" : "") + path;
      if (/^(library\/|no\/)/.test(path)) expectStatus(visitor, address.split("?")[0], 404);
      await open(address);
      await page.getByRole("heading", { level: 1 }).waitFor();
      await page.waitForLoadState("networkidle");
      const now = await picture(page);
      const file = `${FOLDER}${name}-${language}-${theme}-${width}.jpg`;
      if (BLESS) {
        writeFileSync(file, now);
        continue;
      }
      const share = existsSync(file) ? await difference(page, readFileSync(file), now) : 1;
      if (share <= SHARE) continue;
      const results = fileURLToPath(new URL("results/", import.meta.url));
      mkdirSync(results, { recursive: true });
      writeFileSync(`${results}${name}-${language}-${theme}-${width}.jpg`, now);
      others.push(`${name}: ${(share * 100).toFixed(1)} % differs; see results/ beside looks/`);
    }
    assert.deepEqual(others, []);
  });
}

test("there is a picture of every page and state, and no other", () => {
  const wanted = LOOKS.flatMap(([name]) => DRESSES.map((dress) => `${[name, ...dress].join("-")}.jpg`));
  wanted.push("faces.json");
  wanted.sort();
  if (BLESS) {
    for (const file of readdirSync(FOLDER)) if (!wanted.includes(file)) rmSync(FOLDER + file);
  }
  assert.deepEqual(readdirSync(FOLDER).sort(), wanted);
});
