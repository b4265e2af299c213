// Every page of the hall, in every dress: what holds on one must hold on all.
import { history, ndjson } from "./events.mjs";
import { NOW, PATIENCE, enter, expectStatus, importFile, ownName, speak } from "./hall.mjs";

/** Every page: its name, its address, and what to wait for besides the heading. */
const PAGES = [
  ["home", "", (page) => page.getByTestId("next-tier")],
  ["discover", "discover", (page) => page.getByTestId("unlock-next")],
  ["library", "library", (page) => page.getByTestId("results")],
  ["an item", "library/su-shi-night-walk", (page) => page.getByTestId("text")],
  ["an item with a price", "library/faraday-candle-course", (page) => page.getByTestId("purchase")],
  ["a locked item", "library/hamlet-in-three-texts", (page) => page.getByTestId("locked")],
  ["an unknown item", "library/no-such-item", (page) => page.locator("h1")],
  ["benefits", "benefits", (page) => page.getByTestId("history")],
  ["the card", "card", (page) => page.getByTestId("card")],
  ["events", "events", (page) => page.getByTestId("month")],
  ["activity", "activity", (page) => page.getByTestId("digest")],
  ["settings", "settings", (page) => page.getByRole("radio").first()],
  ["privacy", "privacy", (page) => page.getByTestId("erase")],
  ["sync", "sync", (page) => page.getByTestId("sync-form")],
  ["an unknown page", "no/such/page", (page) => page.locator("h1")],
];

/** Languages by tag, with the name of the choice and of what is chosen from. */
const LANGUAGES = [
  ["en", "English"],
  ["zh-Hans", "简体中文"],
];

/** How many places a tour comes by. */
export const PLACES = PAGES.length * LANGUAGES.length;

/**
 * Visits every page in both languages and calls `look(page, place)` on each, `place` saying where that is. Everything
 * that can be folded out is. With `hasHistory` the member has been here for a month, and has everything a page can show.
 */
export async function tour(t, { hasHistory = false, ...options }, look) {
  const visitor = await enter(t, options);
  const { page, site } = visitor;
  if (hasHistory) {
    const member = await ownName(visitor);
    const items = ["su-shi-night-walk", "faraday-candle-course", "how-to-read-a-hard-page", "pepys-in-the-fire"];
    await importFile(page, "past.ndjson", `${ndjson(history({ member, items, days: 30, until: NOW }))}not an event\n`);
  }
  for (const [name, path, ready] of PAGES) {
    if (path.startsWith("library/") || path.startsWith("no/")) ["", "zh/"].forEach((prefix) => expectStatus(visitor, prefix + path, 404));
    for (const [tag, language] of LANGUAGES) {
      await visitor.open(path);
      await page.getByRole("heading", { level: 1 }).waitFor();
      await speak(page, language);
      await page.locator(`html[lang="${tag}"]`).waitFor();
      await ready(page).first().waitFor({ timeout: PATIENCE });
      await page.locator("details").evaluateAll((all) => all.forEach((details) => (details.open = true)));
      await look(page, `${name} in ${language}${hasHistory ? " with a history" : ""}`);
    }
  }
}
