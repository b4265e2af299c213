import assert from "node:assert/strict";
import { test } from "node:test";
import { readFile } from "node:fs/promises";
import { assertAccessible } from "./support/accessibility.mjs";
import { PAGES, enter, itemsIn, turnTo, vanishes } from "./support/hall.mjs";

const charter = JSON.parse(await readFile(new URL("../../www/community/charter.json", import.meta.url), "utf8"));

test("a newcomer chooses topics, and the shelf follows", async (t) => {
  const { page } = await enter(t, { path: "discover" });
  await page.getByText("Nothing is known of your taste yet").waitFor();
  const shelf = page.getByTestId("shelf");
  const before = await itemsIn(shelf);
  await page.getByRole("group", { name: "Topics to begin with" }).getByRole("button").nth(2).click();
  await vanishes(page.getByText("Nothing is known of your taste yet"));
  await shelf.getByText(/^You are interested in/).first().waitFor();
  assert.notDeepEqual(await itemsIn(shelf), before);
});

test("switched off, recommendations are gone in the same frame, and the page is one of its own", async (t) => {
  const { page } = await enter(t, { path: "discover" });
  await page.getByRole("group", { name: "Topics to begin with" }).getByRole("button").first().click();
  await page.getByTestId("interests").waitFor();
  const personal = await page.evaluate(
    () =>
      new Promise((answer) => {
        document.querySelector("input[role=switch]").click();
        // After the next frame was painted nothing of it may be left.
        requestAnimationFrame(() => answer(document.querySelectorAll("[data-testid=reasons], [data-testid=interests]").length));
      }),
  );
  assert.equal(personal, 0);
  for (const name of ["Chosen by the editors", "New", "Most read"]) {
    const section = page.getByRole("region", { name, exact: true });
    assert.equal((await itemsIn(section)).length, 6, name);
  }
  const all = await itemsIn(page.getByTestId("shelf"));
  assert.equal(new Set(all).size, all.length, "nothing stands on it twice");
  assert.deepEqual(all.slice(0, 6), charter.taste.starter.slice(0, 6));
  await assertAccessible(page);
});

test("when everything is hidden it is said, and each piece can be brought back", async (t) => {
  const items = ["one", "two"].map((id) => ({ id, title: id }));
  const files = {
    "community/catalogue.json": JSON.stringify({ guildhall: 1, community: charter.id, items }),
  };
  const { page } = await enter(t, { path: "discover", files });
  const shelf = page.getByTestId("shelf");
  for (const left of [1, 0]) {
    await shelf.getByRole("button", { name: "Hide" }).first().click();
    await page.waitForFunction((left) => document.querySelectorAll("[data-testid=shelf] article").length === left, left);
  }
  await page.getByText("Everything is hidden").waitFor();
  await page.getByText("What you do not want to see: 2").click();
  await page.getByRole("button", { name: "Bring back “one”" }).click();
  await shelf.getByRole("article").waitFor();
  assert.deepEqual(await itemsIn(shelf), ["one"]);
});

test("the shelf waits for the whole catalogue, so that nothing is rearranged under the member's finger", async (t) => {
  const visitor = await enter(t, { path: "privacy" });
  const { page, context, site, open } = visitor;
  let release;
  const held = new Promise((done) => (release = done));
  await context.route(new URL("community/catalogue-2.json", site).href, async (route) => {
    await held;
    await route.continue();
  });
  await open("discover");
  await page.getByText("The shelf is being arranged…").waitFor();
  assert.equal(await page.getByTestId("shelf").getByRole("article").count(), 0);
  release();
  await page.getByTestId("shelf").getByRole("article").nth(12).waitFor();
});

test("while the catalogue is still coming in, neither Home nor Discover shows a shelf that would be another a moment later", async (t) => {
  const visitor = await enter(t, { path: "privacy" });
  const { page, context, site, open } = visitor;
  let send;
  const sent = new Promise((resolve) => (send = resolve));
  await context.route(new URL("community/catalogue-2.json", site).href, async (route) => {
    await sent;
    await route.continue();
  });
  await open("");
  const picks = page.getByTestId("picks");
  await picks.locator(".shelf-waiting").waitFor();
  assert.equal(await picks.getByRole("article").count(), 0);
  await turnTo(page, PAGES.discover);
  await page.getByText("The shelf is being arranged…").waitFor();
  send();
  await page.getByTestId("shelf").getByRole("article").first().waitFor();
  await turnTo(page, PAGES.home);
  await picks.getByRole("article").nth(2).waitFor();
  assert.equal(await picks.locator(".shelf-waiting").count(), 0);
});
