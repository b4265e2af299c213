import assert from "node:assert/strict";
import { test } from "node:test";
import { readFile } from "node:fs/promises";
import { FREE_ITEMS, event, history, ndjson } from "./support/events.mjs";
import { NOW, PAGES, enter, importFile, ownName, shows, speak, standing, toast, turnTo, vanishes } from "./support/hall.mjs";

const ITEMS = FREE_ITEMS.slice(0, 8);

/** Begins a visit with a month of reading behind it that ended `ago` days before. */
async function enterWithHistory(t, { days = 30, ago = 0, ...options } = {}) {
  const visitor = await enter(t, options);
  const member = await ownName(visitor);
  const until = new Date(Date.parse(NOW) - ago * 86_400_000).toISOString();
  await importFile(visitor.page, "past.ndjson", ndjson(history({ member, items: ITEMS, days, until })));
  await turnTo(visitor.page, PAGES.home);
  return { ...visitor, member };
}

/** The site's charter, with a change. */
async function charter(change) {
  const text = await readFile(new URL("../../www/community/charter.json", import.meta.url), "utf8");
  const document = JSON.parse(text);
  change(document);
  return { "community/charter.json": JSON.stringify(document) };
}

test("whoever comes for the first time is welcomed and knows where to begin", async (t) => {
  const { page } = await enter(t);
  // Until then the first steps are enough.
  await page.getByTestId("onboarding").getByRole("button", { name: "Skip this" }).click();
  const welcome = page.getByTestId("welcome");
  await welcome.getByRole("heading", { name: "Welcome to Lamplight Reading Room" }).waitFor();
  assert.equal(await welcome.locator("article[data-item]").count(), 3);
  assert.equal(await page.getByRole("slider").count(), 0, "an empty year is nothing to look at");
  assert.equal(await page.getByText(/Streak/).count(), 0);
  await page.getByTestId("badges").getByText("First lamp").waitFor();
  await page.getByTestId("badges").getByText("Still missing: Pieces finished (1 more)").waitFor();

  await speak(page, "简体中文");
  await welcome.getByRole("heading", { name: "欢迎来到灯下读书会" }).waitFor();
  await page.getByTestId("badges").getByText("还差：读完的篇目（再加 1）").waitFor();
  await speak(page, "English");

  // Whoever has begun needs no welcome.
  await welcome.locator("article[data-item]").first().getByRole("link").first().click();
  await page.getByRole("button", { name: "Like", exact: true }).first().click();
  await shows(toast(page).locator("p").first(), /^Liked/);
  await turnTo(page, PAGES.home);
  await page.getByRole("slider").waitFor();
  assert.equal(await welcome.count(), 0);
});

test("the way to the next tier names the very pieces to begin with", async (t) => {
  const { page } = await enter(t);
  const next = page.getByTestId("next-tier");
  await next.getByRole("link", { name: "Finish 3 more pieces" }).waitFor();
  const piece = next.getByRole("listitem").getByRole("listitem").first();
  await piece.getByText(/\d+ min/).waitFor();
  const title = await piece.getByRole("link").innerText();
  await piece.getByRole("link").click();
  await page.getByRole("heading", { level: 1, name: title }).waitFor();
});

test("the year is walked day by day with the keyboard and read as a table", async (t) => {
  const { page } = await enterWithHistory(t, { days: 10 });
  const year = page.getByRole("slider", { name: "Your year, day by day" });
  const readout = page.getByTestId("year-readout");
  await shows(readout, "11 days here in the past year");
  await year.focus();
  await page.keyboard.press("ArrowUp");
  await shows(readout, /^Monday, November 30 · Came in, Opened, Finished, Rated, Commented · counts for the streak$/);
  assert.equal(await year.getAttribute("aria-valuetext"), await readout.innerText());
  await page.keyboard.press("ArrowLeft");
  await shows(readout, /^Monday, November 23 · Came in/);
  await page.keyboard.press("ArrowLeft");
  await shows(readout, "Monday, November 16 · nothing");
  await page.keyboard.press("Home");
  assert.equal(await year.getAttribute("aria-valuenow"), "0");
  await page.keyboard.press("PageUp");
  assert.equal(await year.getAttribute("aria-valuenow"), "0", "the year has a first day");
  await page.keyboard.press("End");
  await shows(readout, "Tuesday, December 1 · Came in");
  await page.keyboard.press("ArrowDown");
  assert.equal(await year.getAttribute("aria-valuenow"), await year.getAttribute("aria-valuemax"));

  await page.getByText("The same as a table").click();
  const rows = page.locator(".year").getByRole("row");
  await rows.nth(11).waitFor();
  assert.equal(await rows.count(), 1 + 11);
  assert.match(await rows.nth(1).innerText(), /Dec 1, 2026\s+Came in$/);

  await speak(page, "简体中文");
  await year.or(page.getByRole("slider", { name: "逐日回看这一年" })).first().focus();
  await page.keyboard.press("ArrowUp");
  await shows(readout, /^11月30日星期一 · .*读完/);
});

