import assert from "node:assert/strict";
import { test } from "node:test";
import { assertAccessible } from "./support/accessibility.mjs";
import { visit } from "./support/visit.mjs";
import { event, history, ndjson } from "./support/events.mjs";
import { NOW, PAGES, enter, exportMine, importFile, ownName, shows, speak, standing, takeIn, toSettings, turnTo } from "./support/hall.mjs";

const ITEMS = ["how-to-read-a-hard-page", "reading-walden-slowly", "tao-yuanming-coming-home"];
const NAME = "Lamplight Reading Room";

/** Saves a file by pressing a button; answers it as JSON. */
async function saved(page, name) {
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name, exact: true }).click(),
  ]);
  const chunks = [];
  for await (const chunk of await download.createReadStream()) chunks.push(chunk);
  return { name: download.suggestedFilename(), document: JSON.parse(Buffer.concat(chunks).toString()) };
}

test("the figures are those of this device, and a consent leaves a receipt that can be taken back", async (t) => {
  const { page } = await enter(t, { path: "privacy" });
  await shows(page.getByTestId("kept-events"), "1");
  await shows(page.getByTestId("kept-bytes"), /^[\d.,]+ (bytes|kB|MB)$/);
  const visits = page.getByRole("switch", { name: "Recording visits by itself" });
  assert.equal(await visits.isChecked(), true);
  await page.getByText("On from the start. You have not been asked.").first().waitFor();
  await visits.uncheck();
  await page.getByText("You declined on Dec 1, 2026.").waitFor();
  await page.getByText("Your answers so far: 1").click();
  const receipt = page.getByTestId("receipts").getByRole("listitem");
  await shows(receipt.locator("code"), "visits-1/en");
  await shows(receipt.locator(".receipt-wording"), /My visits, and the pieces I open/);
  // From now on opening a piece is not noted.
  await turnTo(page, PAGES.library);
  await page.getByRole("article").first().getByRole("link").first().click();
  await page.getByRole("button", { name: "Like", exact: true }).first().click();
  const events = await exportMine(page);
  assert.deepEqual(events.map(({ verb }) => verb).sort(), ["consent", "like", "login"]);
  const consent = events.find(({ verb }) => verb === "consent");
  assert.deepEqual([consent.object, consent.value], ["visits", 0]);
});

test("personal recommendations are one answer, on whichever page it is given", async (t) => {
  const { page } = await enter(t, { path: "privacy" });
  await page.getByRole("switch", { name: "Personal recommendations" }).uncheck();
  await page.getByText("so no interests are worked out").waitFor();
  await turnTo(page, PAGES.discover);
  const there = page.getByRole("switch", { name: /personal/i }).first();
  assert.equal(await there.isChecked(), false);
});

test("where the browser asks for privacy, nothing is recorded or worked out until the member says so", async (t) => {
  const visitor = await visit(t, { path: null });
  const { page, context } = visitor;
  await context.addInitScript(() => {
    Object.defineProperty(Navigator.prototype, "globalPrivacyControl", { get: () => true });
  });
  await context.clock.install({ time: NOW });
  await visitor.open("library");
  await page.getByRole("article").first().getByRole("link").first().click();
  await page.getByRole("button", { name: "Like", exact: true }).first().click();
  await page.getByRole("contentinfo").getByRole("link", { name: "Privacy", exact: true }).click();
  await page.getByTestId("privacy-signal").getByText("Global Privacy Control").waitFor();
  // Where it changes what is seen, it is said too, once.
  await turnTo(page, PAGES.discover);
  await page.getByTestId("privacy-signal").getByText("Global Privacy Control").waitFor();
  await toSettings(page);
  await page.getByTestId("privacy-signal").getByRole("link", { name: "What that means" }).click();
  await page.getByTestId("privacy-signal").getByText("Global Privacy Control").waitFor();
  const [personal, visits] = ["Personal recommendations", "Recording visits by itself"].map((name) =>
    page.getByRole("switch", { name }),
  );
  assert.deepEqual([await personal.isChecked(), await visits.isChecked()], [false, false]);
  await page.getByText("so no interests are worked out").waitFor();
  assert.deepEqual(
    (await exportMine(page)).map(({ verb }) => verb),
    ["like"],
    "only what was done deliberately",
  );
  await personal.check();
  await page.getByText("You agreed on Dec 1, 2026.").waitFor();
  assert.equal(await page.getByText("so no interests are worked out").count(), 0);
  // The member's own word stands on the next visit, too.
  await page.reload();
  await page.getByRole("switch", { name: "Personal recommendations", checked: true }).waitFor();
});

