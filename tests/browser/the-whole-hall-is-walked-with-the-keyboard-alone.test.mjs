import assert from "node:assert/strict";
import { test } from "node:test";
import { PATIENCE, enter, expectStatus, shows, toast, untilFinished, vanishes } from "./support/hall.mjs";
import { Walk } from "./support/keyboard.mjs";

/** Waits until a page is shown, and holds that it begins at its heading. */
async function arrives(walk, page, title) {
  await page.getByRole("heading", { level: 1, name: title }).waitFor();
  await page.waitForFunction(() => document.activeElement.tagName === "H1");
  await walk.keeps(`coming to ${title}`);
}

/** Goes to a page by the navigation, from wherever the focus is. */
async function go(walk, page, link, title = link) {
  await walk.to(`a ${link}`, "Shift+Tab");
  await page.keyboard.press("Enter");
  await arrives(walk, page, title);
}

/** Opens an address as a bookmark would, and begins at its top. */
async function open(visitor, path, ready) {
  if (path.includes("library/")) expectStatus(visitor, path.split("?")[0], 404);
  await visitor.open(path);
  await visitor.page.getByRole("heading", { level: 1 }).waitFor({ timeout: PATIENCE });
  if (ready) await ready.waitFor();
}

test("a first visitor is led in, reads, rates, notes, books and settles down, all by keyboard", async (t) => {
  const { page } = await enter(t);
  const walk = new Walk(page);

  // The first steps.
  await walk.to(/^input What shall we call you\?/);
  await walk.type("Ada King");
  await walk.to("button Continue");
  const panel = page.getByTestId("onboarding");
  await walk.act("Enter", () => shows(panel.locator(".eyebrow"), "2 of 3"));
  await walk.to(/^button Poetry/);
  await walk.act("Space", () => panel.locator("[aria-pressed=true]").waitFor());
  await walk.to("button Continue");
  await walk.act("Enter", () => shows(panel.locator(".eyebrow"), "3 of 3"));
  await walk.to("button Into the hall");
  await walk.act("Enter", () => vanishes(panel));

  // Home, all of it, then Discover: less of one, the next hidden, one explained.
  assert.ok((await walk.around()) > 25);
  await go(walk, page, "Discover");
  await walk.to("button Hide");
  await walk.act("Enter", () => shows(toast(page).locator("p").first(), /^Hid/));
  const isAmongPieces = await page.evaluate(() => document.activeElement.closest("main article, main li") !== null);
  assert.ok(isAmongPieces, "it goes on among the pieces");
  await walk.to(/^summary Why this\?/);
  await walk.act("Enter", () => page.locator("details[open]").getByText("In all").waitFor());
  await walk.act("Enter", () => page.locator("details.reasons:not([open])").first().waitFor());
  await walk.to("switch Personal recommendations");
  await walk.act("Space", () => page.getByRole("switch").and(page.locator(":not(:checked)")).waitFor());

  // Library: words, a facet, the piece.
  await go(walk, page, "Library");
  await walk.to(/^input Search titles, authors, topics and texts/);
  await walk.type("diary");
  const results = page.getByTestId("results");
  await results.getByRole("article").filter({ hasText: "Pepys" }).first().waitFor();
  // The words of the texts are fetched with the first search, and add to what was found.
  await page.waitForLoadState("networkidle");
  await walk.keeps("typing");
  await walk.to(/^select Order/);
  await walk.act("ArrowDown");
  await walk.to(/^a Pepys on the First Day of the Fire/);
  await page.keyboard.press("Enter");
  await arrives(walk, page, "Pepys on the First Day of the Fire");
  await page.getByTestId("text").waitFor();
  await walk.to("button Mark as finished");
  await walk.act("Enter");
  await untilFinished(page);
  await walk.keeps("finishing");
  await walk.to(/^input 1 of 5/);
  await walk.act("Space", () => shows(toast(page).locator("p").first(), /^Rated/));
  await walk.act("ArrowRight", () => page.getByRole("radio", { name: "2 of 5" }).and(page.locator(":checked")).waitFor());
  await walk.to("button Like");
  await walk.act("Enter", () => page.locator("main .closing [aria-pressed=true], main [aria-pressed=true]").first().waitFor());
  await walk.to("summary Your notes");
  await walk.act("Enter");
  await walk.to(/^textarea Your comment/);
  await walk.type("Written without a mouse.");
  await walk.to("button Add comment");
  const comment = page.getByRole("listitem").getByText("Written without a mouse.");
  await walk.act("Enter", () => comment.waitFor());

  // Events: a place booked and given up.
  await go(walk, page, "Events");
  await walk.to("button Book a place");
  await walk.act("Enter", () => page.getByRole("button", { name: "Cancel booking" }).first().waitFor());
  assert.ok(await page.evaluate(() => document.activeElement.closest(".occasion") !== null), "the focus stays with the event");
  await walk.to("button Cancel booking");
  await walk.act("Enter", () => vanishes(page.getByRole("button", { name: "Cancel booking" })));
  await walk.to("button Later month");
  await walk.act("Enter");
  await walk.to("button Earlier month");
  await walk.act("Enter");

  // Settings, by the member's sheet; its Escape gives the focus back.
  await walk.to("button Ada King: you and your settings", "Shift+Tab");
  await walk.act("Enter", () => page.locator(".member-sheet:popover-open").waitFor());
  await walk.act("Escape", () => page.locator(".member-sheet:not(:popover-open)").waitFor({ state: "attached" }));
  await walk.act("Enter", () => page.locator(".member-sheet:popover-open").waitFor());
  await walk.to("a Settings");
  await page.keyboard.press("Enter");
  await arrives(walk, page, "Settings");
  const { name } = await page.evaluate(() => ({ name: document.querySelector("input[value=dark]").name }));
  await walk.to(/^input English/);
  await walk.to(/^input System/);
  await walk.act("ArrowRight", () => page.locator(`input[name=${name}]:checked:not([value=system])`).waitFor({ state: "attached" }));
  await walk.around();
  await walk.to("a 简体中文");
  await walk.act("Enter", () => page.locator("html[lang=zh-Hans]").waitFor());
  assert.ok(walk.end() > 300);
});

