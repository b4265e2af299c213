import assert from "node:assert/strict";
import { test } from "node:test";
import { assertAccessible } from "./support/accessibility.mjs";
import { event, history, ndjson } from "./support/events.mjs";
import { NOW, PAGES, enter, figure, importFile, ownName, shows, speak, standing, turnTo } from "./support/hall.mjs";

const ITEMS = ["how-to-read-a-hard-page", "reading-walden-slowly", "tao-yuanming-coming-home"];

/** A member who has been here for so many days, on the page of activity. */
async function regular(t, days) {
  const visitor = await enter(t);
  const member = await ownName(visitor);
  await importFile(visitor.page, "past.ndjson", ndjson(history({ member, items: ITEMS, days, until: NOW })));
  return visitor;
}

/** What the readout of the chart says: score, activity, contribution and tier. */
async function readout(page) {
  const [score, activity, contribution, tier] = await page.getByTestId("chart-readout").locator("dd").allInnerTexts();
  return { score: figure(score), activity: figure(activity), contribution: figure(contribution), tier };
}

test("the chart ends at the present standing, and its table says the same", async (t) => {
  const { page } = await regular(t, 60);
  await turnTo(page, PAGES.home);
  const { points, ...now } = await standing(page);
  await turnTo(page, PAGES.activity);
  assert.deepEqual(await readout(page), now);
  await page.getByText("The same as a table").click();
  const rows = page.getByTestId("chart-table").locator("tbody tr");
  await rows.first().waitFor();
  const [activity, contribution, score, tier] = await rows.first().locator("td").allInnerTexts();
  assert.deepEqual(
    { score: figure(score), activity: figure(activity), contribution: figure(contribution), tier },
    now,
    "the newest row",
  );
  const all = await rows.count();
  await page.getByRole("group", { name: "How far back" }).getByRole("button", { name: "30 days" }).click();
  await rows.nth(29).waitFor();
  assert.ok((await rows.count()) <= 30 && all > 40, `${await rows.count()} of ${all} rows`);
});

test("the keyboard moves through the days, and each is said", async (t) => {
  const { page } = await regular(t, 60);
  const chart = page.getByRole("slider", { name: /Day in the chart/ });
  const day = () => chart.getAttribute("aria-valuetext");
  await chart.focus();
  assert.equal(await day(), "Dec 1, 2026");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("ArrowDown");
  await page.locator("[role=slider][aria-valuetext='Nov 23, 2026']").waitFor();
  const live = page.getByTestId("chart-readout");
  assert.equal(await live.getAttribute("aria-live"), "polite");
  await page.keyboard.press("Home");
  await page.locator("[role=slider][aria-valuenow='0']").waitFor();
  const first = await readout(page);
  await page.keyboard.press("PageUp");
  await page.locator("[role=slider][aria-valuenow='30']").waitFor();
  const later = await readout(page);
  assert.ok(later.score > first.score, `${first.score} rose to ${later.score}`);
  await page.keyboard.press("End");
  await page.locator("[role=slider][aria-valuetext='Dec 1, 2026']").waitFor();
  // Beyond the ends it stays.
  await page.keyboard.press("ArrowRight");
  assert.equal(await day(), "Dec 1, 2026");
});

test("the pointer chooses a day, and the timeline shows what happened on it", async (t) => {
  const { page } = await regular(t, 60);
  const chart = page.getByTestId("chart");
  await chart.hover();
  await page.locator("[role=slider][aria-valuenow='30']").waitFor();
  const day = await chart.getAttribute("aria-valuetext");
  await page.getByRole("button", { name: "What happened that day" }).click();
  const timeline = page.getByRole("region", { name: "Timeline" });
  await timeline.getByText(`Only ${day}`).waitFor();
  await shows(timeline.getByRole("status"), /5 events/);
  assert.equal(await page.locator("[data-event]").count(), 5);
  await timeline.getByRole("button", { name: "Clear the filter" }).click();
  await page.locator("[data-event]").nth(20).waitFor();
});

