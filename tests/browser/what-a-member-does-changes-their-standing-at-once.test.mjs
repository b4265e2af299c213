import assert from "node:assert/strict";
import { test } from "node:test";
import {
  NOW,
  PAGES,
  enter,
  figure,
  importFile,
  itemIn,
  itemsIn,
  markFinished,
  ownName,
  shows,
  standing,
  toast,
  turnTo,
  vanishes,
} from "./support/hall.mjs";
import { FREE_ITEMS, history, ndjson } from "./support/events.mjs";


test("reading, finishing, rating, liking and commenting raise the score and make a guest a reader", async (t) => {
  const { page } = await enter(t);
  const before = await standing(page);
  assert.equal(before.tier, "Guest");
  const label = (state) => page.getByTestId(`benefits-${state}`).getByText("Your name in the book");
  await label("locked").waitFor();

  // Opening a piece counts, in passing and without a word.
  const [opened] = await itemsIn(page.getByTestId("picks"));
  await itemIn(page.getByTestId("picks"), opened).getByRole("link").first().click();
  await page.getByTestId("text").waitFor();
  await turnTo(page, PAGES.home);
  let { score, points } = await standing(page);
  assert.ok(score > before.score, `${score} after opening a piece`);

  const reached = [];
  const answered = async (wanted) => {
    await shows(toast(page).locator("p").first(), wanted);
    const gains = await toast(page).locator(".toast-gain").innerText();
    score += figure(gains.match(/(\S+) score/)[1]);
    points += figure(gains.match(/(\S+) points/)?.[1] ?? "0");
    reached.push(...(await toast(page).getByRole("listitem").allInnerTexts()));
    await toast(page).getByRole("button", { name: "Close" }).click();
    await vanishes(page.locator(".toast"));
  };
  const another = (await itemsIn(page.getByTestId("picks"))).findLast((item) => item !== opened);
  await itemIn(page.getByTestId("picks"), another).getByRole("link").first().click();
  await page.getByTestId("text").waitFor();
  const title = await page.getByRole("heading", { level: 1 }).innerText();
  score += 1;

  await markFinished(page);
  await answered(`Finished: ${title}`);
  await page.getByText("You have finished this").waitFor();
  await page.getByRole("radio", { name: "4 of 5" }).check();
  await answered(`Rated: ${title}`);
  const opinion = page
    .getByRole("region", { name: "After reading" })
    .getByRole("button", { name: "Like", exact: true });
  await opinion.click();
  await answered(`Liked: ${title}`);
  assert.equal(await opinion.getAttribute("aria-pressed"), "true");
  await page.getByLabel("Your comment").fill("The second paragraph alone is worth the evening.");
  await page.getByRole("button", { name: "Add comment" }).click();
  await answered(`Commented: ${title}`);
  await page.getByText("The second paragraph alone is worth the evening.").waitFor();
  assert.equal(await page.getByLabel("Your comment").inputValue(), "");

  await turnTo(page, PAGES.home);
  assert.deepEqual(reached, ["Badge earned: First lamp"]);
  const after = await standing(page);
  assert.deepEqual({ score: after.score, points: after.points, tier: after.tier }, { score, points, tier: "Guest" });

  // One more piece is enough; the word that answers it names everything that was reached.
  await page.getByTestId("picks").getByRole("article").getByRole("link").first().click();
  await markFinished(page);
  await toast(page).getByText("You are now Reader").waitFor();
  await toast(page).getByText("Unlocked: Your name in the book").waitFor();
  await turnTo(page, PAGES.home);
  await shows(page.getByTestId("tier"), "Reader");
  await label("unlocked").waitFor();
  assert.equal(await label("locked").count(), 0);
});

test("the score is the sum of what it says it is made of", async (t) => {
  const { page } = await enter(t);
  await page.getByTestId("picks").getByRole("article").getByRole("link").first().click();
  await page.getByTestId("text").waitFor();
  await markFinished(page);
  await turnTo(page, PAGES.home);
  const { score, activity, contribution } = await standing(page);
  assert.equal(activity + contribution, score);
  await page.getByText("How this adds up").click();
  const rows = await page
    .locator(".score tbody tr:not(.table-sum)")
    .evaluateAll((rows) => rows.map((row) => [...row.querySelectorAll("td")].map((cell) => cell.innerText)));
  assert.ok(rows.length >= 5, `${rows.length} terms`);
  for (const [value, weight, points] of rows) assert.equal(figure(value) * figure(weight), figure(points));
  assert.equal(
    rows.reduce((sum, [, , points]) => sum + figure(points), 0),
    score,
  );
  assert.equal(figure(await page.locator(".score .table-sum td").innerText()), score);
});

