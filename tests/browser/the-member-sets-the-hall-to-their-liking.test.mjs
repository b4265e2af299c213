import assert from "node:assert/strict";
import { test } from "node:test";
import { PAGES, dress, enter, shows, turnTo, vanishes } from "./support/hall.mjs";

const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true };

/** A picture of one colour, as a file. */
const picture = (page, width, height) =>
  page.evaluate(
    async ([width, height]) => {
      const canvas = new OffscreenCanvas(width, height);
      const context = canvas.getContext("2d");
      context.fillStyle = "teal";
      context.fillRect(0, 0, width, height);
      return [...new Uint8Array(await (await canvas.convertToBlob()).arrayBuffer())];
    },
    [width, height],
  );

test("a name and a picture are kept here, made small, and can be taken away", async (t) => {
  const { page } = await enter(t, { path: "settings" });
  const avatar = page.getByRole("banner").locator(".member-button .avatar");
  await page.getByLabel("Name").fill("  Ada King  ");
  await page.getByLabel("Name").press("Tab");
  await shows(avatar, "AK");
  assert.equal(await page.getByLabel("Name").inputValue(), "Ada King");

  const choose = page.locator("input[type=file]");
  await choose.setInputFiles({ name: "note.txt", mimeType: "text/plain", buffer: Buffer.from("no picture") });
  await page.getByText("This file is not a picture that the browser can read.").waitFor();
  const buffer = Buffer.from(await picture(page, 900, 500));
  await choose.setInputFiles({ name: "me.png", mimeType: "image/png", buffer });
  const image = avatar.locator("img");
  await image.waitFor();
  assert.equal(await page.getByText("This file is not a picture").count(), 0, "what was wrong is forgotten");
  const size = () => image.evaluate(async (image) => (await image.decode(), [image.naturalWidth, image.naturalHeight]));
  assert.deepEqual(await size(), [256, 256]);
  await page.reload();
  assert.deepEqual(await size(), [256, 256]);
  await page.getByRole("button", { name: "Remove it" }).click();
  await vanishes(image);
  await shows(avatar, "AK");
});

test("text grows and nothing moves when the member says so, here and after a reload", async (t) => {
  const { page } = await enter(t, { path: "settings" });
  const size = () => page.evaluate(() => parseFloat(getComputedStyle(document.documentElement).fontSize));
  const swift = () => page.locator(".button").first().evaluate((button) => getComputedStyle(button).transitionDuration);
  const before = await size();
  assert.doesNotMatch(await swift(), /^0s/);
  await dress(page, "Text size", "Largest");
  await dress(page, "Motion", "Reduced");
  await page.locator("html[data-text=largest][data-motion=reduce]").waitFor();
  assert.ok((await size()) > before * 1.3);
  assert.match(await swift(), /^0s/);
  await page.reload();
  await page.getByRole("heading", { level: 1 }).waitFor();
  assert.ok((await size()) > before * 1.3);
  for (const width of [1280, 360]) {
    await page.setViewportSize({ width, height: 800 });
    assert.ok(await page.evaluate(() => document.scrollingElement.scrollWidth <= innerWidth), `fits ${width} px`);
  }
});

test("what is stated on the page of settings leads the shelf", async (t) => {
  const { page } = await enter(t, { path: "settings" });
  const interest = page.getByTestId("interest-choices").getByRole("button", { name: "Poetry", exact: true });
  await interest.click();
  await interest.and(page.locator("[aria-pressed=true]")).waitFor();
  await turnTo(page, PAGES.discover);
  await page.getByTestId("interests").getByText("Poetry").waitFor();
});

test("the account for the operators says how things are, and nothing of what the member did", async (t) => {
  const { page } = await enter(t, { path: "settings" });
  await page.getByLabel("Name").fill("Ada King");
  await page.getByLabel("Name").press("Tab");
  const account = page.getByTestId("diagnostics");
  await shows(account, /storage: IndexedDB/);
  await shows(account, /charter sha-256: [0-9a-f]{64}/);
  const text = await account.innerText();
  assert.match(text, /^version: \d/);
  assert.match(text, /^community: lamplight$/m);
  assert.doesNotMatch(text, /Ada|member-/);
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Save as a file" }).click(),
  ]);
  assert.equal(download.suggestedFilename(), "guildhall-lamplight-diagnostics.txt");
});

test("on a phone every page is a press or two away, with the keyboard as well", async (t) => {
  const { page } = await enter(t, PHONE);
  for (const place of Object.values(PAGES).reverse()) {
    await turnTo(page, place);
    await page.getByRole("heading", { level: 1 }).waitFor();
  }
  const more = page.getByRole("navigation").getByRole("button", { name: "More" });
  await more.focus();
  await page.keyboard.press("Enter");
  const sheet = page.getByRole("group", { name: "More pages" });
  await sheet.waitFor();
  await page.keyboard.press("Tab");
  await sheet.getByRole("link", { name: "Benefits" }).and(page.locator(":focus")).waitFor();
  await page.keyboard.press("Escape");
  await sheet.waitFor({ state: "hidden" });
  await more.and(page.locator(":focus")).waitFor();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name: "Benefits" }).and(page.locator(":focus")).waitFor();
  await sheet.waitFor({ state: "hidden" });
  for (const target of await page.locator(".tab:visible, .member-button").all()) {
    const { width, height } = await target.boundingBox();
    assert.ok(width >= 44 && height >= 44, `${width} × ${height}`);
  }
});

