import assert from "node:assert/strict";
import { test } from "node:test";
import { NOW, PAGES, enter, expectStatus, markFinished, replaceFiles, standing, turnTo } from "./support/hall.mjs";
import { siteUnderSubPathUrl } from "./support/site.mjs";
import { visit } from "./support/visit.mjs";

const ITEM = "library/su-shi-night-walk";

test("a page's address is answered with 200, an item's and an unknown one with 404, and all of them are shown", async (t) => {
  const visitor = await enter(t);
  const { page, open } = visitor;
  for (const [path, status, heading] of [
    ["", 200, "Where you stand"],
    ["discover", 200, "Discover"],
    ["library", 200, "Library"],
    ["activity", 200, "Activity"],
    [ITEM, 404, "Su Shi Cannot Sleep"],
    ["library/no-such-item", 404, "There is no such item"],
    ["no/such/page", 404, "There is no such page"],
  ]) {
    if (status === 404) expectStatus(visitor, path, status);
    const response = await open(path);
    assert.equal(response.status(), status, path);
    await page.getByRole("heading", { level: 1, name: heading }).waitFor();
  }
  await page.getByRole("link", { name: "To the library" }).click();
  await page.getByRole("heading", { level: 1, name: "Library" }).waitFor();
});

test("back and forward turn the pages, and keep what was looked for", async (t) => {
  const { page } = await enter(t);
  await turnTo(page, PAGES.library);
  await page.getByRole("searchbox").fill("Su Shi");
  await page.getByRole("link", { name: "Su Shi Cannot Sleep" }).click();
  await page.getByTestId("text").waitFor();
  await page.goBack();
  await page.getByRole("heading", { level: 1, name: "Library" }).waitFor();
  assert.equal(await page.getByRole("searchbox").inputValue(), "Su Shi");
  await page.goBack();
  await page.getByRole("heading", { level: 1, name: "Where you stand" }).waitFor();
  await page.goForward();
  await page.goForward();
  await page.getByRole("heading", { level: 1, name: "Su Shi Cannot Sleep" }).waitFor();
});

test("a link opened in another tab shows its page", async (t) => {
  const { page, context } = await enter(t);
  const link = page.getByRole("navigation").getByRole("link", { name: "Discover" });
  const [other] = await Promise.all([context.waitForEvent("page"), link.click({ modifiers: ["ControlOrMeta"] })]);
  await other.getByRole("heading", { level: 1, name: "Discover" }).waitFor();
  await page.getByRole("heading", { level: 1, name: "Where you stand" }).waitFor();
});

test("another community of the same site has its own address, rules and events", async (t) => {
  const visitor = await enter(t, { path: ITEM });
  const { page, open, site } = visitor;
  await markFinished(page);
  await page.getByText("You have finished this").waitFor();
  await turnTo(page, PAGES.home);
  const before = await standing(page);

  const charter = await (await fetch(new URL("community/charter.json", site))).json();
  const catalogue = await (await fetch(new URL("community/catalogue-2.json", site))).json();
  await replaceFiles(visitor, {
    "other/charter.json": JSON.stringify({ ...charter, id: "other", name: { en: "The Other Room" }, taste: {} }),
    "other/catalogue.json": JSON.stringify({ ...catalogue, community: "other" }),
  });
  await open("?community=other/");
  await page.getByRole("link", { name: "The Other Room" }).waitFor();
  assert.equal((await standing(page)).score, 5, "nothing of the first community counts here");
  // Every link and every page keeps to it.
  await turnTo(page, PAGES.library);
  assert.equal(new URL(page.url()).search, "?community=other/");
  await page.reload();
  await page.getByRole("link", { name: "The Other Room" }).waitFor();

  await open("");
  await page.getByRole("link", { name: "Lamplight Reading Room" }).waitFor();
  assert.deepEqual(await standing(page), before);
});

test("a community elsewhere is never asked for", async (t) => {
  for (const folder of ["https://elsewhere.example/", "//elsewhere.example/", "../secret/", "/etc/", "data:,x/"]) {
    const { page } = await enter(t, { path: `?community=${encodeURIComponent(folder)}` });
    await page.getByRole("link", { name: "Lamplight Reading Room" }).waitFor();
  }
});

test("under a sub-path every page, link and file stays below it", async (t) => {
  const site = siteUnderSubPathUrl();
  if (!site) return t.skip("only `cargo xtask test` makes the copy under a sub-path");
  const visitor = await visit(t, { site, path: null });
  const { page, open, context } = visitor;
  await context.clock.install({ time: NOW });
  const asked = [];
  context.on("request", (request) => asked.push(request.url()));
  expectStatus(visitor, ITEM, 404);
  await open(ITEM);
  await page.getByTestId("text").waitFor();
  await markFinished(page);
  await page.getByText("You have finished this").waitFor();
  for (const place of Object.values(PAGES)) {
    await turnTo(page, place);
    assert.equal(page.url(), new URL(place[0], site).href);
    await page.reload();
    await page.getByRole("heading", { level: 1 }).waitFor();
  }
  assert.deepEqual(
    asked.filter((url) => !url.startsWith(site) && url.startsWith("http")),
    [],
  );
});
