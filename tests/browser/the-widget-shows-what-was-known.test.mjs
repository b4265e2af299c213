// The widget without anything computed: what the browser kept, what stands in attributes, what the page sets.

import assert from "node:assert/strict";
import { test } from "node:test";
import { assertAccessible } from "./support/accessibility.mjs";
import { shows } from "./support/hall.mjs";
import { GLANCE, heard, host, keyOf, ofEngine, openHost, remember } from "./support/widget.mjs";

const VIEWS = ["card", "standing", "shelf", "benefits", "gate"];
const element = (view, more = "") => `<guildhall-member id="${view}" view="${view}" mode="card" ${more}></guildhall-member>`;
const ALL = VIEWS.map((view) => element(view, view === "gate" ? 'when="tier>=3"' : "")).join("");

test("a card shows what was known last, from one file and without WebAssembly", async (t) => {
  const visitor = await host(t);
  await remember(visitor);
  const { page, requests } = await openHost(visitor, element("card"));
  const card = page.getByRole("region", { name: "Membership card, Lamplight Reading Room" });
  for (const text of ["Companion", "Robin Ashe", "R5FM-5B4X", "1,170", "Dec 2, 2025"]) await shows(card, new RegExp(text));
  assert.deepEqual(await heard(page, "ready"), { mode: "card" });
  await page.waitForLoadState("networkidle");
  assert.deepEqual(requests.filter((path) => path.startsWith("js/")), ["js/widget.js"]);
});

test("a card shows what its attributes say, where the browser keeps nothing", async (t) => {
  const visitor = await host(t);
  await visitor.context.addInitScript(() => {
    Object.defineProperty(window, "localStorage", { get: () => { throw new DOMException("blocked", "SecurityError"); } });
  });
  const told = 'community="Reading Room" name="Ada" tier="Reader" score="1240" number="1234 5678" since="2026-01-03" accent="#2f6d5b"';
  const { page, requests, warnings } = await openHost(visitor, element("card", told));
  const card = page.getByRole("region", { name: "Membership card, Reading Room" });
  for (const text of ["Reader", "Ada", "1234 5678", "1,240", "Jan 3, 2026"]) await shows(card, new RegExp(text));
  assert.deepEqual([ofEngine(requests), warnings], [[], []]);
  await page.locator("#card").evaluate((card) => Object.assign(card, { tier: "Keeper", score: 7 }));
  await shows(card, /Keeper/);
  assert.deepEqual(await page.locator("#card").evaluate((card) => [card.getAttribute("score"), card.tier, card.count]), ["7", "Keeper", 4]);
});

test("a page may ask for fewer benefits, of which the open ones come first, and all are counted", async (t) => {
  const visitor = await host(t);
  await remember(visitor);
  const { page } = await openHost(visitor, '<guildhall-member id="few" mode="card" view="benefits" count="3"></guildhall-member>');
  const panel = page.getByRole("region", { name: "Benefits" });
  await shows(panel, /2 \/ 4 open/);
  assert.deepEqual(await panel.getByRole("listitem").getByRole("img").evaluateAll((signs) => signs.map((sign) => sign.ariaLabel)), [
    "open", "open", "Not open to you yet",
  ]);
  await page.evaluate(() => document.querySelector("#few").removeAttribute("count"));
  await panel.getByRole("listitem").nth(3).waitFor();
});

test("every view shows a glance, in both languages, to everybody", async (t) => {
  const visitor = await host(t);
  await remember(visitor);
  for (const [lang, colorScheme, dir, width] of [["en", "light", "ltr", 640], ["zh", "dark", "ltr", 320], ["en", "dark", "rtl", 320], ["zh", "light", "ltr", 640]]) {
    const { page, requests } = await openHost(visitor, ALL, { lang, dir, name: `${lang}-${dir}-${width}.html` });
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme });
    const zh = lang === "zh";
    await shows(page.getByRole("region", { name: zh ? "会员状态" : "Where you stand" }), zh ? /同伴.*守灯人/s : /Companion.*Lamp-keeper/s);
    assert.equal(await page.getByRole("progressbar").getAttribute("aria-valuenow"), "66");
    await shows(page.getByRole("region", { name: zh ? "为你推荐" : "For you" }).getByRole("listitem").first(), zh ? /律诗的结构/ : /Regulated Poem/);
    const benefits = page.getByRole("region", { name: zh ? "权益" : "Benefits" }).getByRole("listitem");
    await shows(benefits.nth(3), zh ? /问书台/ : /The question desk/);
    await shows(page.getByRole("group", { name: zh ? "尚未对你开放" : "Not open to you yet" }), /./);
    assert.deepEqual(ofEngine(requests), []);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(wide <= 0, `${lang} ${dir}: ${wide} px too wide`);
    await assertAccessible(page);
    await page.close();
  }
});

