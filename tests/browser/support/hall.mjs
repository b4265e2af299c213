// The hall as a member uses it: what is pressed and what is read, by role and name.
import assert from "node:assert/strict";
import { ready, visit } from "./visit.mjs";

/** When tests take place: a Tuesday morning at the sample community, with gatherings before and behind it. */
export const NOW = "2026-12-01T10:00:00+08:00";

/** How long anything a member waits for may take, in milliseconds; test machines are slow and busy. */
export const PATIENCE = 20_000;

/** The pages of the hall: their address, and their name in the navigation. */
export const PAGES = {
  home: ["", "Home"],
  discover: ["discover", "Discover"],
  library: ["library", "Library"],
  events: ["events", "Events"],
  benefits: ["benefits", "Benefits"],
  card: ["card", "Card"],
  activity: ["activity", "Activity"],
};

/**
 * Comes into the hall: a visit whose clock begins at `at` and goes on from there. `files` are other contents of
 * files of the site, as for `replaceFiles`; `script` runs in every page before anything else does. Answers once the page at `path` can be read, or, where the hall is expected
 * to stay shut, once it says why.
 */
export async function enter(t, { path = "", at = NOW, files, script, isShut = false, ...options } = {}) {
  const visitor = await visit(t, { ...options, path: null });
  await visitor.context.clock.install({ time: at });
  if (script) await visitor.context.addInitScript(script);
  visitor.page.setDefaultTimeout(PATIENCE);
  if (files) await replaceFiles(visitor, files);
  // The test has more to see to before the first page.
  if (path === null) return visitor;
  // A static host has no file for an item's address: it answers with the page for that, which is the app, and 404.
  if (path.startsWith("library/")) expectStatus(visitor, path, 404);
  await visitor.open(path);
  const { page } = visitor;
  await (isShut ? page.getByRole("main").getByRole("alert") : page.getByRole("heading", { level: 1 })).waitFor();
  // The catalogue's further pages come in behind the first; until then what is compared may still change.
  if (!isShut && !files) await page.waitForLoadState("networkidle");
  return visitor;
}

/**
 * From now on, files of the site are as given: `{ "community/charter.json": text }`, or `{ status: 404 }` for one
 * that is not there. Problems that the test asks for in this way are not held against it.
 */
export async function replaceFiles({ context, site, problems }, files) {
  for (const [path, content] of Object.entries(files)) {
    const url = new URL(path, site).href;
    await context.unroute(url);
    if (content === null) continue;
    const { status = 200, body = content } = typeof content === "object" && "status" in content ? content : {};
    if (status >= 400) expectStatus({ site, problems }, path, status);
    await context.route(url, (route) =>
      route.fulfill({ status, contentType: "application/json", body: status === 200 ? body : "" }),
    );
  }
}

/** From now on, this answer for a path of the site is no problem. */
export function expectStatus({ site, problems }, path, status) {
  const url = escaped(new URL(path, site).href);
  problems.expect(new RegExp(`answer ${status}: ${url}(\\?.*)?$|status of ${status} .*${url}`));
}

const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** Turns to a page by the navigation; where the screen is narrow, perhaps by the sheet with the further pages. */
export async function turnTo(page, [, name]) {
  await ready(page);
  const link = page.getByRole("navigation").getByRole("link", { name, exact: true });
  if (!(await link.count())) await page.getByRole("navigation").getByRole("button", { name: /^(More|更多)$/ }).click();
  await link.click();
  await page.locator(`nav a[aria-current=page]`).filter({ hasText: name }).first().waitFor({ state: "attached" });
}

/** Chooses a language by its own name, in the header; nothing happens when the page speaks it already. */
export async function speak(page, name) {
  const link = page.getByRole("banner").getByRole("link", { name, exact: true });
  if (await link.count()) await link.click();
}

/** Turns to the settings, by the member's button in the header. */
export async function toSettings(page) {
  const button = page.getByRole("banner").getByRole("button", { name: /settings|设置/ });
  const link = page.getByRole("banner").getByRole("link", { name: /^(Settings|设置)$/ });
  const title = page.getByRole("heading", { level: 1, name: /^(Settings|设置)$/ });
  // The page may be drawn anew between a look and a press, which then meets nothing: what counts is what is there after it.
  for (let tries = 0; !(await title.count()); tries += 1) {
    assert.ok(tries < 10, "the settings do not open");
    if (!(await link.isVisible())) await button.click();
    await link.click({ timeout: 2_000 }).catch(() => {});
    await title.waitFor({ timeout: 2_000 }).catch(() => {});
  }
}

/** Chooses how the page looks, on the page of settings. */
export async function dress(page, group, choice) {
  await page.getByRole("group", { name: group }).getByRole("radio", { name: choice, exact: true }).check();
}