test("on a narrow screen the year shows its newest end and the page does not scroll sideways", async (t) => {
  const { page } = await enterWithHistory(t, { days: 10 });
  await page.setViewportSize({ width: 360, height: 780 });
  await page.reload();
  await page.getByRole("slider").waitFor();
  const { hidden, left, wide } = await page.locator(".year-scroller").evaluate((scroller) => ({
    hidden: scroller.scrollWidth - scroller.clientWidth,
    left: scroller.scrollLeft,
    wide: document.scrollingElement.scrollWidth,
  }));
  assert.ok(hidden > 100, "the year does not fit");
  assert.ok(hidden - left <= 1, "the newest end shows");
  assert.equal(wide, 360);
  await page.getByRole("slider").focus();
  await page.keyboard.press("Home");
  await page.waitForFunction(() => document.querySelector(".year-scroller").scrollLeft === 0);
});

test("a day is looked at with the pointer", async (t) => {
  const { page } = await enterWithHistory(t, { days: 10 });
  const drawing = page.locator(".year-drawing");
  const { width, height } = await drawing.boundingBox();
  // The last column, its second row: where weeks begin on Sunday, that is the day before today.
  await drawing.hover({ position: { x: width - 8, y: height * (20 + 14 + 5) / 118 } });
  await shows(page.getByTestId("year-readout"), /^Monday, November 30 · Came in/);
});

test("a streak is told as it is, and how it is counted", async (t) => {
  const { page } = await enterWithHistory(t, { days: 10 });
  const streak = page.getByRole("region", { name: "Streak" });
  await shows(page.getByTestId("streak"), "10 days in a row");
  await streak.getByText("Do something today to keep it going.").waitFor();
  await streak.getByText("How the streak counts").click();
  await streak.getByText("A day counts when it has one of these: Opened, Finished.").waitFor();
  await streak.getByText("midnight to midnight at UTC+08:00").waitFor();
});

test("a streak that ended is not asked to be kept going", async (t) => {
  const { page } = await enterWithHistory(t, { days: 10, ago: 20 });
  const streak = page.getByRole("region", { name: "Streak" });
  await streak.getByText("No streak at the moment. Do something today and a new one begins.").waitFor();
  await streak.getByText("Longest so far: 10 days").waitFor();
  assert.equal(await page.getByTestId("streak").count(), 0);
});

test("what was reached is celebrated once", async (t) => {
  const { page } = await enterWithHistory(t);
  const celebration = page.getByTestId("celebration");
  await celebration.getByRole("heading", { name: "You are now Companion" }).waitFor();
  await celebration.getByText("10% off").waitFor();
  await celebration.getByText("Seven evenings").waitFor();
  await turnTo(page, PAGES.library);
  await turnTo(page, PAGES.home);
  await page.getByTestId("score").waitFor();
  assert.equal(await celebration.count(), 0, "seen on this visit");
  await page.reload();
  await shows(page.getByTestId("tier"), "Companion");
  assert.equal(await celebration.count(), 0, "seen on an earlier visit");

  // What is reached later is celebrated by itself.
  await turnTo(page, PAGES.events);
  const walk = page.getByRole("listitem").filter({ hasText: "A Walk with a Notebook" });
  await walk.getByRole("button", { name: "I was there" }).click();
  await turnTo(page, PAGES.home);
  await celebration.getByRole("heading", { name: "New for you" }).waitFor();
  await celebration.getByText("The bench drawer").waitFor();
  assert.equal(await celebration.getByText("10% off").count(), 0);
  await celebration.getByRole("button", { name: "Close" }).click();
  await vanishes(celebration);
});

test("what was reached while nobody looked is celebrated in the language of the day", async (t) => {
  const visitor = await enter(t);
  const { page } = visitor;
  const member = await ownName(visitor);
  await importFile(page, "past.ndjson", ndjson(history({ member, items: ITEMS, days: 30, until: NOW })));
  await visitor.open("zh/");
  const celebration = page.getByTestId("celebration");
  await celebration.getByRole("heading", { name: "您已成为“同伴”" }).waitFor();
  await celebration.getByRole("button", { name: "关闭" }).click();
  await vanishes(celebration);
  await page.reload();
  await shows(page.getByTestId("tier"), "同伴");
  assert.equal(await celebration.count(), 0);
});

