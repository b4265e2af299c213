import assert from "node:assert/strict";
import { test } from "node:test";
import { assertAccessible } from "./support/accessibility.mjs";
import { history, ndjson } from "./support/events.mjs";
import { NOW, PAGES, enter, importFile, ownName, shows, speak, turnTo } from "./support/hall.mjs";

const ITEMS = ["how-to-read-a-hard-page", "reading-walden-slowly", "tao-yuanming-coming-home", "su-shi-night-walk"];
const MORE = ["keeping-a-commonplace-book", "new-tales-of-the-world", "pepys-in-the-fire", "keats-negative-capability"];

const occasion = (page, id) => page.locator(`[data-activity="${id}"]`);

/** The page of events, for a member of the third tier. */
async function enterAsCompanion(t, options) {
  const visitor = await enter(t, options);
  const { page } = visitor;
  const member = await ownName(visitor);
  const past = history({ member, items: [...ITEMS, ...MORE], days: 30, until: NOW });
  await importFile(page, "past.ndjson", ndjson(past));
  await turnTo(page, PAGES.events);
  return visitor;
}

/** Presses a button that saves a file; answers its name and text. */
async function saved(page, button) {
  const [download] = await Promise.all([page.waitForEvent("download"), button.click()]);
  const chunks = [];
  for await (const chunk of await download.createReadStream()) chunks.push(chunk);
  return { name: download.suggestedFilename(), text: Buffer.concat(chunks).toString() };
}

test("what is ahead stands by months, the next one first, and what is over below", async (t) => {
  const { page } = await enter(t, { path: "events" });
  const months = page.getByRole("main").getByRole("region").filter({ has: page.getByRole("list") });
  const titles = await months.getByRole("heading", { level: 2 }).allInnerTexts();
  assert.deepEqual(titles, [
    "December 2026",
    "January 2027",
    "February 2027",
    "March 2027",
    "April 2027",
    "May 2027",
    "June 2027",
    "Past",
  ]);
  const december = page.getByRole("region", { name: "December 2026" });
  assert.deepEqual(await december.getByRole("heading", { level: 3 }).allInnerTexts(), ["The Candle Lecture, Live"]);
  const past = page.getByRole("region", { name: "Past" });
  assert.deepEqual(await past.getByRole("heading", { level: 3 }).allInnerTexts(), [
    "A Walk with a Notebook",
    "Pamphlet Morning",
    "An Evening of Moon Poems",
  ]);
  const lecture = occasion(page, "candle-lecture-live");
  await lecture.getByText("Saturday, December 12 · 07:00 PM – 08:30 PM").waitFor();
  for (const fact of ["Lamplight, the upstairs table", "30 places", "CN¥30"]) await lecture.getByText(fact).waitFor();
  await page.getByText("Days and times are the community’s: UTC+08:00").waitFor();
});

test("the calendar is turned by the keyboard and leads to the day's event", async (t) => {
  const { page, site } = await enter(t, { path: "events" });
  const month = page.getByTestId("month");
  await month.getByRole("heading", { name: "December 2026" }).waitFor();
  await month.getByRole("button", { name: "Later month" }).focus();
  await page.keyboard.press("Enter");
  await month.getByRole("heading", { name: "January 2027" }).waitFor();
  const day = month.getByRole("link", { name: "Saturday, January 16: Slow Analects: the Ford" });
  await day.focus();
  await page.keyboard.press("Enter");
  const event = occasion(page, "slow-analects");
  await page.waitForFunction(() => document.activeElement?.id === "slow-analects");
  assert.equal(page.url(), new URL("events#slow-analects", site).href);
  assert.ok(await event.evaluate((element) => element.matches(":target")), "it is marked");
  for (let month = 0; month < 8; month += 1) {
    const later = page.getByRole("button", { name: "Later month" });
    if (await later.isEnabled()) await later.click();
  }
  await month.getByRole("heading", { name: "June 2027" }).waitFor();
  assert.ok(await month.getByRole("button", { name: "Later month" }).isDisabled(), "nothing lies behind the last event");
});

test("an event has an address of its own", async (t) => {
  const visitor = await enter(t, { path: "events#one-chapter-bloomsday" });
  const { page, site } = visitor;
  await page.waitForFunction(() => document.activeElement?.id === "one-chapter-bloomsday");
  const top = await occasion(page, "one-chapter-bloomsday").evaluate((element) => element.getBoundingClientRect().top);
  assert.ok(top >= 0 && top < 720, `it is in view, at ${top}`);
  await turnTo(page, PAGES.home);
  await page.getByTestId("upcoming").getByRole("link", { name: "Begin a Diary" }).click();
  await page.waitForFunction(() => document.activeElement?.id === "begin-a-diary");
  assert.equal(page.url(), new URL("events#begin-a-diary", site).href);
  // One that does not exist leaves the page as it is.
  await visitor.open("events#no-such-event");
  await page.getByRole("heading", { level: 1, name: "Events" }).waitFor();
  assert.equal(await page.locator(":target").count(), 0);
});

test("who has no head start waits for general booking, and sees who need not", async (t) => {
  const { page, context } = await enter(t, { path: "events" });
  const event = occasion(page, "slow-analects");
  await event.getByText("Booking opens on Dec 2, 2026, 08:00 PM.").waitFor();
  await event.getByText("With “First pick of places” already from Nov 29, 2026, 08:00 PM.").waitFor();
  assert.equal(await event.getByRole("button", { name: "Book a place" }).count(), 0);
  await context.clock.setSystemTime("2026-12-02T20:00:01+08:00");
  await page.reload();
  await event.getByRole("button", { name: "Book a place" }).waitFor();
});