/** Waits until an element shows a text (`RegExp`, or the whole of it), and says what it shows otherwise. */
export async function shows(locator, wanted) {
  const exact = typeof wanted === "string" ? new RegExp(`^\\s*${escaped(wanted)}\\s*$`) : wanted;
  try {
    await locator.filter({ hasText: exact }).first().waitFor({ timeout: PATIENCE });
  } catch (error) {
    const found = await locator.allInnerTexts().catch(() => []);
    assert.fail(`${locator} shows ${JSON.stringify(found)}, not ${wanted} (${error.name})`);
  }
}

/** Waits until an element is no more. */
export const vanishes = (locator) => locator.waitFor({ state: "detached", timeout: PATIENCE });

/** A figure as it is shown, such as `CN¥1,234.5` or `+3 score`, as a number. */
export const figure = (text) => Number(text.replace(/−/g, "-").replace(/[^\d.-]/g, ""));

/** Where the member stands, as the first page says. */
export async function standing(page) {
  await ready(page);
  const text = (name) => page.getByTestId(name).innerText();
  return {
    score: figure(await text("score")),
    activity: figure(await text("activity")),
    contribution: figure(await text("contribution")),
    tier: await text("tier"),
    points: figure(await text("points")),
  };
}

/** Ids of the items in a part of the page, from the top. */
export const itemsIn = (part) =>
  part.locator("article[data-item]").evaluateAll((items) => items.map((item) => item.dataset.item));

/** An item in a part of the page. */
export const itemIn = (part, id) => part.locator(`article[data-item="${id}"]`);

/** The newest word about what the member just did. */
export const toast = (page) => page.locator(".toast").last();

/** The member of this browser, as the page of activity names them. */
export async function ownName({ page }) {
  await turnTo(page, PAGES.activity);
  return page.getByTestId("member").innerText();
}

/** Turns to the page on privacy, does something there, and comes back; answers what it answered. */
export async function onPrivacy(page, act) {
  const title = page.getByRole("heading", { level: 1 });
  const before = await title.innerText();
  if (before === "Privacy") return act();
  await page.getByRole("contentinfo").getByRole("link", { name: "Privacy", exact: true }).click();
  await shows(title, "Privacy");
  const answer = await act();
  await page.goBack();
  await shows(title, before);
  return answer;
}

/** Says that the piece on the page is finished, and waits until that counts, which takes the time of reading it. */
export async function markFinished(page) {
  await page.getByRole("button", { name: /^(Mark as finished|标记为读完)$/ }).click();
  await untilFinished(page);
}

/** Lets the clock run until the piece on the page counts as finished. */
export async function untilFinished(page) {
  const finished = page.locator(".closing-row .fact-good");
  for (let second = 0; second < 900 && !(await finished.count()); second += 1) await page.clock.runFor(1000);
  await finished.waitFor();
}

/** Gives a file of events to the hall and waits for the account of it. */
export async function importFile(page, name, content) {
  const buffer = typeof content === "string" ? Buffer.from(content) : content;
  return onPrivacy(page, async () => {
    await page.getByLabel("Import a file").setInputFiles({ name, mimeType: "application/x-ndjson", buffer });
    await takeIn(page, name);
    return account(page);
  });
}

/** Takes in the file that was looked through; one that brings nothing new is not asked about. */
export async function takeIn(page, name, timeout = PATIENCE) {
  const report = page.getByTestId("import-report");
  const [preview, done] = [`What is in “${name}”`, `Imported: ${name}`].map((title) =>
    report.getByRole("heading", { name: title }),
  );
  await preview.or(done).waitFor({ timeout });
  if (await preview.isVisible()) await report.getByRole("button", { name: /^Take in / }).click();
  await done.waitFor({ timeout });
}

/** Exports the member's events and reads them. */
export const exportMine = (page) =>
  onPrivacy(page, () => exported(page, page.getByRole("button", { name: "Export my events" })));

/** The account of the last import: its counts by name, and what was found, as `[path, message, remedy]`. */
export async function account(page) {
  const report = page.getByTestId("import-report");
  const counts = await report
    .locator("[data-count]")
    .evaluateAll((rows) => rows.map((row) => [row.dataset.count, row.querySelector("dd").innerText]));
  return {
    ...Object.fromEntries(counts.map(([name, text]) => [name, figure(text)])),
    findings: await findingsIn(report),
  };
}

/** The findings shown in a part of the page, as `[path, message, remedy]`. */
export const findingsIn = (part) =>
  part
    .locator(".finding")
    .evaluateAll((findings) =>
      findings.map((finding) =>
        ["path", "message", "remedy"].map((name) => finding.querySelector(`.finding-${name}`)?.textContent ?? ""),
      ),
    );

/** Presses a button that saves a file, and reads the events in it. */
export async function exported(page, button) {
  const [download] = await Promise.all([page.waitForEvent("download"), button.click()]);
  const chunks = [];
  for await (const chunk of await download.createReadStream()) chunks.push(chunk);
  return Buffer.concat(chunks)
    .toString()
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
}
