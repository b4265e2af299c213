import assert from "node:assert/strict";
import { test } from "node:test";
import {
  PAGES,
  enter,
  exported,
  exportMine,
  figure,
  importFile,
  itemsIn,
  markFinished,
  ownName,
  shows,
  standing,
  toast,
  turnTo,
  vanishes,
} from "./support/hall.mjs";
import { event, ndjson } from "./support/events.mjs";

test("words, kind and topics narrow the library together, in any language", async (t) => {
  const { page } = await enter(t, { path: "library" });
  const results = page.getByTestId("results");
  const count = page.locator(".result-count");
  await shows(count, /^\d\d+ pieces$/);
  const all = figure(await count.innerText());
  assert.equal((await itemsIn(results)).length, 24, "the first page of them");
  await page.getByRole("button", { name: /^Show \d+ more$/ }).click();
  await results.getByRole("article").nth(47).waitFor();
  assert.equal((await itemsIn(results)).length, 48);

  // Two more have the name in their text alone; what has it in its title comes first.
  await page.getByRole("searchbox").fill("苏轼");
  await shows(count, "3 pieces");
  assert.equal((await itemsIn(results))[0], "su-shi-night-walk");
  await page.getByRole("searchbox").fill("  WALDEN   slowly ");
  await results.getByRole("article").first().and(page.locator("[data-item=reading-walden-slowly]")).waitFor();

  await page.getByRole("searchbox").fill("no such words anywhere");
  await page.getByText("Nothing fits").waitFor();
  await page.getByRole("button", { name: "Clear the search" }).click();
  await shows(count, `${all} pieces`);
  assert.equal(await page.getByRole("searchbox").inputValue(), "");

  await page.getByRole("combobox", { name: "Kind" }).selectOption("guide");
  await shows(count, /^\d+ pieces$/);
  const guides = await itemsIn(results);
  assert.ok(guides.length > 2 && guides.length < all, `${guides.length} guides`);
  await page.getByText("Topics", { exact: true }).click();
  await page.getByRole("group", { name: "Topics" }).getByRole("button", { name: "Bookmaking" }).click();
  await page.getByRole("button", { name: "Bookmaking", pressed: true }).waitFor();
  const crafts = await itemsIn(results);
  assert.deepEqual(crafts.sort(), ["mending-a-torn-page", "paper-in-five-pictures", "sewing-a-pamphlet"]);
});

test("the library is ordered by title and by length", async (t) => {
  const { page } = await enter(t, { path: "library" });
  await page.getByRole("button", { name: /^Show \d+ more$/ }).click();
  await page.getByRole("combobox", { name: "Order" }).selectOption({ label: "By title" });
  const results = page.getByTestId("results");
  await results.getByRole("heading").first().getByText("A Fox Who Laughed").waitFor();
  const titles = await results.getByRole("heading").allInnerTexts();
  assert.deepEqual(titles, [...titles].sort(new Intl.Collator("en").compare));
  await page.getByRole("combobox", { name: "Order" }).selectOption({ label: "Shortest first" });
  await results.getByText(" min").first().waitFor();
  const minutes = (await results.locator(".item-facts").allInnerTexts()).map((facts) =>
    Number(facts.match(/(\d+) min/)[1]),
  );
  assert.deepEqual(
    minutes,
    [...minutes].sort((a, b) => a - b),
  );
});

test("the timeline says what every event gave, and the gains add up to the score", async (t) => {
  const { page } = await enter(t, { path: "library/su-shi-night-walk" });
  await markFinished(page);
  await page.getByText("You have finished this").waitFor();
  await page.getByRole("radio", { name: "3 of 5" }).check();
  await shows(toast(page).locator("p").first(), /^Rated/);
  await turnTo(page, PAGES.home);
  const { score, points } = await standing(page);
  await turnTo(page, PAGES.activity);
  const gains = await page.locator(".event-gain").allInnerTexts();
  const sum = (word) =>
    gains.reduce((sum, text) => sum + figure(text.match(new RegExp(`(\\S+) ${word}`))?.[1] ?? "0"), 0);
  assert.deepEqual({ score: sum("score"), points: sum("points") }, { score, points });

  const rated = page.locator("[data-verb=rate]");
  await page.getByRole("combobox", { name: "Show", exact: true }).selectOption({ label: "Rated" });
  await vanishes(page.locator("[data-verb=finish]"));
  assert.equal(await page.locator("[data-event]").count(), 1);
  await rated.getByRole("button", { name: "Undo" }).click();
  await rated.getByText("Taken back").waitFor();
  await turnTo(page, PAGES.home);
  await shows(page.getByTestId("score"), String(score - 4));
  await turnTo(page, PAGES.activity);
  await rated.getByRole("button", { name: "Redo" }).click();
  await rated.getByText("+4 score").waitFor();
  await turnTo(page, PAGES.home);
  await shows(page.getByTestId("score"), String(score));
});

test("a word of another member is not the member's to take back, and everything can be exported", async (t) => {
  const visitor = await enter(t);
  const { page } = visitor;
  const member = await ownName(visitor);
  const events = [
    event({
      at: "2026-11-20T10:00:00Z",
      member: "grace",
      verb: "comment",
      object: "su-shi-night-walk",
      owner: member,
      note: "<b>Well</b> put.",
    }),
    event({ at: "2026-11-21T10:00:00Z", member: "grace", verb: "login" }),
  ];
  await importFile(page, "grace.ndjson", ndjson(events));
  const received = page.locator("[data-verb=comment]");
  await received.getByText("<b>Well</b> put.").waitFor();
  await received.getByText("by grace").waitFor();
  assert.equal(await received.getByRole("button").count(), 0);
  const mine = await exportMine(page);
  assert.deepEqual(mine.map(({ verb }) => verb).sort(), ["comment", "login"]);
  await shows(toast(page), /Written to a file: 2 events/);
  await page.getByRole("contentinfo").getByRole("link", { name: "Privacy", exact: true }).click();
  const all = await exported(page, page.getByRole("button", { name: "Export everything", exact: true }));
  assert.equal(all.length, 3);
  await page.getByRole("combobox", { name: "Whose hall is shown" }).selectOption("grace");
  await page.getByTestId("viewing-as").getByText("grace").waitFor();
  await turnTo(page, PAGES.activity);
  await shows(page.getByTestId("member"), "grace");
});
