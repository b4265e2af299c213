import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import jsQR from "jsqr";
import { assertAccessible } from "./support/accessibility.mjs";
import { NOW, PAGES, enter, importFile, ownName, shows, speak, turnTo } from "./support/hall.mjs";
import { history, ndjson } from "./support/events.mjs";

const ITEMS = ["su-shi-night-walk", "how-to-read-a-hard-page", "pepys-in-the-fire", "sewing-a-pamphlet"];
/** Pixels of the image for each tenth of a millimetre, and the place of its code in these. */
const SCALE = 3;
const CODE = { x: 56, y: 572 + 164, size: 320 };

const face = (page, id) => page.locator(`svg#card-${id}`);
const fact = (page, name) => page.locator(`[data-fact="${name}"] dd`);

/** The page of the card, of a member who has been here for ten days. */
async function holder(t, options) {
  const visitor = await enter(t, options);
  const member = await ownName(visitor);
  await importFile(visitor.page, "past.ndjson", ndjson(history({ member, items: ITEMS, days: 10, until: NOW })));
  await turnTo(visitor.page, PAGES.card);
  await face(visitor.page, "front").waitFor();
  return visitor;
}

/** Presses a button that saves a file; answers the file's name and bytes. */
async function saved(page, name) {
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name }).click()]);
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

