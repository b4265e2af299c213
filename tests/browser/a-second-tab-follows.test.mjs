import assert from "node:assert/strict";
import { test } from "node:test";
import {
  PAGES,
  PATIENCE,
  enter,
  itemIn,
  itemsIn,
  markFinished,
  shows,
  standing,
  turnTo,
  vanishes,
} from "./support/hall.mjs";

/** Opens the hall in another tab of the same browser. */
async function anotherTab({ context, site }, path) {
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE);
  await page.goto(new URL(path, site).href);
  await page.getByRole("heading", { level: 1 }).waitFor();
  return page;
}

test("what is done in one tab shows in the other at once, in both directions", async (t) => {
  const visitor = await enter(t);
  const first = visitor.page;
  const second = await anotherTab(visitor, "discover");
  const shelf = second.getByTestId("shelf");
  const before = await standing(first);

  const [liked] = await itemsIn(shelf);
  await itemIn(shelf, liked).getByRole("button", { name: "Like", exact: true }).click();
  await shows(first.getByTestId("score"), String(before.score + 1));

  await first.bringToFront();
  await turnTo(first, PAGES.discover);
  const [, , hidden] = await itemsIn(shelf);
  await itemIn(first.getByTestId("shelf"), hidden).getByRole("button", { name: "Hide" }).click();
  await vanishes(itemIn(shelf, hidden));
  assert.equal(await second.locator(".toast").filter({ hasText: "Hid" }).count(), 0, "only who did it is answered");

  // Both tabs hold the same events, whichever wrote them.
  const digests = [];
  for (const page of [first, second]) {
    await page.bringToFront();
    await turnTo(page, PAGES.activity);
    await page.getByLabel("At the moment (UTC)").fill("2026-12-01T03:00:00Z");
    digests.push(await page.getByTestId("digest").innerText());
  }
  assert.equal(digests[0], digests[1]);
});

test("two tabs that open for the first time at once are one member", async (t) => {
  const { page, context, site } = await enter(t, { path: "activity" });
  const others = await Promise.all([
    anotherTab({ context, site }, "activity"),
    anotherTab({ context, site }, "activity"),
  ]);
  const members = await Promise.all([page, ...others].map((page) => page.getByTestId("member").innerText()));
  assert.equal(new Set(members).size, 1, members.join(", "));
});

test("what one tab takes back, the other no longer counts", async (t) => {
  const visitor = await enter(t, { path: "library/su-shi-night-walk" });
  const reading = visitor.page;
  await markFinished(reading);
  await reading.getByText("You have finished this").waitFor();
  const activity = await anotherTab(visitor, "activity");
  const finished = activity.locator("[data-verb=finish]");
  await finished.getByRole("button", { name: "Undo" }).click();
  await reading.getByRole("button", { name: "Mark as finished" }).waitFor();
  await finished.getByRole("button", { name: "Redo" }).click();
  await reading.getByText("You have finished this").waitFor();
});
