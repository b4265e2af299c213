// Pictures of pages that were looked at when they were made, and whether a page still looks like them.
import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { shelved } from "./visit.mjs";

/** With GUILDHALL_BLESS=1 pictures are made anew; look at them before they are committed. */
const BLESS = process.env.GUILDHALL_BLESS === "1";
const RESULTS = fileURLToPath(new URL("../results/", import.meta.url));

/** Pictures are compared at this scale of what a member sees: small enough not to tell one antialiasing from another. */
export const SCALE = 0.5;
/** How much of the picture may differ visibly, as a share of its points, before it is another look. */
const SHARE = 0.02;
/** How tall a picture may be, in CSS pixels; what lies below is of the same kind. */
const HEIGHT = 2600;

/** Everything random is the same every time, so that the card's number and pattern are. */
export const noChance = () => {
  let state = 1;
  crypto.getRandomValues = (array) => {
    const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
    for (let at = 0; at < bytes.length; at += 1) bytes[at] = state = (state * 73 + 41) % 251;
    return array;
  };
};

async function picture(page) {
  await page.evaluate(() => document.fonts.ready);
  await shelved(page);
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

/** A folder of reviewed pictures beside the tests, and what was found to differ from them. */
export class Album {
  #folder;
  #others = [];

  constructor(folder) {
    this.#folder = fileURLToPath(new URL(`../${folder}/`, import.meta.url));
    if (!BLESS && !existsSync(this.#folder)) assert.fail("there are no reviewed pictures; make them with GUILDHALL_BLESS=1");
    mkdirSync(this.#folder, { recursive: true });
  }

  /** Whether this machine has the faces of the one the pictures were made on. */
  async canCompare(page) {
    const found = JSON.stringify(await faces(page));
    const file = `${this.#folder}faces.json`;
    if (BLESS) writeFileSync(file, `${found}\n`);
    return readFileSync(file, "utf8").trim() === found;
  }

  /** Compares the page as it stands with the picture of a name, in a page whose policy allows pictures by data. */
  async compare(page, name, judge = page) {
    const now = await picture(page);
    const file = `${this.#folder}${name}.jpg`;
    if (BLESS) return writeFileSync(file, now);
    const share = existsSync(file) ? await difference(judge, readFileSync(file), now) : 1;
    if (share <= SHARE) return;
    mkdirSync(RESULTS, { recursive: true });
    writeFileSync(`${RESULTS}${name}.jpg`, now);
    this.#others.push(`${name}: ${(share * 100).toFixed(1)} % differs; see results/`);
  }

  /** Fails if anything looked otherwise. */
  end() {
    assert.deepEqual(this.#others, []);
  }

  /** Holds that there is a picture of each name, and no other. */
  holds(names) {
    const wanted = [...names.map((name) => `${name}.jpg`), "faces.json"].sort();
    if (BLESS) {
      for (const file of readdirSync(this.#folder)) if (!wanted.includes(file)) rmSync(this.#folder + file);
    }
    assert.deepEqual(readdirSync(this.#folder).sort(), wanted);
  }
}