test("taking something back takes back what it gave", async (t) => {
  const { page } = await enter(t);
  await page.getByTestId("picks").getByRole("article").getByRole("link").first().click();
  await page.getByTestId("text").waitFor();
  await turnTo(page, PAGES.home);
  const before = await standing(page);
  await page.goBack();
  await markFinished(page);
  await toast(page).getByRole("button", { name: "Take back" }).click();
  await page.getByRole("button", { name: "Mark as finished" }).waitFor();
  await turnTo(page, PAGES.home);
  assert.deepEqual(await standing(page), before);
});

test("a companion pays the member price, and a purchase earns points until it is taken back", async (t) => {
  const visitor = await enter(t);
  const { page } = visitor;
  const piece = "On the Origin of Species, as One Argument";
  const look = async () => {
    await turnTo(page, PAGES.library);
    await page.getByRole("searchbox").fill(piece);
    await page.getByRole("link", { name: piece }).click();
    await page.getByTestId("purchase").waitFor();
  };
  await look();
  const price = page.getByRole("region", { name: "Price" });
  const list = figure(await price.locator("strong").innerText());
  assert.equal(await price.locator("s").count(), 0, "a guest pays what everyone pays");

  const member = await ownName(visitor);
  const past = history({ member, items: FREE_ITEMS, days: 30, until: NOW });
  const { stored, refused } = await importFile(page, "past.ndjson", ndjson(past));
  assert.deepEqual([stored, refused], [past.length, undefined]);
  await turnTo(page, PAGES.home);
  const before = await standing(page);
  assert.equal(before.tier, "Companion");
  await page.getByTestId("benefits-unlocked").getByText("10% off", { exact: false }).waitFor();

  await look();
  assert.equal(figure(await price.locator("s").innerText()), list);
  const pays = figure(await price.locator("strong").innerText());
  assert.equal(pays, list * 0.9);
  await price.getByRole("button", { name: "Record a purchase" }).click();
  await shows(toast(page).locator("p").first(), `Bought: ${piece}`);
  await price.getByText("You have bought this").waitFor();
  await turnTo(page, PAGES.home);
  assert.equal((await standing(page)).points, before.points + Math.floor(pays));

  await look();
  await price.getByRole("button", { name: "Take back" }).click();
  await price.getByRole("button", { name: "Record a purchase" }).waitFor();
  await turnTo(page, PAGES.home);
  assert.equal((await standing(page)).points, before.points);
});

test("points are redeemed, and taken back", async (t) => {
  const visitor = await enter(t);
  const { page } = visitor;
  const member = await ownName(visitor);
  await importFile(page, "past.ndjson", ndjson(history({ member, items: FREE_ITEMS, days: 30, until: NOW })));
  await turnTo(page, PAGES.home);
  const before = await standing(page);
  await turnTo(page, PAGES.benefits);
  const reward = page.getByTestId("rewards").getByRole("listitem").filter({ hasText: "Five letterpress bookmarks" });
  const redeem = reward.getByRole("button").first();
  const cost = figure(await redeem.innerText());
  await redeem.click();
  await page
    .getByRole("dialog")
    .getByRole("button", { name: /^Redeem/ })
    .click();
  await shows(toast(page).locator("p").first(), "Redeemed: Five letterpress bookmarks");
  await turnTo(page, PAGES.home);
  await shows(page.getByTestId("points"), String(before.points - cost));
  await toast(page).getByRole("button", { name: "Take back" }).click();
  await shows(page.getByTestId("points"), String(before.points));
});

test("a place is booked and given up, and who was there says so", async (t) => {
  const { page } = await enter(t);
  const before = await standing(page);
  await turnTo(page, PAGES.events);
  const evening = page.getByRole("listitem").filter({ hasText: "The Candle Lecture, Live" });
  await evening.getByRole("button", { name: "Book a place" }).click();
  await evening.getByText("Booked", { exact: true }).waitFor();
  await evening.getByRole("button", { name: "Cancel booking" }).click();
  await evening.getByRole("button", { name: "Book a place" }).waitFor();
  // What has already been can no longer be booked.
  const walk = page.getByRole("region", { name: "Past" }).getByRole("listitem").filter({ hasText: "A Walk with a Notebook" });
  await walk.getByRole("button", { name: "I was there" }).click();
  await walk.getByText("You were there").waitFor();
  await turnTo(page, PAGES.home);
  assert.equal((await standing(page)).contribution, before.contribution + 15);
});