test("a tier in danger says until when, and what keeps it", async (t) => {
  const { page } = await enterWithHistory(t, { ago: 40 });
  const warning = page.getByTestId("drop-warning");
  await warning.getByText(/^On .+ you fall to Reader if nothing changes\.$/).waitFor();
  await warning.getByText(/^in \d+ days$/).waitFor();
  await warning.getByRole("heading", { name: "To stay Companion" }).waitFor();
  await warning.getByText("Active days in the last 30").waitFor();
  await warning.getByRole("link", { name: "Open 2 more pieces, on 2 different days" }).waitFor();
  await speak(page, "简体中文");
  await warning.getByRole("heading", { name: "保住“同伴”的办法" }).waitFor();
});

test("a tier that was lost says when and why, and the way back", async (t) => {
  const { page } = await enterWithHistory(t, { days: 27, ago: 95 });
  await shows(page.getByTestId("tier"), "Reader");
  const fallen = page.getByTestId("fallen");
  await fallen.getByText(/^On .+, 2026 you went back from Companion to Reader\.$/).waitFor();
  await fallen.getByText("To stay Companion one needs:").click();
  await fallen.getByText("Active days in the last 30").waitFor();
  await page.getByTestId("next-tier").getByRole("heading", { name: "Back to Companion" }).waitFor();
  await speak(page, "简体中文");
  await fallen.getByText(/您从“同伴”回到了“读者”。$/).waitFor();
  await page.getByTestId("next-tier").getByRole("heading", { name: "重返“同伴”" }).waitFor();
});

test("a plan is recorded, asks to be renewed before it ends, and says that it ended", async (t) => {
  const { page, context } = await enter(t);
  const plan = page.getByTestId("plan");
  await plan.getByText("You have no paid plan at present.").waitFor();
  await plan.getByRole("listitem").filter({ hasText: "By the month" }).getByRole("button").click();
  await plan.getByText(/^“By the month” runs until Dec 31, 2026\.$/).waitFor();
  assert.equal(await plan.getByRole("button").count(), 0);
  await context.clock.setSystemTime("2026-12-22T10:00:00+08:00");
  await page.reload();
  await plan.getByText("“By the month” ends in 9 days.").waitFor();
  await plan.getByText("Renew “By the month”").waitFor();
  await context.clock.setSystemTime("2027-01-03T10:00:00+08:00");
  await page.reload();
  await plan.getByText("“By the month” ended on Dec 31, 2026.").waitFor();
  await plan.getByRole("button", { name: "Record a payment" }).click();
  await plan.getByText(/^“By the month” runs until Feb 2, 2027\.$/).waitFor();
});

test("a plan with a checkout is paid there", async (t) => {
  const files = await charter((document) => {
    document.plans[0].checkout = "https://shop.example/monthly";
  });
  const { page } = await enter(t, { files });
  const plan = page.getByTestId("plan").locator("[data-plan=monthly]");
  const checkout = plan.getByRole("link", { name: "Go to checkout" });
  assert.equal(await checkout.getAttribute("href"), "https://shop.example/monthly");
  await plan.getByText("Paid already?").click();
  await plan.getByText("This only notes on this device that you paid.").waitFor();
});

test("points are explained, and the next to be lost lead to the page of benefits", async (t) => {
  const { page, member } = await enterWithHistory(t);
  const points = page.getByRole("region", { name: "Points" });
  await points.getByText("How points come and go").click();
  await points.getByText("Finished: 10 points, at most 30 points a day, once for each piece").waitFor();
  await points.getByText("Points not spent within 365 days are lost").waitFor();
  await points.getByText(/^Enough for: /).waitFor();
  await points.getByRole("link", { name: /^Next to expire: \d+ on / }).click();
  await page.getByRole("heading", { level: 1, name: "Benefits" }).waitFor();
  await turnTo(page, PAGES.home);
  const { points: before } = await standing(page);
  const gift = event({ at: NOW, member, verb: "points-grant", value: 500, source: "operator" });
  await importFile(page, "gift.ndjson", ndjson([gift]));
  await turnTo(page, PAGES.home);
  await shows(page.getByTestId("points"), String(before + 500));
});
