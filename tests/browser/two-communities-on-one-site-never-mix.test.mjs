import assert from "node:assert/strict";
import { test } from "node:test";
import { PAGES, enter, figure, replaceFiles, shows, turnTo, vanishes } from "./support/hall.mjs";

const CHARTER = {
  guildhall: 1,
  id: "harbour",
  name: { en: "Harbour Workshop", zh: "海港工坊" },
  description: { en: "Boats, ropes and knots.", zh: "船、绳与结。" },
  languages: ["en", "zh"],
  appearance: { accent: "#0b6e8f", mark: "H", paper: "cool" },
  metrics: { reads: { distinct: "object", of: ["finish"] } },
  score: { activity: [{ metric: "reads", weight: 7 }] },
  tiers: [
    { id: "deckhand", name: { en: "Deckhand", zh: "水手" } },
    { id: "mate", name: { en: "Mate", zh: "大副" }, when: { score: { $gte: 14 } } },
  ],
};
const CATALOGUE = {
  guildhall: 1,
  community: "harbour",
  tags: { knots: { en: "Knots", zh: "绳结" } },
  // The same identifier as a piece of the site's own community.
  items: [
    { id: "su-shi-night-walk", title: { en: "The Bowline", zh: "单套结" }, tags: ["knots"] },
    { id: "b", title: { en: "The Clove Hitch", zh: "丁香结" }, tags: ["knots"] },
  ],
};

const avatar = (page) => page.getByRole("banner").locator(".member-button .avatar");
const score = async (page) => figure(await page.getByTestId("score").innerText());

test("events, name, interests and the first visit belong to one community", async (t) => {
  const visitor = await enter(t, { path: "settings" });
  const { page, context, site, open } = visitor;
  await replaceFiles(visitor, {
    "harbour/charter.json": JSON.stringify(CHARTER),
    "harbour/catalogue.json": JSON.stringify(CATALOGUE),
  });
  await page.getByLabel("Name").fill("Ada King");
  await page.getByLabel("Name").press("Tab");
  await shows(avatar(page), "AK");
  await page.getByTestId("interest-choices").getByRole("button", { name: "Poetry", exact: true }).click();
  await turnTo(page, PAGES.home);
  await page.getByTestId("onboarding").getByRole("button", { name: "Skip this" }).click();
  await vanishes(page.getByTestId("onboarding"));
  const before = await score(page);
  assert.ok(before > 0, "coming in gave something");

  // Another tab, another community of the same site.
  const other = await context.newPage();
  await other.goto(new URL("?community=harbour/", site).href);
  await other.getByTestId("onboarding").getByRole("heading", { name: "Welcome to Harbour Workshop" }).waitFor();
  await shows(other.getByTestId("tier"), "Deckhand");
  assert.equal(await avatar(other).innerText(), "", "nobody has said their name here");
  await other.locator("html[data-paper=cool]").waitFor();
  const accent = (page) =>
    page.evaluate(() => {
      const link = document.querySelector("main a");
      return getComputedStyle(link).color;
    });
  assert.notEqual(await accent(other), await accent(page), "each has its own colour");
  await other.getByTestId("onboarding").getByRole("button", { name: "Continue" }).click();
  const choices = other.getByTestId("interest-choices");
  await choices.getByRole("button", { name: "Knots" }).click();
  assert.equal(await choices.getByRole("button").count(), 1, "its own subjects alone");
  const reading = other.getByTestId("onboarding");
  await reading.getByRole("button", { name: "Continue" }).click();
  await reading.getByRole("link", { name: "The Bowline" }).click();
  await other.getByRole("heading", { level: 1, name: "The Bowline" }).waitFor();
  await turnTo(other, PAGES.activity);
  const events = await other.locator("[data-event]").allInnerTexts();
  assert.ok(
    events.every((event) => !event.includes("Poetry")),
    events.join("\n"),
  );

  await page.reload();
  await page.getByTestId("next-tier").first().waitFor();
  assert.equal(await score(page), before, "nothing of the other community counts here");
  await shows(avatar(page), "AK");
  assert.equal(await page.getByTestId("onboarding").count(), 0);
  await page.locator("html[data-paper=warm]").waitFor();
  await open("?community=harbour/");
  await page.getByTestId("onboarding").locator(".eyebrow").getByText("3 of 3").waitFor();
  assert.equal(await avatar(page).innerText(), "");
});
