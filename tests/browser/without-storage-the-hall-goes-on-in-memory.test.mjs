import assert from "node:assert/strict";
import { test } from "node:test";
import { history, ndjson } from "./support/events.mjs";
import {
  NOW,
  PAGES,
  PATIENCE,
  exported,
  exportMine,
  importFile,
  markFinished,
  onPrivacy,
  shows,
  speak,
  standing,
  turnTo,
  vanishes,
} from "./support/hall.mjs";
import { visit } from "./support/visit.mjs";

/** Opens the first page in a browser that `spoil` (run in the page before anything else) has made worse. */
async function enterSpoilt(t, spoil, argument) {
  const visitor = await visit(t, { path: null });
  await visitor.context.clock.install({ time: NOW });
  visitor.page.setDefaultTimeout(PATIENCE);
  await visitor.context.addInitScript(spoil, argument);
  await visitor.open("");
  await visitor.page.getByRole("heading", { name: "Where you stand" }).waitFor();
  return visitor;
}

/** The notice with a code, which says in plain words what is the matter. */
const notice = (page, code) => page.getByRole("alert").and(page.locator(`[data-code="${code}"]`));

/** Finishes the first item that is offered; answers the standing before and after, seen on the first page. */
async function finishSomething(page) {
  const before = await standing(page);
  await page.getByTestId("picks").getByRole("article").getByRole("link").first().click();
  await markFinished(page);
  await page.getByText("You have finished this").waitFor();
  await turnTo(page, PAGES.home);
  const after = await standing(page);
  assert.ok(after.score > before.score, "what is done counts all the same");
  return after;
}

const unopenable = {
  "storage-denied": () => {
    IDBFactory.prototype.open = () => {
      throw new DOMException("The user denied permission to access the database.", "SecurityError");
    };
  },
  "storage-unavailable": () => Object.defineProperty(globalThis, "indexedDB", { value: undefined }),
  "storage-failed": () => {
    const { open } = IDBFactory.prototype;
    // As Chromium does with a damaged profile: the request fails, and the page is told so by an event.
    IDBFactory.prototype.open = function (name) {
      const request = open.call(this, name, 1);
      request.addEventListener("upgradeneeded", () => request.transaction.abort());
      return request;
    };
  },
};
for (const [code, spoil] of Object.entries(unopenable)) {
  test(`a database that cannot be opened is announced, and everything works (${code})`, async (t) => {
    const { page } = await enterSpoilt(t, spoil);
    await notice(page, code)
      .getByText("only in memory")
      .or(notice(page, code).getByText("gone when you close the tab"))
      .waitFor();
    await finishSomething(page);
    await turnTo(page, PAGES.activity);
    const events = await exportMine(page);
    assert.deepEqual(events.map((event) => event.verb).sort(), ["finish", "login", "view"]);
    await notice(page, code).getByRole("button", { name: "Understood" }).click();
    await vanishes(notice(page, code));
  });
}

test("without any storage for settings either, language and appearance still change", async (t) => {
  const { page } = await enterSpoilt(t, () => {
    Object.defineProperty(globalThis, "indexedDB", { value: undefined });
    Object.defineProperty(globalThis, "localStorage", {
      get() {
        throw new DOMException("Access is denied for this document.", "SecurityError");
      },
    });
  });
  await speak(page, "简体中文");
  await page.getByRole("heading", { name: "我的会员状态" }).waitFor();
});

test("data of a newer version is left as it is", async (t) => {
  // An empty page of the same origin makes the database that a later version would have made.
  const visitor = await visit(t, { path: null });
  const { page, context, site } = visitor;
  page.setDefaultTimeout(PATIENCE);
  await context.clock.install({ time: NOW });
  await context.route(new URL("empty", site).href, (route) =>
    route.fulfill({ contentType: "text/html", body: "<title>Empty</title>" }),
  );
  await visitor.open("empty");
  const versions = async () =>
    (await page.evaluate(() => indexedDB.databases())).map(({ name, version }) => [name, version]);
  await page.evaluate(
    () =>
      new Promise((done, failed) => {
        const request = indexedDB.open("guildhall:lamplight", 1000);
        request.onupgradeneeded = () => request.result.createObjectStore("of-the-future").put("precious", "key");
        request.onsuccess = () => done(request.result.close());
        request.onerror = failed;
      }),
  );
  await visitor.open("");
  await notice(page, "storage-newer").getByText("It is left untouched").waitFor();
  await finishSomething(page);
  const events = await exported(page, notice(page, "storage-newer").getByRole("button", { name: "Export everything" }));
  assert.deepEqual(events.map((event) => event.verb).sort(), ["finish", "login", "view"]);
  assert.deepEqual(await versions(), [["guildhall:lamplight", 1000]]);
  await visitor.open("empty");
  const kept = await page.evaluate(
    () =>
      new Promise((done, failed) => {
        const request = indexedDB.open("guildhall:lamplight");
        request.onerror = failed;
        request.onsuccess = () => {
          const read = request.result.transaction("of-the-future").objectStore("of-the-future").get("key");
          read.onsuccess = () => done(read.result);
        };
      }),
  );
  assert.equal(kept, "precious");
});

