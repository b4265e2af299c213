// Pages as Hugo, Jekyll and WordPress write them, with the widget in them, as a reader meets them.

import assert from "node:assert/strict";
import { test } from "node:test";
import { assertAccessible, violations } from "./support/accessibility.mjs";
import { misfits } from "./support/fit.mjs";
import { figure, shows } from "./support/hall.mjs";
import { SITES, arrived, becomeReader, openSample, standingOn, view } from "./support/samples.mjs";
import { siteUnderSubPathUrl } from "./support/site.mjs";
import { visit } from "./support/visit.mjs";

const NAMES = Object.keys(SITES);
const scoreOn = async (page, site) => {
  const text = await standingOn(page, site).innerText();
  return figure(text.match(/(?:Score|得分)\s*([\d,]+)/)[1]);
};

/** What only a reader is shown. */
const held = ({ open, notice }) => [open, notice].filter(Boolean);

for (const name of NAMES) {
  const site = SITES[name];

  test(`${name}: what is pressed counts at once, and enough of it opens the gate`, async (t) => {
    const { page, warnings, open } = await openSample(t, name);
    await shows(standingOn(page, site), new RegExp(site.guest));
    for (const text of held(site)) assert.equal(await page.getByText(text).isVisible(), false);
    const before = await scoreOn(page, site);
    const button = page.getByRole("button", { name: site.press });
    await button.click();
    await page.locator("button[data-guildhall-recorded]").waitFor();
    await page.waitForFunction(
      (before) => [...document.querySelectorAll("guildhall-member")].some(({ glance }) => glance?.score.total > before),
      before,
    );
    await becomeReader(page);
    await shows(standingOn(page, site), new RegExp(site.reader));
    for (const text of held(site)) await page.getByText(text).waitFor();
    const score = await scoreOn(page, site);
    assert.ok(score > before);
    assert.deepEqual(warnings, []);
    // The same hall, in the app of the same site.
    await open("activity");
    await open("");
    assert.ok(figure(await page.getByTestId("score").innerText()) >= score);
  });

  test(`${name}: reading it is recorded, and nothing moves while the widget arrives`, async (t) => {
    for (const viewport of [{ width: 1280, height: 900 }, { width: 360, height: 740 }]) {
      const { page } = await openSample(t, name, { viewport });
      await view(page);
      assert.deepEqual(await page.evaluate(() => shifts), [], `${viewport.width} px`);
    }
  });

  test(`${name}: it is accessible and fits, wide and narrow, light and dark`, async (t) => {
    const { page } = await openSample(t, name);
    for (const [width, scheme] of [[1280, "light"], [320, "dark"], [768, "light"]]) {
      await page.setViewportSize({ width, height: 800 });
      await page.emulateMedia({ colorScheme: scheme });
      await assertAccessible(page);
      assert.deepEqual(await misfits(page, "body"), [], `${width} px, ${scheme}`);
    }
    await becomeReader(page);
    await shows(standingOn(page, site), new RegExp(site.reader));
    for (const text of held(site)) await page.getByText(text).waitFor();
    assert.deepEqual([await violations(page), await misfits(page, "body")], [[], []], "with the gate open");
  });
}

test("the samples lie under a sub-path as well", async (t) => {
  const below = siteUnderSubPathUrl();
  if (!below) return t.skip("`cargo xtask test` makes the site under a sub-path");
  for (const name of NAMES) {
    const { page, warnings } = await openSample(t, name, { site: below });
    await shows(standingOn(page, SITES[name]), new RegExp(SITES[name].guest));
    assert.deepEqual(warnings, []);
  }
});

test("without script a sample is a page, with the gate's content in it, which is why a gate is cosmetic", async (t) => {
  for (const name of NAMES) {
    const { page } = await visit(t, { path: `embed/${name}/`, javaScriptEnabled: false });
    await page.getByRole("heading", { level: 1 }).waitFor();
    const gates = await page.locator("guildhall-member[view=gate]").allTextContents();
    assert.ok(gates.every((text) => text.includes(SITES[name].open)));
  }
});

test("one page leads to all samples, and every link of theirs leads somewhere", async (t) => {
  const { page, site, problems, open } = await visit(t, { path: "embed/" });
  await assertAccessible(page);
  const links = () => page.locator("a[href]").evaluateAll((links) => links.map(({ href }) => href.split("#")[0]));
  const listed = await links();
  for (const name of NAMES) assert.ok(listed.includes(new URL(`embed/${name}/`, site).href), name);
  const all = new Set(listed);
  for (const name of NAMES) {
    await open(`embed/${name}/`);
    await arrived(page, SITES[name]);
    for (const link of await links()) all.add(link);
  }
  // A piece has no file of its own: a static host answers with the page for that, which is the app.
  const statusOf = (link) => (/\/library\/./.test(link) ? 404 : 200);
  for (const link of all) assert.equal((await fetch(link)).status, statusOf(link), link);
  assert.deepEqual(problems.unexpected(), []);
});

test("the app keeps no sample for visits without a network", async (t) => {
  const { site } = await visit(t, { path: null });
  const worker = await fetch(new URL("sw.js", site)).then((answer) => answer.text());
  assert.ok(worker.includes("community/charter.json"), "the list of what is kept is not where it is looked for");
  assert.ok(!worker.includes("embed/"));
});
