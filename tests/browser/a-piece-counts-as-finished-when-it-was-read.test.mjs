import assert from "node:assert/strict";
import { test } from "node:test";
import { readFile } from "node:fs/promises";
import { enter, expectStatus, replaceFiles, shows, toast, untilFinished, vanishes } from "./support/hall.mjs";

const site = (path) => readFile(new URL(`../../www/${path}`, import.meta.url), "utf8");

/** Scrolls until the end of the text can be seen. */
const toTheEnd = (page) => page.getByTestId("text").evaluate((text) => text.scrollIntoView({ block: "end" }));

test("a piece counts as finished by itself at its end, after the time it takes and not before", async (t) => {
  const { page } = await enter(t, { path: "library/how-to-read-a-hard-page" });
  await page.getByText("Counts as finished when you reach the end; takes at least 54 seconds.").waitFor();
  await toTheEnd(page);
  await page.clock.runFor(40_000);
  await page.getByRole("button", { name: "Mark as finished" }).waitFor();
  await untilFinished(page);
  await shows(toast(page).locator("p").first(), "Finished: How to Read a Hard Page");

  await page.locator(".closing-row").getByRole("button", { name: "Take back" }).click();
  await page.getByRole("button", { name: "Mark as finished" }).waitFor();
  await page.clock.runFor(10_000);
  await page.evaluate(() => scrollBy(0, -200));
  await toTheEnd(page);
  await page.clock.runFor(10_000);
  await page.getByRole("button", { name: "Mark as finished" }).click();
  await page.getByText("You have finished this").waitFor();
});

test("who says so too early is told how long it takes, and need not say it twice", async (t) => {
  const { page } = await enter(t, { path: "library/how-to-read-a-hard-page" });
  await page.getByTestId("text").waitFor();
  await page.getByRole("button", { name: "Mark as finished" }).click();
  await page.getByText(/^Counts in \d\d seconds, if you stay on this page\.$/).waitFor();
  await untilFinished(page);
});

test("a piece opens where it was left", async (t) => {
  const options = { path: "library/how-to-read-a-hard-page", viewport: { width: 900, height: 500 } };
  const visitor = await enter(t, options);
  const { page, open } = visitor;
  expectStatus(visitor, "library/pepys-in-the-fire", 404);
  const text = page.getByTestId("text");
  await text.waitFor();
  assert.equal(await page.getByRole("button", { name: /^Continue at/ }).count(), 0, "the first time");
  await text.evaluate((text) => scrollTo(0, scrollY + text.getBoundingClientRect().top + text.offsetHeight * 0.5));
  await page.clock.runFor(8_000);
  const read = await page.locator(".progress-line").evaluate((line) => Number(line.style.getPropertyValue("--read")));
  assert.ok(read > 400 && read < 1000, `${read} thousandths are read`);
  await open("library/pepys-in-the-fire");
  await text.getByText("Pepys").first().waitFor();
  await open("library/how-to-read-a-hard-page");
  await page.getByRole("button", { name: /^Continue at \d\d%$/ }).click();
  await page.waitForFunction(() => scrollY > 300);
});

test("before it is bought the beginning can be read, and it is said what cannot be kept from anyone", async (t) => {
  const { page } = await enter(t, { path: "library/faraday-candle-course" });
  const text = page.getByTestId("text");
  await text.waitFor();
  const beginning = await text.innerText();
  await page.getByText("The rest is for those who bought it").waitFor();
  await page.getByText("a set of files without a doorkeeper").waitFor();
  assert.equal(await page.getByRole("button", { name: "Mark as finished" }).count(), 0);
  assert.equal(await page.getByRole("link", { name: /^Buy for/ }).count(), 0, "the community names no shop");
  await page.getByRole("button", { name: "Record a purchase" }).click();
  await page.getByRole("button", { name: "Mark as finished" }).waitFor();
  assert.ok((await text.innerText()).length > beginning.length * 1.5);
  assert.equal(await page.getByText("The rest is for those who bought it").count(), 0);
});

test("where the charter names a shop, the way leads there for this piece at the member's price", async (t) => {
  const charter = JSON.parse(await site("community/charter.json"));
  charter.checkout = "https://shop.example/buy?what={item}";
  const files = { "community/charter.json": JSON.stringify(charter) };
  const { page } = await enter(t, { path: "library/faraday-candle-course", files });
  const buy = page.getByRole("link", { name: "Buy for CN¥68" });
  await buy.waitFor();
  assert.equal(await buy.getAttribute("href"), "https://shop.example/buy?what=faraday-candle-course");
  assert.match(await buy.getAttribute("rel"), /noopener/);
});

test("notes are kept while they are written, for this piece alone", async (t) => {
  const visitor = await enter(t, { path: "library/su-shi-night-walk" });
  const { page, open } = visitor;
  expectStatus(visitor, "library/pepys-in-the-fire", 404);
  const notes = page.getByTestId("notes");
  await notes.getByText("Your notes").click();
  const field = notes.getByRole("textbox");
  await field.fill("月色 enters by the door.\nAgain on page 3.");
  await page.clock.runFor(1_000);
  await notes.getByText("Kept", { exact: true }).waitFor();
  await open("library/pepys-in-the-fire");
  await page.getByTestId("text").waitFor();
  assert.equal(await notes.getByRole("textbox", { includeHidden: true }).inputValue(), "");
  await open("library/su-shi-night-walk");
  await notes.locator("xpath=self::*[@open]").waitFor();
  assert.equal(await field.inputValue(), "月色 enters by the door.\nAgain on page 3.");
});

test("a text that is not there is said to be missing, and can be asked for again", async (t) => {
  const visitor = await enter(t, { path: "library" });
  const { page, open } = visitor;
  const path = "community/texts/en/su-shi-night-walk.json";
  await replaceFiles(visitor, { [path]: { status: 404 } });
  await page.getByRole("searchbox").fill("Su Shi");
  await page.getByTestId("results").getByRole("link").first().click();
  await page.getByText("The text could not be fetched").waitFor();
  await replaceFiles(visitor, { [path]: null });
  await page.getByRole("button", { name: "Try again" }).click();
  await page.getByTestId("text").waitFor();
  await vanishes(page.getByText("The text could not be fetched"));
});