test("a member of long standing redeems, looks back, takes back and leaves, all by keyboard", async (t) => {
  const visitor = await enter(t, { path: "benefits?demo" });
  const { page } = visitor;
  const walk = new Walk(page);
  await page.getByTestId("history").waitFor();

  // Benefits: asked, declined, asked, redeemed.
  const question = page.locator("dialog[open]");
  await walk.to(/^button Redeem for/);
  await walk.act("Enter", () => question.waitFor());
  await walk.act("Escape", () => vanishes(question));
  assert.match(await page.evaluate(() => document.activeElement.textContent), /^Redeem for/, "the focus is back");
  await walk.act("Enter", () => question.waitFor());
  await walk.to(/^button Redeem for/);
  await walk.act("Enter", () => vanishes(question));
  await walk.to("button Earned");
  await walk.act("Space");
  await walk.to(/^region What each tier gives/);
  await walk.around();

  // The card is saved.
  await go(walk, page, "Card", "Your card");
  await walk.to("button Save as drawing (SVG)");
  const [download] = await Promise.all([page.waitForEvent("download"), page.keyboard.press("Enter")]);
  assert.match(download.suggestedFilename(), /\.svg$/);
  await walk.keeps("saving");

  // Activity: the chart's cursor, its table, one thing undone and done again.
  await go(walk, page, "Activity");
  await walk.to(/^slider Day in the chart/);
  const slider = page.getByTestId("chart");
  const last = await slider.getAttribute("aria-valuenow");
  await walk.act("ArrowLeft", () => page.locator(`[data-testid=chart]:not([aria-valuenow="${last}"])`).waitFor());
  await walk.act("Home", () => page.locator('[data-testid=chart][aria-valuenow="0"]').waitFor());
  await walk.act("End", () => page.locator(`[data-testid=chart][aria-valuenow="${last}"]`).waitFor());
  await walk.to("summary The same as a table");
  await walk.act("Enter", () => page.getByTestId("chart-table").waitFor());
  await walk.act("Enter", () => vanishes(page.getByTestId("chart-table")));
  await walk.to(/^summary Score/);
  await walk.act("Enter");
  await walk.to(/^input Search the timeline/);
  await walk.type("Cook Ding");
  await page.getByRole("button", { name: "Clear the filter" }).waitFor();
  await walk.to("button Undo");
  await walk.act("Enter", () => toast(page).waitFor());
  await walk.to("button Clear the filter", "Shift+Tab");
  await walk.act("Enter", () => vanishes(page.getByRole("button", { name: "Clear the filter" })));
  await walk.around();

  // Privacy: an answer changed, an interest deleted, everything exported, nothing erased.
  await walk.to("a Privacy");
  await page.keyboard.press("Enter");
  await arrives(walk, page, "Privacy");
  await walk.to("switch Personal recommendations");
  await walk.act("Space", () => page.getByText("Your answers so far:").first().waitFor());
  await walk.act("Space");
  await walk.to(/^button Delete the interest/);
  await walk.act("Enter", () => toast(page).waitFor());
  await walk.to("button Export everything about me");
  await Promise.all([page.waitForEvent("download"), page.keyboard.press("Enter")]);
  await walk.keeps("exporting");
  await walk.to(/^input Type the community’s name/);
  await walk.type("Another name");
  await walk.act("Enter", () => page.getByText("Nothing was erased.").waitFor());
  assert.ok(walk.end() > 250);
});

test("on a phone, in Chinese, the bar below and its sheet lead everywhere by keyboard", async (t) => {
  const visitor = await enter(t, { path: "zh/?demo", viewport: { width: 360, height: 640 } });
  const { page } = visitor;
  const walk = new Walk(page);
  await page.getByTestId("next-tier").waitFor();
  await walk.around();
  for (const [link, title] of [["发现"], ["书库"], ["活动"]]) {
    await walk.to(`a ${link}`, "Shift+Tab");
    await page.keyboard.press("Enter");
    await arrives(walk, page, title ?? link);
    await walk.around();
  }
  for (const [link, title] of [["权益"], ["会员卡", "我的会员卡"], ["足迹"], ["设置"], ["隐私"]]) {
    await walk.to("button 更多", "Shift+Tab");
    await walk.act("Enter", () => page.locator(".more-sheet:popover-open").waitFor());
    await walk.to(`a ${link}`);
    await page.keyboard.press("Enter");
    await arrives(walk, page, title ?? link);
    await walk.around();
  }
  await open(visitor, "zh/library/su-shi-night-walk?demo", page.getByTestId("text"));
  await walk.around();
  assert.ok(walk.end() > 400);
});
