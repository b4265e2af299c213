import assert from "node:assert/strict";
import { test } from "node:test";
import { readFile } from "node:fs/promises";
import { assertAccessible } from "./support/accessibility.mjs";
import { enter, expectStatus, itemIn, itemsIn, shows } from "./support/hall.mjs";

const charter = JSON.parse(await readFile(new URL("../../www/community/charter.json", import.meta.url), "utf8"));

/** A catalogue of these items, as files of the site. */
const only = (items, more = {}) => ({
  "community/catalogue.json": JSON.stringify({ guildhall: 1, community: charter.id, items }),
  ...more,
});

const LONG = "A title that goes on and on, because nobody told its author when to stop, ".repeat(4).slice(0, 300);
const ITEMS = [
  { id: "german", title: { de: "Über die Langsamkeit" }, summary: { de: "Nur auf Deutsch." }, languages: ["de"], text: true },
  { id: "long", title: LONG, minutes: 3 },
  { id: "unbroken", title: "Donaudampfschifffahrtsgesellschaftskapitän".repeat(6), price: 0 },
  { id: "bare", title: "Bare" },
  { id: "hostile", title: "<script>alert(1)</script>", summary: "<img src=x onerror=alert(2)>", text: true },
  { id: "pictured", title: "Pictured", image: { src: "pictures/pond.svg", alt: "A pond" } },
  { id: "missing-picture", title: "Missing", image: { src: "pictures/gone.png" } },
  { id: "elsewhere", title: "Elsewhere", link: "javascript:alert(3)" },
];
const FILES = {
  "community/texts/de/german.json": JSON.stringify([{ p: ["Langsam lesen."] }]),
  "community/texts/en/hostile.json": JSON.stringify([
    { p: ["<script>alert(4)</script>", { a: "javascript:alert(5)", t: ["here"] }, { script: "alert(6)" }] },
  ]),
  "community/pictures/gone.png": { status: 404 },
};

for (const [locale, width] of [
  ["en", 1280],
  ["zh-CN", 360],
]) {
  test(`odd pieces stand in the library without breaking it (${locale}, ${width} px)`, async (t) => {
    const options = { path: "privacy", locale, viewport: { width, height: 800 }, files: only(ITEMS, FILES) };
    const visitor = await enter(t, options);
    const { page, context, site, open } = visitor;
    const picture = '<svg xmlns="http://www.w3.org/2000/svg" width="3" height="4"><rect width="3" height="4"/></svg>';
    await context.route(new URL("community/pictures/pond.svg", site).href, (route) =>
      route.fulfill({ contentType: "image/svg+xml", body: picture }),
    );
    await open("library");
    const results = page.getByTestId("results");
    await itemIn(results, "bare").waitFor();
    assert.equal((await itemsIn(results)).length, ITEMS.length);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true, "fits its width");
    await itemIn(results, "german").locator("h3[lang=de]").waitFor();
    assert.equal(await results.locator("script").count(), 0);
    await itemIn(results, "hostile").getByText("<script>alert(1)</script>").waitFor();
    await itemIn(results, "pictured").getByRole("img", { name: "A pond" }).scrollIntoViewIfNeeded();
    await itemIn(results, "missing-picture").scrollIntoViewIfNeeded();
    await page.waitForFunction(() => document.querySelector("[data-item=missing-picture] img").hidden);
    const shapes = await results.locator(".cover").evaluateAll((covers) =>
      covers.map((cover) => cover.getBoundingClientRect()).map(({ width, height }) => (height / width).toFixed(1)),
    );
    assert.deepEqual([...new Set(shapes)], ["1.3"], "every cover is 3 wide to 4 high");
    await assertAccessible(page);
  });
}

test("a piece that exists in no language of the page is shown in its own, and marked", async (t) => {
  const { page } = await enter(t, { path: "library/german", files: only(ITEMS, FILES) });
  await page.getByText("This text exists only in German.").waitFor();
  assert.equal(await page.getByTestId("text").getAttribute("lang"), "de");
  assert.equal(await page.locator("h1").getAttribute("lang"), "de");
});

test("nothing in a text or a link is ever run", async (t) => {
  const visitor = await enter(t, { path: "library/hostile", files: only(ITEMS, FILES) });
  const { page, open } = visitor;
  const text = page.getByTestId("text");
  await text.getByText("<script>alert(4)</script>").waitFor();
  assert.equal(await text.locator("a, script").count(), 0);
  expectStatus(visitor, "library/elsewhere", 404);
  await open("library/elsewhere");
  await shows(page.locator("h1"), "Elsewhere");
  assert.equal(await page.locator("a[href^=javascript]").count(), 0);
});

test("a footnote is one press away, and so is the way back", async (t) => {
  const blocks = [
    { p: ["Read slowly.", { note: 1 }, " And twice.", { note: 1, again: true }] },
    { notes: [[{ p: ["With a pencil."] }]] },
  ];
  const files = only([{ id: "noted", title: "Noted", text: true, languages: ["en"] }], {
    "community/texts/en/noted.json": JSON.stringify(blocks),
  });
  const { page } = await enter(t, { path: "library/noted", files });
  const text = page.getByTestId("text");
  const reference = text.getByRole("button", { name: "Note 1", exact: true });
  await reference.nth(1).click();
  assert.equal(await page.evaluate(() => document.activeElement.textContent), "With a pencil.↩");
  await text.getByRole("button", { name: "Back to the text, from note 1" }).press("Enter");
  assert.equal(await reference.first().evaluate((element) => element === document.activeElement), true);
  await assertAccessible(page);
});

test("a title of three hundred characters is a heading like any other", async (t) => {
  const { page } = await enter(t, { path: "library/long", files: only(ITEMS, FILES), viewport: { width: 360, height: 780 } });
  await shows(page.locator("h1"), /nobody told its author/);
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true);
  await page.getByText("There is nothing to read here").waitFor();
  await assertAccessible(page);
});

test("an empty library says so", async (t) => {
  const { page } = await enter(t, { path: "library", files: only([]) });
  await page.getByText("The library is still empty").waitFor();
});