/** Lets the page write as long as `isFull` is not set in it. */
function limitedQuota() {
  const { put, add } = IDBObjectStore.prototype;
  // Chromium lets the request succeed and aborts the transaction when its bytes do not fit.
  const limited = (write) =>
    function (...values) {
      const request = write.apply(this, values);
      if (globalThis.isFull) {
        globalThis.refused = (globalThis.refused ?? 0) + 1;
        const { transaction } = this;
        Object.defineProperty(transaction, "error", {
          value: new DOMException("", "QuotaExceededError"),
          configurable: true,
        });
        request.addEventListener("success", () => transaction.abort());
        transaction.commit = () => {};
      }
      return request;
    };
  IDBObjectStore.prototype.put = limited(put);
  IDBObjectStore.prototype.add = limited(add);
}

test("with the quota used up nothing is lost: it is shown, exported, and stored once there is room", async (t) => {
  const { page } = await enterSpoilt(t, limitedQuota);
  await shows(page.getByTestId("score"), "5");
  await turnTo(page, PAGES.activity);
  await turnTo(page, PAGES.home);
  await page.evaluate(() => (globalThis.isFull = true));
  const after = await finishSomething(page);
  const unsaved = notice(page, "unsaved");
  await unsaved.getByText("could not be stored yet").waitFor();
  await unsaved.getByText("no more space").waitFor();

  await turnTo(page, PAGES.activity);
  await shows(page.locator("[data-verb=finish]"), /not stored yet/);
  const events = await exported(page, unsaved.getByRole("button", { name: "Export everything" }));
  assert.deepEqual(events.map((event) => event.verb).sort(), ["finish", "login", "view"]);

  // Still no room: it is said again, and still nothing is lost.
  const refused = await page.evaluate(() => globalThis.refused);
  await unsaved.getByRole("button", { name: "Try again" }).click();
  await page.waitForFunction((refused) => globalThis.refused > refused, refused);
  await unsaved.getByText("no more space").waitFor();
  await page.evaluate(() => (globalThis.isFull = false));
  await unsaved.getByRole("button", { name: "Try again" }).click();
  await vanishes(unsaved);
  await vanishes(page.getByText("not stored yet").first());
  await page.reload();
  await page.getByRole("heading", { level: 1 }).waitFor();
  await turnTo(page, PAGES.home);
  assert.deepEqual(await standing(page), after);
});

test("a file that no longer fits is shown, said to be only in memory, and stored once there is room", async (t) => {
  const { page } = await enterSpoilt(t, limitedQuota);
  await turnTo(page, PAGES.activity);
  const member = await page.getByTestId("member").innerText();
  const events = history({ member, items: ["how-to-read-a-hard-page", "reading-walden-slowly"], days: 20, until: NOW });
  await page.evaluate(() => (globalThis.isFull = true));
  const { stored } = await importFile(page, "history.ndjson", ndjson(events));
  assert.equal(stored, events.length);
  await onPrivacy(page, () =>
    page.getByTestId("import-report").getByText("They are only in memory, because they could not be stored.").waitFor(),
  );
  await page.evaluate(() => (globalThis.isFull = false));
  await notice(page, "unsaved").getByRole("button", { name: "Try again" }).click();
  await vanishes(notice(page, "unsaved"));
  await page.reload();
  await page.getByRole("heading", { level: 1 }).waitFor();
  const kept = await exportMine(page);
  assert.equal(kept.length, events.length + 1);
});
