import assert from "node:assert/strict";
import { test } from "node:test";
import { PAGES, PATIENCE, enter, exported, markFinished, standing, turnTo } from "./support/hall.mjs";

/** An empty page of the site's origin in another tab: somebody else with access to the same data. */
async function elsewhere({ context, site }) {
  const url = new URL("empty", site).href;
  await context.route(url, (route) => route.fulfill({ contentType: "text/html", body: "<title>Empty</title>" }));
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE);
  await page.goto(url);
  return page;
}

const takings = {
  "store-superseded": async (visitor) => {
    const page = await elsewhere(visitor);
    await page.evaluate(
      () =>
        new Promise(
          (done) =>
            (indexedDB.open("guildhall:lamplight", 1000).onsuccess = (event) => done(event.target.result.close())),
        ),
    );
  },
  "store-erased": async (visitor) => {
    const page = await elsewhere(visitor);
    await page.evaluate(
      () => new Promise((done) => (indexedDB.deleteDatabase("guildhall:lamplight").onsuccess = () => done())),
    );
  },
  "store-evicted": async ({ context, page, site }) => {
    const devtools = await context.newCDPSession(page);
    await devtools.send("Storage.clearDataForOrigin", { origin: new URL(site).origin, storageTypes: "indexeddb" });
  },
};
for (const [code, take] of Object.entries(takings)) {
  test(`what is shown stays, goes on in memory and can be exported (${code})`, async (t) => {
    const visitor = await enter(t, { path: "library/su-shi-night-walk" });
    const { page } = visitor;
    await markFinished(page);
    await page.getByText("You have finished this").waitFor();
    await take(visitor);
    await page.bringToFront();
    await turnTo(page, PAGES.home);
    const before = await standing(page);
    await page.goBack();
    // What is done now cannot be stored; it counts all the same, and the file holds it.
    await page.getByRole("radio", { name: "4 of 5" }).check();
    const notice = page.locator(`[data-code="${code}"]`);
    await notice.waitFor();
    await page.locator("[data-code=unsaved]").getByText("only in memory").waitFor();
    await turnTo(page, PAGES.home);
    assert.equal((await standing(page)).score, before.score + 4);
    const button = page.locator("[data-code=unsaved]").getByRole("button", { name: "Export everything" });
    const events = await exported(page, button);
    assert.deepEqual(events.map((event) => event.verb).sort(), ["finish", "login", "rate", "view"]);
  });
}

test("bytes that the disk has damaged are announced, and everything else is there", async (t) => {
  const visitor = await enter(t, { path: "library/su-shi-night-walk" });
  const { page } = visitor;
  await markFinished(page);
  await page.getByText("You have finished this").waitFor();
  const other = await elsewhere(visitor);
  await other.evaluate(
    () =>
      new Promise((done, failed) => {
        const request = indexedDB.open("guildhall:lamplight");
        request.onsuccess = () => {
          const transaction = request.result.transaction("tail", "readwrite");
          transaction.oncomplete = () => done(request.result.close());
          transaction.onabort = failed;
          // The newest row is the finished piece; one bit of it flips.
          transaction.objectStore("tail").openCursor(null, "prev").onsuccess = ({ target: { result: cursor } }) => {
            const bytes = new Uint8Array(cursor.value);
            bytes[bytes.length - 1] ^= 1;
            cursor.update(cursor.value instanceof ArrayBuffer ? bytes.buffer : bytes);
          };
        };
      }),
  );
  await page.bringToFront();
  await page.reload();
  await page.getByRole("button", { name: "Mark as finished" }).waitFor();
  await page.locator("[data-code=chunk-damaged]").getByText("set aside").first().waitFor();
  await turnTo(page, PAGES.activity);
  await page.locator("[data-verb=view]").waitFor();
  // It is said once; the hall is in order again.
  await turnTo(page, PAGES.home);
  const before = await standing(page);
  await page.reload();
  await page.getByRole("heading", { name: "Where you stand" }).waitFor();
  assert.deepEqual(await standing(page), before);
});
