// Each page is a part of the program of its own, fetched when it is needed or when there is nothing else to do.
import assert from "node:assert/strict";
import { test } from "node:test";
import { PAGES, PATIENCE, turnTo } from "./support/hall.mjs";
import { visit } from "./support/visit.mjs";

const heading = (page, name) => page.getByRole("heading", { level: 1, name, exact: true });

test("the first page is fetched alone; once the others have followed, they need no network", async (t) => {
  const { page, context, site, problems, open } = await visit(t, { path: null });
  page.setDefaultTimeout(PATIENCE);
  const asked = [...(await (await fetch(site)).text()).matchAll(/href="(part-[^"]+)"/g)].map(([, file]) => file);
  if (asked.length === 0) return t.skip("a development build is one piece");
  assert.ok(asked.some((file) => file.startsWith("part-home-")), `the page of Home asks early for ${asked}`);
  assert.ok(!asked.some((file) => file.startsWith("part-library-")), `the page of Home asks early for ${asked}`);

  const followed = page.waitForResponse(/\/part-settings-/);
  await open("");
  await (await followed).finished();
  await context.setOffline(true);
  problems.expect(/ERR_INTERNET_DISCONNECTED/);
  await turnTo(page, PAGES.library);
  await heading(page, "Library").waitFor();
  await turnTo(page, PAGES.activity);
  await heading(page, "Activity").waitFor();
});

test("a page that does not arrive says so, and comes when it is asked for again", async (t) => {
  const { page, context, problems, open } = await visit(t, { path: null });
  page.setDefaultTimeout(PATIENCE);
  problems.expect(/\/part-library-/);
  await context.route(/\/part-library-/, (route) => route.fulfill({ status: 404, body: "" }));
  await open("");
  await turnTo(page, PAGES.library);
  if (await heading(page, "Library").isVisible()) return t.skip("a development build is one piece");
  await heading(page, "This page did not arrive").waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.tagName), "H1", "one goes on reading at the heading");

  await context.unroute(/\/part-library-/);
  await page.getByRole("button", { name: "Try again", exact: true }).click();
  await heading(page, "Library").waitFor();
});