test("text can be read whatever paper and accent a page chooses", async (t) => {
  const visitor = await host(t);
  await remember(visitor);
  const papers = ["#000", "#123a5f", "#7a7a7a", "#8a6d3b", "#ffeb3b", "#fff"];
  const rules = papers.map((paper, at) => `#of-${at} { --guildhall-paper: ${paper}; --guildhall-accent: ${papers.at(-1 - at)}; }`).join(" ");
  const body = papers.map((_, at) => `<div id="of-${at}">${element("standing")}${element("benefits")}${element("shelf")}${element("card")}</div>`).join("");
  const { page } = await openHost(visitor, body.replaceAll(/ id="(standing|benefits|shelf|card)"/g, ""), { style: rules });
  await page.getByRole("region", { name: "For you" }).nth(5).waitFor();
  // The level that a page can be held to whatever its colours: AA.
  const faint = await page.evaluate(() => {
    const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
    const channels = (colour) => {
      canvas.fillStyle = colour;
      canvas.fillRect(0, 0, 1, 1);
      return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3).map((part) => part / 255);
    };
    const light = (colour) => {
      const [r, g, b] = channels(colour).map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const found = [];
    for (const { shadowRoot } of document.querySelectorAll("guildhall-member")) {
      const section = shadowRoot.querySelector("section");
      const papers = section.matches("[part~=card]")
        ? getComputedStyle(section).backgroundImage.match(/(?:oklch|rgb|color|#)[^)]*\)/g)
        : [getComputedStyle(section).backgroundColor];
      for (const node of section.querySelectorAll("p, span, a, b, li, dt, dd")) {
        if (![...node.childNodes].some((child) => child.nodeType === Node.TEXT_NODE && child.data.trim())) continue;
        if (node.matches("[part~=mark]")) continue;
        for (const paper of papers) {
          const [one, other] = [light(getComputedStyle(node).color), light(paper)];
          const ratio = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
          if (ratio < 4.5) found.push(`${node.textContent.trim()} on ${paper}: ${ratio.toFixed(2)}`);
        }
      }
    }
    return found;
  });
  assert.deepEqual(faint, []);
});

test("a card follows other tabs, and the language of the page", async (t) => {
  const visitor = await host(t);
  await remember(visitor);
  const { page } = await openHost(visitor, element("card"));
  const card = page.getByRole("region");
  await shows(card, /Companion/);
  const other = await openHost(visitor, "<p>Another tab</p>", { name: "other.html" });
  await other.page.evaluate(([key, glance]) => localStorage.setItem(key, JSON.stringify(glance)), [keyOf(visitor.site), { ...GLANCE, score: { total: 1200 } }]);
  await shows(card, /1,200/);
  assert.deepEqual(await heard(page, "change"), { reason: "elsewhere", events: 0 });
  await page.evaluate(() => (document.documentElement.lang = "zh-Hant"));
  await shows(card, /同伴/);
  await other.page.evaluate(() => localStorage.clear());
  await shows(card, /这里尚无记录/);
});

test("a page can set the glance, before the element is known and after", async (t) => {
  const visitor = await host(t);
  const script = `
    const early = document.createElement("guildhall-member");
    Object.assign(early, { mode: "card", view: "standing", glance: ${JSON.stringify(GLANCE)}, id: "early" });
    addEventListener("DOMContentLoaded", () => document.querySelector("main").append(early));`;
  const { page, warnings } = await openHost(visitor, element("card"), { script });
  await shows(page.getByRole("region", { name: "Where you stand" }), /Companion/);
  assert.deepEqual(await page.locator("#early").evaluate((early) => [early.getAttribute("view"), Object.keys(early)]), ["standing", []]);
  await shows(page.locator("#card"), /Not known here yet/);
  await page.locator("#card").evaluate((card, glance) => (card.glance = glance), { ...GLANCE, member: { name: "Grace" } });
  await shows(page.locator("#card"), /Grace/);
  for (const wrong of [{ guildhall: 2 }, 7, { ...GLANCE, tier: null }, { ...GLANCE, member: { since: "never" } }]) {
    await page.locator("#card").evaluate((card, glance) => (card.glance = glance), wrong);
  }
  await shows(page.locator("#card"), /never/);
  await page.locator("#card").evaluate((card) => (card.glance = null));
  await shows(page.locator("#card"), /Not known here yet/);
  assert.equal(warnings.length, 2, warnings.join("\n"));
});

test("what is wrong with attributes is said once, and nothing breaks", async (t) => {
  const visitor = await host(t);
  await remember(visitor);
  const wrong = '<guildhall-member mode="card" view="crad" count="0.5" charter="http://[" accent="no colour" score="many"></guildhall-member>'.repeat(2);
  const { page, warnings } = await openHost(visitor, wrong);
  await shows(page.getByRole("region").nth(1), /Companion|Not known here yet/);
  await page.locator("guildhall-member").first().evaluate((element) => element.count);
  assert.equal(warnings.filter((text) => /`view="crad"`.*card, standing, shelf, benefits, gate.*taken as card/.test(text)).length, 1, warnings.join("\n"));
  assert.equal(warnings.filter((text) => text.includes("`http://[` is no address")).length, 1, warnings.join("\n"));
  assert.equal(warnings.filter((text) => /`count="0.5"`.*1 to 24/.test(text)).length, 1, warnings.join("\n"));
});

test("a link asks the page first", async (t) => {
  const visitor = await host(t);
  await remember(visitor);
  const { page } = await openHost(visitor, element("shelf", 'links="#item-{item}" count="2"'));
  const links = page.getByRole("region", { name: "For you" }).getByRole("listitem").getByRole("link");
  await shows(links.first(), /Regulated Poem/);
  assert.equal(await links.count(), 2);
  await page.evaluate(() => addEventListener("guildhall-select", (event) => event.preventDefault(), { once: true }));
  await links.first().focus();
  await page.keyboard.press("Enter");
  const chosen = await heard(page, "select");
  assert.equal(chosen.item, "reading-a-regulated-poem");
  assert.ok(chosen.href.endsWith("#item-reading-a-regulated-poem"));
  assert.equal(new URL(page.url()).hash, "");
  await page.keyboard.press("Enter");
  await page.waitForURL(/#item-reading-a-regulated-poem$/);
  // What has the focus keeps it when something else is shown.
  await page.locator("#shelf").evaluate((shelf) => (shelf.count = 3));
  await shows(links.nth(2), /Pride/);
  assert.equal(await page.locator("#shelf").evaluate((shelf) => shelf.shadowRoot.activeElement?.dataset.item), "reading-a-regulated-poem");
});

test("a gate shows what the page put into it while its condition holds", async (t) => {
  const visitor = await host(t);
  await remember(visitor);
  const gate = (id, when, locked = "") => `<guildhall-member id="${id}" view="gate" mode="card" when='${when}'><p>Inside ${id}</p>${locked}</guildhall-member>`;
  const body = gate("short", "tier>=2 and planActive") + gate("json", '{"$or":[{"tier":"keeper"},{"score":{"$lt":1000}}]}')
    + gate("own", "tier>=3", '<p slot="locked">Only for keepers</p>') + gate("broken", "tier >>> 2");
  const { page, requests, warnings } = await openHost(visitor, body);
  await page.getByText("Inside short").waitFor();
  await page.getByText("Only for keepers").waitFor();
  for (const id of ["json", "own", "broken"]) assert.equal(await page.getByText(`Inside ${id}`).isVisible(), false, id);
  await page.locator("#json").getByRole("group", { name: "Not open to you yet" }).waitFor();
  await page.locator("#json").evaluate((gate) => (gate.when = { score: { $gte: 1000 } }));
  await page.getByText("Inside json").waitFor();
  assert.deepEqual(await page.evaluate(() => heard.filter(({ name }) => name === "gate").map(({ from, detail }) => [from, detail.open])),
    [["short", true], ["json", false], ["own", false], ["broken", false], ["json", true]]);
  assert.match(warnings.join("\n"), /`tier >>> 2` is no condition/);
  assert.deepEqual(ofEngine(requests), []);
});

test("a second script changes nothing, whatever its address", async (t) => {
  const visitor = await host(t);
  await remember(visitor);
  const tag = ["js/widget.js", "js/widget.js?again", "js/0.1.0/widget.js"].map((src) => `<script type="module" src="${src}"></script>`).join("");
  const { page, warnings } = await openHost(visitor, element("card"), { tag });
  await shows(page.getByRole("region"), /Companion/);
  await page.waitForLoadState("networkidle");
  assert.equal(await page.evaluate(() => heard.filter(({ name }) => name === "ready").length), 1);
  assert.deepEqual(warnings, []);
});

test("a script that comes late finds the elements that were there", async (t) => {
  const visitor = await host(t);
  await remember(visitor);
  const { page } = await openHost(visitor, element("card"), { tag: "" });
  assert.equal(await page.locator("#card").evaluate((card) => card.shadowRoot), null);
  await page.evaluate(() => import("/js/widget.js"));
  await shows(page.getByRole("region"), /Companion/);
  // What is moved goes on.
  await page.evaluate(() => document.body.prepend(document.querySelector("#card")));
  await shows(page.getByRole("region"), /Companion/);
});
