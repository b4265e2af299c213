import assert from "node:assert/strict";
import { test } from "node:test";
import {
  PAGES,
  enter,
  figure,
  itemIn,
  itemsIn,
  markFinished,
  shows,
  toast,
  turnTo,
  vanishes,
} from "./support/hall.mjs";

/** Opens an item of the library and finishes it. */
async function finish(page, title) {
  await turnTo(page, PAGES.library);
  await page.getByRole("searchbox").fill(title);
  await page.getByRole("link", { name: title, exact: true }).click();
  await markFinished(page);
  await page.getByText("You have finished this").waitFor();
}

for (const [verb, button] of [
  ["Hid", "Hide"],
  ["Asked for less", "Less like this"],
]) {
  test(`an item leaves the shelf at once on “${button}”, and comes back when that is taken back`, async (t) => {
    const { page } = await enter(t, { path: "discover" });
    const shelf = page.getByTestId("shelf");
    const before = await itemsIn(shelf);
    assert.equal(before.length, 13);
    const item = itemIn(shelf, before[1]);
    const title = await item.getByRole("heading").innerText();
    await item.getByRole("button", { name: button }).click();
    await vanishes(item);
    assert.equal((await itemsIn(shelf)).length, 13, "another one takes its place");
    await shows(toast(page).locator("p").first(), `${verb}: ${title}`);
    await toast(page).getByRole("button", { name: "Take back" }).click();
    await item.waitFor();
    assert.deepEqual(await itemsIn(shelf), before);
  });
}

test("what was finished is not offered again", async (t) => {
  const { page } = await enter(t, { path: "discover" });
  const shelf = page.getByTestId("shelf");
  const [first] = await itemsIn(shelf);
  await itemIn(shelf, first).getByRole("link").click();
  await markFinished(page);
  await page.getByText("You have finished this").waitFor();
  await turnTo(page, PAGES.discover);
  assert.ok(!(await itemsIn(shelf)).includes(first), `${first} is still on the shelf`);
  await turnTo(page, PAGES.home);
  assert.ok(!(await itemsIn(page.getByTestId("picks"))).includes(first));
});

/** Opens "Why this?" of every item on the shelf, holds that the figures add up, and answers all reasons that were given. */
async function reasonsOnShelf(page) {
  const items = await page.getByTestId("shelf").getByRole("article").all();
  assert.equal(items.length, 13);
  const given = new Set();
  for (const item of items) {
    const reasons = item.getByTestId("reasons");
    await reasons.getByText("Why this?").click();
    const rows = await reasons
      .getByRole("row")
      .evaluateAll((rows) => rows.map((row) => [row.querySelector("th").innerText, row.querySelector("td").innerText]));
    const [, total] = rows.pop();
    assert.ok(rows.length > 0, `${await item.getAttribute("data-item")} has no reason`);
    const sum = rows.reduce((sum, [, text]) => sum + figure(text), 0);
    assert.equal(sum.toFixed(1), figure(total).toFixed(1), `${rows.map(([reason, text]) => `${reason} ${text}`)}`);
    rows.forEach(([reason]) => given.add(reason));
  }
  return given;
}

test("the reasons of every item add up: for newcomers a good beginning, then what the member read", async (t) => {
  const { page } = await enter(t, { path: "discover" });
  let given = await reasonsOnShelf(page);
  assert.ok(given.has("A good beginning"), `given were ${[...given]}`);
  assert.equal(
    [...given].some((reason) => reason.startsWith("You are interested in")),
    false,
    `given were ${[...given]}`,
  );
  await finish(page, "What Keats Meant in a Letter");
  await turnTo(page, PAGES.discover);
  given = await reasonsOnShelf(page);
  for (const tag of ["Poetry", "Letters"]) {
    assert.ok(given.has(`You are interested in ${tag}`), `given were ${[...given]}`);
  }
});