for (const [language, words] of [
  ["English", { title: "Your card", tier: "Tier: Reader", number: "Card number", community: "Lamplight Reading Room" }],
  ["简体中文", { title: "我的会员卡", tier: "等级：读者", number: "卡号", community: "灯下读书会" }],
]) {
  test(`the card says in ${language} what the list beside it says`, async (t) => {
    const { page } = await holder(t);
    await speak(page, language);
    await shows(page.getByRole("heading", { level: 1 }), words.title);
    const number = await fact(page, "number").innerText();
    assert.match(number, /^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
    const front = page.getByRole("img", { name: words.community }).first();
    const label = await front.getAttribute("aria-label");
    for (const part of [words.community, words.tier, `${words.number}`, number]) assert.ok(label.includes(part), label);
    for (const name of ["community", "tier", "number", "since", "labels"]) {
      const text = await fact(page, name).innerText();
      assert.ok((await front.textContent()).includes(text), `${name}: ${text}`);
    }
    await assertAccessible(page);
  });
}

test("the image has both faces at full size, and its code says what the page says", async (t) => {
  const { page, context } = await holder(t);
  const number = await fact(page, "number").innerText();
  const statement = await page.getByTestId("statement").innerText();
  const { name, bytes } = await saved(page, "Save as image");
  assert.equal(name, `lamplight-card-${number}.png`);
  // Decoded elsewhere, where no policy of the hall's applies.
  const elsewhere = await context.newPage();
  const { width, height, code } = await elsewhere.evaluate(
    async ({ base64, x, y, side }) => {
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      const picture = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
      const canvas = new OffscreenCanvas(side, side);
      const context = canvas.getContext("2d");
      context.drawImage(picture, -x, -y);
      const { data } = context.getImageData(0, 0, side, side);
      let text = "";
      for (let at = 0; at < data.length; at += 32768) text += String.fromCharCode(...data.subarray(at, at + 32768));
      return { width: picture.width, height: picture.height, code: btoa(text) };
    },
    { base64: bytes.toString("base64"), x: CODE.x * SCALE, y: CODE.y * SCALE, side: CODE.size * SCALE },
  );
  assert.deepEqual([width, height], [856 * SCALE, (540 * 2 + 32) * SCALE]);
  const side = CODE.size * SCALE;
  const read = jsQR(new Uint8ClampedArray(Buffer.from(code, "base64")), side, side);
  assert.equal(read?.data, statement);
});

test("the statement names the digest of the standing at its moment", async (t) => {
  const { page } = await holder(t);
  const statement = Object.fromEntries(
    (await page.getByTestId("statement").innerText())
      .split("\n")
      .slice(1)
      .map((line) => line.split(": ")),
  );
  assert.deepEqual(
    [statement.community, statement.tier, statement.card, statement.vouched],
    ["lamplight", "reader", await fact(page, "number").innerText(), "member"],
  );
  await turnTo(page, PAGES.activity);
  await page.getByLabel("At the moment (UTC)").fill(statement.at);
  await shows(page.getByTestId("digest"), new RegExp(`^\\s*${statement.digest}[0-9a-f]{48}\\s*$`));
});

test("the drawing is complete by itself", async (t) => {
  const { page, context } = await holder(t);
  const { name, bytes } = await saved(page, "Save as drawing (SVG)");
  assert.match(name, /^lamplight-card-.*\.svg$/);
  const elsewhere = await context.newPage();
  const found = await elsewhere.evaluate((text) => {
    const drawing = new DOMParser().parseFromString(text, "image/svg+xml");
    const elements = [...drawing.querySelectorAll("*")];
    const references = elements.flatMap((element) => [...element.attributes].flatMap(({ value }) => [...value.matchAll(/url\(#([^)]+)\)/g)].map(([, id]) => id)));
    return {
      root: drawing.documentElement.tagName,
      foreign: elements.filter((element) => /script|style|image|foreignObject/i.test(element.tagName) || element.hasAttribute("style")).length,
      broken: references.filter((id) => !drawing.getElementById(id)),
      texts: [...drawing.querySelectorAll("text")].map((text) => text.textContent.trim()),
    };
  }, bytes.toString());
  assert.deepEqual([found.root, found.foreign, found.broken], ["svg", 0, []]);
  assert.ok(found.texts.includes("Reader") && found.texts.includes("Lamplight Reading Room"), found.texts.join(" | "));
});

test("on paper there is only the card, at its true size, on one sheet", async (t) => {
  const { page } = await holder(t);
  await page.emulateMedia({ media: "print" });
  const millimetres = (pixels) => (pixels / 96) * 25.4;
  const [front, back] = [await face(page, "front").boundingBox(), await face(page, "back").boundingBox()];
  for (const { width, height } of [front, back]) {
    assert.ok(Math.abs(millimetres(width) - 85.6) < 0.1 && Math.abs(millimetres(height) - 54) < 0.1, `${width} by ${height}`);
  }
  // They share the edge at which they are folded.
  assert.ok(Math.abs(front.x + front.width - back.x) < 0.5 && front.y === back.y, JSON.stringify({ front, back }));
  const others = await page.evaluate(() => {
    const isSeen = (element) => element.getClientRects().length > 0 && element.textContent.trim() !== "";
    const outside = [...document.body.querySelectorAll("*")].filter((element) => !element.closest(".card-faces") && !element.querySelector(".card-faces"));
    return outside.filter(isSeen).map((element) => element.outerHTML.slice(0, 80));
  });
  assert.deepEqual(others, []);
  const sheet = (await page.pdf({ format: "A4" })).toString("latin1");
  assert.equal(sheet.match(/\/Type\s*\/Page\b/g).length, 1);
});

test("names of any length and script stay on the card", async (t) => {
  const { page } = await holder(t);
  const names = [
    "Ada",
    "Maria-Magdalena von Donaudampfschifffahrtsgesellschaft",
    "欧阳娜娜·阿卜杜热西提·努尔买买提江",
    "👩‍🚀 Ὀδυσσεύς",
    "عبد الرحمن بن محمد",
    "<script>alert(1)</script>",
  ];
  for (const name of names) {
    await page.getByRole("contentinfo").getByRole("link", { name: "Settings" }).click();
    const field = page.getByRole("textbox", { name: "Name" });
    await field.fill(name);
    await field.press("Tab");
    await turnTo(page, PAGES.card);
    const called = await fact(page, "name").innerText();
    assert.ok(name.startsWith(called), `${called} for ${name}`);
    for (const [language, title] of [
      ["简体中文", "我的会员卡"],
      ["English", "Your card"],
    ]) {
      await speak(page, language);
      await shows(page.getByRole("heading", { level: 1 }), title);
      const sticking = await page.locator(".card-face").evaluateAll((faces) =>
        faces.flatMap((face) =>
          [...face.querySelectorAll("text")].flatMap((text) => {
            const { x, y, width, height } = text.getBBox();
            return x >= 40 && y >= 0 && x + width <= 856 - 40 && y + height <= 540 ? [] : [text.textContent];
          }),
        ),
      );
      assert.deepEqual(sticking, [], `${name} in ${language}`);
    }
  }
});

test("the card is shared as an image where the browser can, and otherwise there is no button", async (t) => {
  const { page, context } = await holder(t);
  assert.equal(await page.evaluate(() => typeof navigator.canShare), "undefined", "this Chromium cannot share");
  assert.equal(await page.getByRole("button", { name: "Share" }).count(), 0);
  await context.addInitScript(() => {
    navigator.canShare = ({ files }) => files?.every((file) => file.type === "image/png") ?? false;
    navigator.share = async ({ files }) => {
      globalThis.shared = files.map((file) => [file.name, file.type, file.size > 10_000]);
    };
  });
  await page.reload();
  await page.getByRole("button", { name: "Share" }).click();
  await page.waitForFunction(() => globalThis.shared);
  const number = await fact(page, "number").innerText();
  assert.deepEqual(await page.evaluate(() => globalThis.shared), [[`lamplight-card-${number}.png`, "image/png", true]]);
});
