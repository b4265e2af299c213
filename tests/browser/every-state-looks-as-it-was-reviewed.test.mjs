import { test } from "node:test";
import { FREE_ITEMS, history, ndjson } from "./support/events.mjs";
import { NOW, enter, expectStatus, importFile, ownName, replaceFiles, shows, vanishes } from "./support/hall.mjs";
import { Album, SCALE, noChance } from "./support/looks.mjs";

/** How a state is dressed: language, theme and width. */
const DRESSES = [
  ["en", "light", 1280],
  ["zh", "dark", 360],
];
/** How a page is dressed on a large screen. */
const LARGE = [
  ["en", "light", 1600],
  ["zh", "dark", 1600],
];

const CHARTER = "community/charter.json";
const ITEMS = FREE_ITEMS.slice(0, 8);

/** Gives the visitor a past of so many days, that many days ago; who has one needs no first steps. */
async function remember(visitor, days, ago = 0) {
  await visitor.open("");
  await visitor.page.getByTestId("onboarding").getByRole("button", { name: "Skip this" }).click();
  await vanishes(visitor.page.getByTestId("onboarding"));
  const member = await ownName(visitor);
  const until = new Date(Date.parse(NOW) - ago * 86_400_000).toISOString();
  await importFile(visitor.page, "past.ndjson", ndjson(history({ member, items: ITEMS, days, until })));
}

/** Goes on to a step of the first visit. */
async function step(visitor, prefix, number) {
  await visitor.open(prefix);
  const panel = visitor.page.getByTestId("onboarding");
  for (let at = 1; at < number; at += 1) await panel.getByRole("button", { name: /^(Continue|继续)$/ }).click();
  await shows(panel.locator(".eyebrow"), new RegExp(String(number)));
}

/** States by name, and what brings each about for somebody who has just come in; `prefix` is the language's. */
const STATES = {
  "first-visit-second-step": (visitor, prefix) => step(visitor, prefix, 2),
  "first-visit-third-step": (visitor, prefix) => step(visitor, prefix, 3),
  "tier-just-reached": async (visitor, prefix) => {
    await remember(visitor, 30);
    await visitor.open(prefix);
    await visitor.page.getByTestId("celebration").waitFor();
  },
  "tier-lost": async (visitor, prefix) => {
    await remember(visitor, 27, 95);
    await visitor.open(prefix);
    await visitor.page.getByTestId("fallen").waitFor();
    // What was reached before is celebrated first.
    const close = visitor.page.getByTestId("celebration").getByRole("button", { name: /^(Close|关闭)$/ });
    if (await close.count()) await close.click();
  },
  "erasing-refused": async ({ open, page }, prefix) => {
    await open(`${prefix}privacy`);
    await page.getByTestId("erase").getByRole("textbox").fill("?");
    await page.getByTestId("erase").getByRole("button").click();
    await shows(page.locator("#erase-refused"), /./);
    // The form lies at the end of a long page.
    await page.evaluate(() => document.querySelectorAll("main section:not(:has([data-testid=erase]))").forEach((part) => part.remove()));
  },
  "points-asked-for": async ({ open, page }, prefix) => {
    await open(`${prefix}benefits?demo`);
    await page.locator("button[aria-haspopup=dialog]").first().click();
    await page.locator("dialog[open]").waitFor();
  },
  loading: async (visitor, prefix) => {
    const address = `${prefix}library/su-shi-night-walk`;
    expectStatus(visitor, address, 404);
    const { context, page, site } = visitor;
    await context.route(new URL(CHARTER, site).href, () => {});
    await page.evaluate((url) => location.assign(url), new URL(address, site).href);
    await page.waitForURL(/night-walk/);
    await page.locator("main .placeholder-loading").first().waitFor();
  },
  "charter-unusable": async (visitor, prefix) => {
    const charter = await (await fetch(new URL(CHARTER, visitor.site))).json();
    delete charter.name;
    charter.offset = "+8";
    charter.tiers[1].when = { score: { $gte: 30 }, redings: { $gte: 3 } };
    await replaceFiles(visitor, { [CHARTER]: JSON.stringify(charter) });
    await visitor.page.evaluate(() => new Promise((done) => (indexedDB.deleteDatabase("guildhall:lamplight").onsuccess = done)));
    await visitor.page.evaluate(() => localStorage.clear());
    await visitor.open(prefix);
    await visitor.page.getByRole("main").getByRole("alert").first().waitFor();
  },
  "charter-gone-after-a-good-visit": async (visitor, prefix) => {
    await replaceFiles(visitor, { [CHARTER]: { status: 404 } });
    await visitor.open(prefix);
    await visitor.page.getByRole("heading", { level: 1 }).waitFor();
  },
};

/** Pages that are looked at on a large screen, too. */
const PAGES = [
  ["home", "?demo"],
  ["library", "library?demo"],
  ["item", "library/su-shi-night-walk?demo"],
  ["benefits", "benefits?demo"],
];

const prefixOf = (language) => (language === "zh" ? "zh/" : "");

function come(t, theme, width) {
  return enter(t, {
    path: "privacy",
    script: noChance,
    colorScheme: theme,
    reducedMotion: "reduce",
    viewport: { width, height: 800 },
    deviceScaleFactor: SCALE,
  });
}

for (const [language, theme, width] of DRESSES) {
  test(`every state looks as it was reviewed, in ${language}, ${theme}, ${width} px wide`, async (t) => {
    const album = new Album("looks-of-states");
    for (const [name, bring] of Object.entries(STATES)) {
      const visitor = await come(t, theme, width);
      if (!(await album.canCompare(visitor.page))) return t.skip("this machine has other fonts than the one the pictures were made on");
      await bring(visitor, prefixOf(language));
      if (name !== "loading") await visitor.page.waitForLoadState("networkidle");
      await album.compare(visitor.page, [name, language, theme, width].join("-"));
      await visitor.page.close();
    }
    album.end();
  });
}

for (const [language, theme, width] of LARGE) {
  test(`pages look on a large screen as they were reviewed, in ${language}, ${theme}`, async (t) => {
    const album = new Album("looks-of-states");
    const visitor = await come(t, theme, width);
    if (!(await album.canCompare(visitor.page))) return t.skip("this machine has other fonts than the one the pictures were made on");
    for (const [name, path] of PAGES) {
      const address = prefixOf(language) + path;
      if (path.startsWith("library/")) expectStatus(visitor, address.split("?")[0], 404);
      await visitor.open(address);
      await visitor.page.getByRole("heading", { level: 1 }).waitFor();
      await visitor.page.waitForLoadState("networkidle");
      await album.compare(visitor.page, [name, language, theme, width].join("-"));
    }
    album.end();
  });
}

test("there is a picture of every state, and no other", () => {
  const states = Object.keys(STATES).flatMap((name) => DRESSES.map((dress) => [name, ...dress].join("-")));
  const pages = PAGES.flatMap(([name]) => LARGE.map((dress) => [name, ...dress].join("-")));
  new Album("looks-of-states").holds([...states, ...pages]);
});