test("an interest that is deleted is gone from taste and reasons, and one that is added is there", async (t) => {
  const { page } = await enter(t, { path: "discover" });
  await finish(page, "What Keats Meant in a Letter");
  await turnTo(page, PAGES.discover);
  const interests = page.getByTestId("interests").getByRole("listitem");
  const reason = (tag) => page.getByTestId("shelf").getByText(`You are interested in ${tag}`, { exact: true });
  const shelf = await itemsIn(page.getByTestId("shelf"));
  await interests.filter({ hasText: "Letters" }).waitFor();
  assert.notEqual(await reason("Letters").count(), 0);
  await page.getByRole("button", { name: "Delete the interest Letters" }).click();
  await vanishes(interests.filter({ hasText: "Letters" }));
  assert.equal(await reason("Letters").count(), 0);
  assert.notDeepEqual(await itemsIn(page.getByTestId("shelf")), shelf);

  await page.getByRole("combobox", { name: "Add an interest" }).selectOption({ label: "Bookmaking" });
  await interests.filter({ hasText: "Bookmaking" }).getByText("stated").waitFor();
  assert.notEqual(await reason("Bookmaking").count(), 0);
  assert.equal((await itemsIn(page.getByTestId("shelf"))).includes("sewing-a-pamphlet"), true);
});

test("personalisation off makes the shelf the same for everyone, and on brings it back", async (t) => {
  const stranger = await enter(t, { path: "discover" });
  const everyones = await itemsIn(stranger.page.getByTestId("shelf"));
  const { page } = await enter(t, { path: "discover" });
  await finish(page, "What Keats Meant in a Letter");
  await turnTo(page, PAGES.discover);
  const shelf = page.getByTestId("shelf");
  const own = await itemsIn(shelf);
  assert.notDeepEqual(own, everyones);

  const personal = page.getByRole("switch", { name: "Personal recommendations" });
  await personal.click();
  await page.getByText("The same for everyone, because personal recommendations are off.").waitFor();
  assert.equal(await personal.isChecked(), false);
  assert.equal(await page.getByTestId("interests").count(), 0);
  assert.equal(await shelf.getByText(/^You are interested in/).count(), 0);
  assert.notDeepEqual(await itemsIn(shelf), own);
  await personal.click();
  await page.getByTestId("interests").waitFor();
  assert.deepEqual(await itemsIn(shelf), own);
});

test("an adventurous shelf offers what a familiar one does not", async (t) => {
  const { page } = await enter(t, { path: "discover" });
  await finish(page, "What Keats Meant in a Letter");
  await turnTo(page, PAGES.discover);
  const slider = page.getByRole("slider", { name: "How adventurous may the shelf be?" });
  const shelf = page.getByTestId("shelf");
  const choose = async (key, value) => {
    await slider.focus();
    await page.keyboard.press(key);
    await page.locator(`input[type=range][aria-valuetext="${value}"]`).waitFor();
    return itemsIn(shelf);
  };
  const familiar = await choose("Home", "0%");
  assert.equal(await shelf.getByText("Something different").count(), 0);
  const surprising = await choose("End", "100%");
  assert.notDeepEqual([...surprising].sort(), [...familiar].sort());
});

test("what is locked stands apart, and says what opens it", async (t) => {
  const { page } = await enter(t, { path: "discover" });
  const next = page.getByTestId("unlock-next");
  const locked = await itemsIn(next);
  assert.ok(locked.length > 0);
  assert.equal(
    (await itemsIn(page.getByTestId("shelf"))).some((id) => locked.includes(id)),
    false,
  );
  await itemIn(next, locked[0]).getByText("Not yet:").first().waitFor();
  await itemIn(next, locked[0]).getByRole("link").click();
  const reason = page.getByRole("region", { name: "Not open to you yet" });
  await reason.getByText("Not yet:").first().waitFor();
  assert.equal(await page.getByTestId("text").count(), 0);
  assert.equal(await page.getByRole("button", { name: "Mark as finished" }).count(), 0);
  await reason.getByRole("link", { name: "See where you stand" }).click();
  await page.getByRole("heading", { level: 1, name: "Where you stand" }).waitFor();
});