test("whoever has a head start books first, at the member's price, and takes it all along", async (t) => {
  const { page } = await enterAsCompanion(t);
  const first = occasion(page, "slow-analects");
  await first.getByText("You may book first, with “Book two days early”. Everybody else from Dec 2, 2026, 08:00 PM.").waitFor();
  await first.getByRole("button", { name: "Book a place" }).click();
  await first.getByText("Booked", { exact: true }).waitFor();
  const later = occasion(page, "lantern-riddles");
  await later.getByText("You may book from Jan 21, 2027, 10:00 AM, with “Book two days early”.").waitFor();
  const lecture = occasion(page, "candle-lecture-live");
  await shows(lecture.locator("s"), "CN¥30");
  await shows(lecture.locator("strong"), "CN¥27");
  await lecture.getByText("with “10% off”").waitFor();
  await lecture.getByRole("button", { name: "Book a place" }).click();

  const booked = page.getByTestId("booked");
  await booked.getByText("Booked: 2 events").waitFor();
  const { name, text } = await saved(page, booked.getByRole("button"));
  assert.equal(name, "lamplight.ics");
  assert.equal(text.match(/BEGIN:VEVENT\r\n/g).length, 2);
  assert.ok(text.split("\r\n").every((line) => Buffer.byteLength(line) <= 75));
  const whole = text.replaceAll("\r\n ", "");
  for (const line of [
    "UID:candle-lecture-live@lamplight.guildhall",
    "DTSTART:20261212T110000Z",
    "DTEND:20261212T123000Z",
    "SUMMARY:The Candle Lecture\\, Live",
    "LOCATION:Lamplight\\, the upstairs table",
    `URL:${page.url().split("#")[0]}#candle-lecture-live`,
  ]) {
    assert.ok(whole.includes(`\r\n${line}\r\n`), `${line} is missing in ${whole}`);
  }
  await turnTo(page, PAGES.home);
  await page.getByTestId("upcoming").getByText("Booked").first().waitFor();
});

test("one event is saved by itself, in the language of the page", async (t) => {
  const { page } = await enter(t, { path: "zh/events" });
  await page.getByRole("heading", { level: 1, name: "活动" }).waitFor();
  const diary = occasion(page, "begin-a-diary");
  await diary.getByText("1月1日星期五 · 10:00–11:30").waitFor();
  const { name, text } = await saved(page, diary.getByRole("button", { name: "加入日历" }));
  assert.equal(name, "begin-a-diary.ics");
  assert.match(text.replaceAll("\r\n ", ""), /\r\nSUMMARY:元旦，开始写日记\r\n/);
  await occasion(page, "slow-analects").getByText(/开放预订。$/).first().waitFor();
});

test("an event for others says what is missing", async (t) => {
  const { page } = await enter(t, { path: "events" });
  const bench = occasion(page, "mending-bench");
  await bench.getByText("Not open to you yet.").waitFor();
  await bench.getByText("Tier: Reader").waitFor();
  assert.equal(await bench.getByRole("button").count(), 0);
  await speak(page, "简体中文");
  await bench.getByText("暂未对您开放。").waitFor();
});

test("times are told where the member is too, unless they are the same", async (t) => {
  const away = await enter(t, { path: "events", timezoneId: "Europe/Berlin" });
  await occasion(away.page, "candle-lecture-live").getByText("Where you are: Sat, Dec 12, 12:00 PM").waitFor();
  const home = await enter(t, { path: "events", timezoneId: "Asia/Shanghai" });
  await occasion(home.page, "candle-lecture-live").waitFor();
  assert.equal(await home.page.getByText("Where you are").count(), 0);
});

test("while it is on, and afterwards, who was there says so", async (t) => {
  const { page, context } = await enter(t, { path: "events", at: "2026-12-12T19:30:00+08:00" });
  const lecture = occasion(page, "candle-lecture-live");
  await lecture.getByText("It is on now.").waitFor();
  await lecture.getByRole("button", { name: "I was there" }).click();
  await lecture.getByText("You were there").waitFor();
  await context.clock.setSystemTime("2026-12-13T10:00:00+08:00");
  await page.reload();
  await page.getByRole("region", { name: "Past" }).getByText("You were there").waitFor();
});

test("when nothing is ahead the page says so and keeps what was", async (t) => {
  const { page } = await enter(t, { path: "events", at: "2028-01-01T10:00:00+08:00" });
  await page.getByText("Nothing is announced at present").waitFor();
  const past = page.getByRole("region", { name: "Past" });
  await past.getByText("One Chapter for Bloomsday").waitFor();
  await past.getByText(/^Show \d+ more$/).click();
  await past.getByText("An Evening of Moon Poems").waitFor();
  await turnTo(page, PAGES.home);
  await page.getByTestId("upcoming").getByText("Nothing is announced at present.").waitFor();
});

for (const [path, width] of [
  ["events", 1280],
  ["zh/events", 360],
]) {
  test(`the page of events breaks no rule and fits ${width} px (${path})`, async (t) => {
    const { page } = await enter(t, { path, colorScheme: width === 360 ? "dark" : "light", viewport: { width, height: 800 } });
    await page.getByTestId("month").waitFor();
    await assertAccessible(page);
    assert.equal(await page.evaluate(() => document.scrollingElement.scrollWidth), width);
  });
}