test("every figure of the standing leads to the events behind it", async (t) => {
  const { page } = await regular(t, 12);
  await turnTo(page, PAGES.home);
  const { score, tier } = await standing(page);
  await turnTo(page, PAGES.activity);
  const branch = (id) => page.locator(`[data-branch="${id}"]`);
  const top = page.getByTestId("reasons");
  await shows(branch("score").locator("> details > summary .tree-figure"), score.toLocaleString("en"));
  await shows(branch("tier").locator("> details > summary .tree-figure"), tier);
  await branch("score").locator("> details > summary").click();
  // The sides add up to the score, and the terms to the sides.
  const figures = async (part) => (await part.locator("> details > summary .tree-figure").allInnerTexts()).map(figure);
  const sides = await figures(branch("score").locator("> details > .tree > li"));
  assert.equal(sides[0] + sides[1], score);
  await branch("activity").locator("> details > summary").click();
  const terms = branch("activity").locator("> details > .tree > li");
  const sums = (await terms.locator("> details > summary .tree-figure").allInnerTexts()).map((text) => {
    const [, value, weight, sum] = text.match(/(\S+) × (\S+) = (\S+)/);
    assert.equal(figure(value) * figure(weight), figure(sum), text);
    return figure(sum);
  });
  assert.equal(
    sums.reduce((sum, term) => sum + term, 0),
    sides[0],
  );
  await terms.filter({ hasText: "Pieces finished" }).locator("> details > summary").click();
  const finished = terms.filter({ hasText: "Pieces finished" });
  await finished.getByText("Events it was read from: 12").waitFor();
  // Three pieces were finished four times each; only the first time adds.
  await finished.getByText("added nothing").first().waitFor();
  assert.equal(await finished.locator(".evidence").count(), 8);
  assert.ok(await top.isVisible());
});

test("the timeline is narrowed by words, by kind and by time together", async (t) => {
  const { page } = await regular(t, 40);
  const timeline = page.getByRole("region", { name: "Timeline" });
  const status = timeline.getByRole("status");
  await page.getByRole("searchbox", { name: "Search the timeline" }).fill("PENCIL");
  await shows(status, /40 events/);
  await page.getByRole("combobox", { name: "When" }).selectOption({ label: "Last 7 days" });
  await shows(status, /6 events/);
  await page.getByRole("combobox", { name: "Show", exact: true }).selectOption({ label: "Finished" });
  await timeline.getByText("Nothing fits").waitFor();
  await page.getByRole("searchbox", { name: "Search the timeline" }).fill("walden");
  await shows(status, /2 events/);
  await timeline.getByRole("button", { name: "Clear the filter" }).click();
  await page.locator("[data-event]").nth(30).waitFor();
});

test("in another member's name nothing is written", async (t) => {
  const { page } = await enter(t);
  const events = [
    event({ at: "2026-11-20T10:00:00Z", member: "grace", verb: "login" }),
    event({ at: "2026-11-20T10:05:00Z", member: "grace", verb: "finish", object: ITEMS[0] }),
  ];
  await importFile(page, "grace.ndjson", ndjson(events));
  await page.getByRole("contentinfo").getByRole("link", { name: "Privacy", exact: true }).click();
  await page.getByRole("button", { name: "See the hall as “grace”" }).click();
  await page.getByTestId("viewing-as").getByText("You are only looking").waitFor();
  await turnTo(page, PAGES.activity);
  await page.locator("[data-verb=finish]").waitFor();
  assert.equal(await page.locator("[data-verb=finish]").getByRole("button", { name: "Undo" }).count(), 0);
  await turnTo(page, PAGES.library);
  await page.getByRole("article").first().getByRole("link").first().click();
  await page.getByTestId("text").waitFor();
  assert.equal(await page.getByRole("button", { name: "Like", exact: true }).count(), 0);
  await turnTo(page, PAGES.activity);
  assert.equal(await page.locator("[data-event]").count(), 2);
  await page.locator("[data-verb=finish]:not(.is-undone)").waitFor();
});

test("a newcomer sees that a line needs two days; the page is accessible in both languages, with and without a past", async (t) => {
  const visitor = await enter(t, { path: "activity" });
  const { page } = visitor;
  await page.getByText("A line needs two days").waitFor();
  await assertAccessible(page);
  const member = await ownName(visitor);
  await importFile(page, "past.ndjson", ndjson(history({ member, items: ITEMS, days: 40, until: NOW })));
  for (const language of ["English", "简体中文"]) {
    await speak(page, language);
    await page.getByTestId("chart").waitFor();
    await page.locator("details").evaluateAll((all) => all.forEach((details) => (details.open = true)));
    await page.getByTestId("chart-table").waitFor();
    await assertAccessible(page);
  }
});
