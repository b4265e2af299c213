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

test("a page is fetched once its link is pointed at or has the focus", async (t) => {
  const { page, context, open } = await visit(t, { path: null });
  page.setDefaultTimeout(PATIENCE);
  // What is fetched when there is nothing else to do begins with this part, and waits for it.
  await context.route(/\/part-told-/, () => {});
  await open("");
  if (!(await isInParts(page))) return t.skip("a development build is one piece");
  const links = page.getByRole("navigation").first();
  const library = page.waitForRequest(/\/part-library-/);
  await links.getByRole("link", { name: "Library", exact: true }).hover();
  await library;
  const benefits = page.waitForRequest(/\/part-benefits-/);
  await links.getByRole("link", { name: "Benefits", exact: true }).focus();
  await benefits;
});

test("who saves data downloads a page when it is opened", async (t) => {
  const { page, context, open } = await visit(t, { path: null });
  page.setDefaultTimeout(PATIENCE);
  await context.clock.install();
  await context.addInitScript(() => {
    Object.defineProperty(Navigator.prototype, "connection", { get: () => ({ saveData: true }) });
  });
  const asked = [];
  page.on("request", (request) => asked.push(request.url()));
  await open("");
  if (!(await isInParts(page))) return t.skip("a development build is one piece");
  await page.clock.runFor(60_000);
  const links = page.getByRole("navigation").first();
  await links.getByRole("link", { name: "Benefits", exact: true }).hover();
  await turnTo(page, PAGES.library);
  await heading(page, "Library").waitFor();
  await page.clock.runFor(60_000);
  assert.deepEqual(
    asked.filter((url) => /\/part-(told|discover|benefits|settings)-/.test(url)),
    [],
  );
  assert.ok(asked.some((url) => url.includes("/part-library-")));
});

/** Whether the program comes in parts. */
const isInParts = (page) => page.evaluate(() => !!document.querySelector('link[href^="part-"]'));