test("a file is looked through before it is taken in, and taken back as a whole", async (t) => {
  const visitor = await enter(t);
  const { page } = visitor;
  const before = await standing(page);
  const member = await ownName(visitor);
  const past = history({ member, items: ITEMS, days: 10, until: NOW });
  const odd = [
    event({ at: "2026-11-20T10:00:00Z", member, verb: "finish", object: "not-in-this-catalogue" }),
    event({ at: "2026-11-20T10:00:00Z", member: "grace", verb: "login" }),
  ];
  await page.getByRole("contentinfo").getByRole("link", { name: "Privacy", exact: true }).click();
  const buffer = Buffer.from(`${ndjson([...past, ...odd])}nonsense\n`);
  const choose = () =>
    page.getByLabel("Import a file").setInputFiles({ name: "past.ndjson", mimeType: "application/x-ndjson", buffer });
  await choose();
  const preview = page.getByTestId("import-preview");
  await shows(preview.locator("[data-count=new] dd"), "52");
  await shows(preview.locator("[data-count=refused] dd"), "1");
  await shows(preview.locator("[data-remark=foreign]"), /other members: 1\./);
  await shows(preview.locator("[data-remark=unknown]"), /catalogue: 1\..*not-in-this-catalogue/);
  await preview.getByRole("button", { name: "Leave it" }).click();
  await preview.waitFor({ state: "detached" });
  await shows(page.getByTestId("kept-events"), "1");
  await choose();
  await takeIn(page, "past.ndjson");
  await shows(page.getByTestId("kept-events"), "53");
  const report = page.getByTestId("import-report");
  await report.getByRole("button", { name: "Take this import back" }).click();
  await report.getByText("This import is taken back.").waitFor();
  await turnTo(page, PAGES.home);
  assert.deepEqual(await standing(page), before);
  await page.getByRole("contentinfo").getByRole("link", { name: "Privacy", exact: true }).click();
  await report.getByRole("button", { name: "Let it count after all" }).click();
  await turnTo(page, PAGES.home);
  await page.getByTestId("score").filter({ hasText: /\d{2,}/ }).waitFor();
  assert.ok((await standing(page)).score > before.score + 50);
  await page.reload();
  await page.getByTestId("score").filter({ hasText: /\d{2,}/ }).waitFor();
  assert.ok((await standing(page)).score > before.score + 50, "and it is kept");
});

test("everything goes into one document, which can be taken in elsewhere", async (t) => {
  const { page } = await enter(t, { path: "privacy" });
  await page.getByRole("switch", { name: "Personal recommendations" }).uncheck();
  await page.getByText("Your answers so far: 1").waitFor();
  const { name, document } = await saved(page, "Export everything about me");
  assert.equal(name, "guildhall-lamplight-2026-12-01.json");
  assert.equal(document.community, "lamplight");
  assert.deepEqual(document.events.map(({ verb }) => verb).sort(), ["consent", "login"]);
  assert.deepEqual(
    document.consents.map(({ purpose, agreed, version }) => ({ purpose, agreed, version })),
    [{ purpose: "personalisation", agreed: false, version: "personalisation-1/en" }],
  );
  assert.match(document.consents[0].wording, /^The shelf is chosen/);
  assert.equal(typeof document.settings, "object");
  assert.equal(typeof document.browser, "object");

  const other = await enter(t, { path: "privacy" });
  const counts = await importFile(other.page, name, JSON.stringify(document));
  assert.deepEqual(counts, { lines: 2, stored: 2, findings: [] });
  await other.page.getByTestId("view-as-offer").getByText(document.member).first().waitFor();
});

test("erasing takes the community's name, and then everybody begins anew, in every tab", async (t) => {
  const visitor = await enter(t, { path: "library" });
  const { page, context, site } = visitor;
  const former = await ownName(visitor);
  const other = await context.newPage();
  await other.goto(new URL("activity", site).href);
  await shows(other.getByTestId("member"), former);

  await page.getByRole("contentinfo").getByRole("link", { name: "Privacy", exact: true }).click();
  const form = page.getByTestId("erase");
  const [field, button] = [form.getByRole("textbox"), form.getByRole("button", { name: "Erase everything on this device" })];
  await field.fill("lamplight");
  await button.click();
  await form.getByText("Nothing was erased.").waitFor();
  await shows(page.getByTestId("kept-events"), /^[1-9]/);
  await field.fill(NAME);
  await button.click();
  await page.locator("[data-code=erased-afresh]").getByText("new member").waitFor();
  const anew = await ownName(visitor);
  assert.notEqual(anew, former);
  await shows(other.getByTestId("member"), anew);
  await other.locator("[data-code=erased-afresh]").waitFor();
  await page.reload();
  await page.getByRole("heading", { level: 1 }).waitFor();
  await shows(page.getByTestId("member"), anew);
  // Each open tab notes that the new member came in, and nothing of the former one is left.
  const events = await exportMine(page);
  assert.ok(events.length > 0 && events.every(({ verb, member }) => verb === "login" && member === anew));
});

test("in Chinese a faulty line is explained in Chinese, and the page is accessible in both languages", async (t) => {
  const { page } = await enter(t, { path: "privacy" });
  await assertAccessible(page);
  await speak(page, "简体中文");
  await shows(page.getByRole("heading", { level: 1 }), "隐私");
  const bad = ['{"id":"seven","at":"2026-01-01","member":"a","verb":"view","object":"x"}', "不是 JSON"].join("\n");
  await page
    .locator("input[type=file]")
    .setInputFiles({ name: "bad.ndjson", mimeType: "application/x-ndjson", buffer: Buffer.from(bad) });
  const report = page.getByTestId("import-report");
  await shows(report.getByRole("heading"), "已导入：bad.ndjson");
  await shows(report.locator("[data-code=bad-value] .finding-path"), "第 1 行 · id");
  await shows(report.locator("[data-code=bad-value] .finding-message"), /字段的值不可用：.*seven/);
  await shows(report.locator("[data-code=not-json] .finding-path"), "第 2 行");
  await page.locator("details").evaluateAll((all) => all.forEach((details) => (details.open = true)));
  await assertAccessible(page);
});
