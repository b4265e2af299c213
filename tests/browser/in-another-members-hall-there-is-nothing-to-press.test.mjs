import assert from "node:assert/strict";
import { test } from "node:test";
import { event, history, ndjson } from "./support/events.mjs";
import { NOW, PAGES, enter, importFile, turnTo } from "./support/hall.mjs";

const ITEM = "how-to-read-a-hard-page";

/** Grace has read, redeemed and pays: whatever can be taken back or recorded is there to be offered. */
const grace = [
  ...history({ member: "grace", items: [ITEM, "reading-walden-slowly", "tao-yuanming-coming-home"], days: 60, until: NOW }),
  event({ at: "2026-11-20T10:00:00Z", member: "grace", verb: "plan-start", object: "yearly", value: 365 }),
  event({ at: "2026-11-21T10:00:00Z", member: "grace", verb: "interest", object: "poetry", value: 1 }),
  event({ at: "2026-11-22T10:00:00Z", member: "grace", verb: "hide", object: "su-shi-night-walk" }),
];

/** What records or takes back, by its words. */
const DEEDS =
  /^(Redeem |Take back|Undo|Redo|I have paid|It has ended|Book|Cancel|I was there|Like|Less like this|Hide|Bring back|Mark as finished|Send|I bought|Record)/;

test("another's pages say that they are only looked at, and offer nothing that would be refused", async (t) => {
  const { page } = await enter(t);
  await importFile(page, "grace.ndjson", ndjson(grace));
  await page.getByRole("contentinfo").getByRole("link", { name: "Privacy", exact: true }).click();
  const offered = (part = page.getByRole("main")) =>
    part.getByRole("button").evaluateAll((buttons) => buttons.map((button) => (button.textContent ?? "").trim()));
  await page.getByTestId("erase").waitFor();
  await page.getByRole("combobox", { name: "Whose hall is shown" }).selectOption("grace");
  const looking = page.getByTestId("viewing-as");
  await looking.getByText("You are only looking").waitFor();
  assert.equal(await page.getByTestId("erase").count(), 0, "nobody erases a device from another's hall");
  assert.equal(await page.getByLabel("Import a file").count(), 0);
  for (const place of [PAGES.benefits, PAGES.events, PAGES.discover, PAGES.activity]) {
    await turnTo(page, place);
    await page.getByRole("heading", { level: 1 }).waitFor();
    assert.equal(await looking.count(), 1, `${place[1]} says it once`);
    const deeds = (await offered()).filter((name) => DEEDS.test(name));
    assert.deepEqual(deeds, [], `${place[1]} offers what would be refused`);
  }
  await turnTo(page, PAGES.discover);
  assert.equal(await page.getByRole("switch").isDisabled(), true);
  await turnTo(page, PAGES.library);
  await page.getByRole("searchbox").fill("hard page");
  await page.locator(`[data-item="${ITEM}"]`).getByRole("link").first().click();
  await page.getByText("You have finished this").waitFor();
  assert.deepEqual((await offered()).filter((name) => DEEDS.test(name)), []);
  assert.equal(await page.getByRole("radio").first().isDisabled(), true);
  assert.equal(await page.getByRole("textbox").count(), 0, "no comment in another's name, and no notes of another");
  // Back to oneself, everything is there again.
  await looking.getByRole("button", { name: "Back to myself" }).click();
  await page.getByRole("button", { name: "Mark as finished" }).waitFor();
  assert.equal(await page.getByRole("radio").first().isDisabled(), false);
});
