import assert from "node:assert/strict";
import { test } from "node:test";
import { PAGES, standing, turnTo } from "./support/hall.mjs";
import { visit } from "./support/visit.mjs";

/** A first visit, until the service worker has kept everything. */
async function visitAndKeep(t, options = {}) {
  const visitor = await visit(t, { serviceWorkers: "allow", ...options });
  const { page } = visitor;
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    const isKept = async () => (await caches.match(new URL("community/texts/en/su-shi-night-walk.json", document.baseURI))) !== undefined;
    while (!(await isKept())) await new Promise((resolve) => requestAnimationFrame(resolve));
  });
  return visitor;
}

test("after one visit every page opens without a network, in both languages, and what is done is kept", async (t) => {
  const { page, context, open, problems } = await visitAndKeep(t);
  problems.expect(/ERR_INTERNET_DISCONNECTED|ERR_FAILED|Failed to (load|fetch)/);
  await context.setOffline(true);
  for (const [path, heading] of [
    ["", "Where you stand"],
    ["discover", "Discover"],
    ["library", "Library"],
    ["zh/library", "书库"],
    ["privacy", "Privacy"],
    ["no/such/page", "There is no such page"],
    ["library/su-shi-night-walk", "Su Shi Cannot Sleep"],
  ]) {
    await open(path);
    await page.getByRole("heading", { level: 1, name: heading }).waitFor();
  }
  await page.getByTestId("text").waitFor();
  await page.getByRole("button", { name: "Like", exact: true }).first().click();
  await turnTo(page, PAGES.home);
  const before = await standing(page);
  await page.reload();
  assert.deepEqual(await standing(page), before);
});

test("the manifest names the community, and its pictures are there", async (t) => {
  const { page, site } = await visit(t);
  const address = await page.locator("link[rel=manifest]").evaluate((link) => link.href);
  const manifest = await (await fetch(address)).json();
  assert.equal(manifest.name, "Lamplight Reading Room");
  assert.equal(new URL(manifest.start_url, address).href, site);
  for (const { src, sizes, type } of manifest.icons) {
    const answer = await fetch(new URL(src, address));
    assert.equal(answer.status, 200, src);
    assert.equal(answer.headers.get("content-type").split(";")[0], type);
    if (type !== "image/png") continue;
    const png = Buffer.from(await answer.arrayBuffer());
    assert.equal(`${png.readUInt32BE(16)}x${png.readUInt32BE(20)}`, sizes);
  }
});

test("a newer version is offered, not imposed, and taken when the member says so", async (t) => {
  const { page, context, site } = await visitAndKeep(t);
  // The next look at the worker finds another one.
  const worker = await (await fetch(new URL("sw.js", site))).text();
  await context.route(new URL("sw.js", site).href, (route) =>
    route.fulfill({ contentType: "text/javascript", body: `${worker.replace(/version:"[0-9a-f]+"/, 'version:"newer"')}\n` }),
  );
  await page.reload();
  const changed = await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration();
    await registration.update();
    return registration.installing !== null || registration.waiting !== null;
  });
  if (!changed) return t.skip("this Chromium does not let a test replace a service worker");
  const notice = page.locator("[data-code=new-version]");
  await notice.waitFor();
  await Promise.all([page.waitForEvent("load"), notice.getByRole("button", { name: "Reload" }).click()]);
  await page.locator("html[data-ready]").waitFor();
  assert.equal(await notice.count(), 0);
});
