// Attributes of a page that knows nothing of halls: what visitors do is recorded, and what is shown depends on it.

import assert from "node:assert/strict";
import { test } from "node:test";
import { heard, host, ofEngine, openHost, remember } from "./support/widget.mjs";

/** What the member of this browser did, as lines `verb:object`. */
const deeds = (page) =>
  page.evaluate(async () => {
    const { open } = await import("/js/guildhall.js");
    const hall = await open({ charter: "/community/charter.json", catalogue: "/community/catalogue.json" });
    const lines = (await hall.export()).split("\n").filter(Boolean).map((line) => JSON.parse(line));
    hall.close();
    return lines.map(({ verb, object }) => [verb, object].filter(Boolean).join(":"));
  });

/** Waits until what listens to presses is there: nobody hears one that comes before. */
async function awake(page) {
  await page.evaluate(() => import("/js/live.js").then(() => {}));
}

/** Waits until this was done. */
async function done(page, wanted) {
  for (let tries = 0; ; tries += 1) {
    const found = await deeds(page);
    if (wanted.every((deed) => found.includes(deed))) return found;
    assert.ok(tries < 40, `${found} lacks some of ${wanted}`);
  }
}

const ITEMS = ["reading-walden-slowly", "seneca-on-time", "pillow-book-lists"];

test("what is seen and pressed is recorded, once where seeing is meant", async (t) => {
  const visitor = await host(t);
  const body = `
    <article data-guildhall-record="view:${ITEMS[0]}"><p>A piece</p></article>
    <button data-guildhall-record="like:${ITEMS[0]}"><span>Like</span></button>
    <form data-guildhall-record="post" data-guildhall-at="submit"><button>Send</button></form>
    <div class="far"></div>
    <article data-guildhall-record="view:${ITEMS[1]}"><p>Far below</p></article>`;
  const { page, warnings } = await openHost(visitor, body, { style: ".far { block-size: 5000px; }", script: 'document.addEventListener("submit", (event) => event.preventDefault())' });
  await awake(page);
  await page.getByText("Like").click();
  await page.getByText("Send").click();
  const found = await done(page, [`view:${ITEMS[0]}`, `like:${ITEMS[0]}`, "post"]);
  for (const what of ["article", "button", "form"]) await page.locator(`${what}[data-guildhall-recorded]`).first().waitFor();
  assert.ok(!found.includes(`view:${ITEMS[1]}`));
  await page.getByText("Far below").scrollIntoViewIfNeeded();
  await page.evaluate((item) => {
    document.querySelector("main").insertAdjacentElement("beforeend", document.createElement("article")).dataset.guildhallRecord = `view:${item}`;
    document.querySelector("main").lastElementChild.textContent = "Came later";
  }, ITEMS[2]);
  await page.getByText("Came later").scrollIntoViewIfNeeded();
  const last = await done(page, ITEMS.map((item) => `view:${item}`));
  for (const item of ITEMS) assert.equal(last.filter((deed) => deed === `view:${item}`).length, 1, item);
  assert.deepEqual(warnings, []);
});

test("a press that leaves the page counts on the next one", async (t) => {
  const visitor = await host(t);
  await openHost(visitor, "<p>Where it leads</p>", { name: "next.html" }).then(({ page }) => page.close());
  const { page } = await openHost(visitor, `<a href="next.html" data-guildhall-record="like:${ITEMS[0]}">Onwards</a>`);
  // The engine is slow to come: the page is left before it has.
  await visitor.context.route("**/*.wasm", async (route) => {
    await page.waitForURL(/next\.html$/).catch(() => {});
    await route.continue().catch(() => {});
  });
  await awake(page);
  await page.getByText("Onwards").click();
  await page.waitForURL(/next\.html$/);
  await visitor.context.unroute("**/*.wasm");
  await page.goto(new URL("host.html", visitor.site).href);
  assert.equal((await done(page, [`like:${ITEMS[0]}`])).length, 1);
  assert.equal(await page.evaluate(() => Object.keys(localStorage).some((key) => key.startsWith("guildhall:deeds:"))), false);
});

test("parts of a page are shown and hidden by what is known, without the engine", async (t) => {
  const visitor = await host(t);
  await remember(visitor);
  const body = `
    <p data-guildhall-show="tier>=2" hidden>For companions</p>
    <p data-guildhall-show='{"score":{"$gte":2000}}'>For stewards</p>
    <p data-guildhall-hide="planActive">Become a member</p>
    <p data-guildhall-show="tier >">Broken</p>`;
  const { page, requests, warnings } = await openHost(visitor, body);
  await page.getByText("For companions").waitFor();
  for (const text of ["For stewards", "Become a member", "Broken"]) await page.getByText(text).waitFor({ state: "hidden" });
  await page.evaluate(() => {
    const late = document.createElement("p");
    Object.assign(late, { textContent: "Late", hidden: true });
    late.setAttribute("data-guildhall-show", "tier=companion and score>1000");
    document.querySelector("main").append(late);
  });
  await page.getByText("Late").waitFor();
  assert.match(warnings.join("\n"), /`tier >` is no condition/);
  assert.deepEqual(ofEngine(requests), []);
});

test("once the hall is open, its word counts", async (t) => {
  const visitor = await host(t);
  await remember(visitor);
  const body = '<p data-guildhall-show="tier>=2">For companions</p><p data-guildhall-hide="tier>=2">For newcomers</p><guildhall-member id="card"></guildhall-member>';
  const { page } = await openHost(visitor, body);
  await heard(page, "ready", { mode: "full" });
  // Kept was a companion; the member of this browser is new.
  await page.getByText("For newcomers").waitFor();
  await page.getByText("For companions").waitFor({ state: "hidden" });
});

test("a shut gate tells what is missing to whoever asks, and is as high as before it knew", async (t) => {
  const body = `
    <guildhall-member view="gate" when="score>=30"><p>Behind the gate</p></guildhall-member>
    <guildhall-member view="gate" when="score>=30" mode="card"><p>Behind the other</p></guildhall-member>
    <button data-guildhall-record="like:${ITEMS[0]}">Like</button>`;
  for (const width of [1280, 320]) {
    const visitor = await host(t, { viewport: { width, height: 800 } });
    const { page } = await openHost(visitor, body);
    const [living, card] = [0, 1].map((at) => page.locator("guildhall-member").nth(at));
    const summary = living.locator("summary");
    await summary.waitFor();
    await card.getByText("Not open to you yet").waitFor();
    const height = (gate) => gate.evaluate((element) => element.getBoundingClientRect().height);
    assert.equal(await height(living), await height(card), `${width} px`);
    const lack = living.getByRole("listitem");
    assert.equal(await lack.isVisible(), false);
    await summary.press("Enter");
    await lack.waitFor();
    const before = await lack.innerText();
    await page.getByText("Like").evaluate((button) => button.click());
    await page.waitForFunction(
      ([before]) => document.querySelector("guildhall-member").shadowRoot.querySelector("li").innerText !== before,
      [before],
    );
    assert.ok(await lack.isVisible());
    assert.ok(await summary.evaluate((element) => element.getRootNode().activeElement === element));
  }
});

test("nothing is recorded unasked where the browser asks for privacy", async (t) => {
  const visitor = await host(t);
  await visitor.context.addInitScript(() => Object.defineProperty(navigator, "globalPrivacyControl", { get: () => true }));
  const { page } = await openHost(visitor, `<p data-guildhall-record="view:${ITEMS[0]}">A piece</p><button data-guildhall-record="like:${ITEMS[0]}">Like</button>`);
  await awake(page);
  await page.getByRole("button").click();
  await done(page, [`like:${ITEMS[0]}`]);
  await page.clock.runFor(5000);
  assert.deepEqual(await deeds(page), [`like:${ITEMS[0]}`]);
});

test("a deed that the charter does not know is told, and the page goes on", async (t) => {
  const visitor = await host(t);
  const { page, warnings } = await openHost(visitor, `<button data-guildhall-record="veiw:${ITEMS[0]}">Wrong</button><button data-guildhall-record="like:${ITEMS[0]}">Like</button>`);
  await awake(page);
  await page.getByText("Wrong").click();
  await page.getByText("Like").click();
  await done(page, [`like:${ITEMS[0]}`]);
  assert.match(warnings.join("\n"), /`veiw:.*` is not recorded/);
  assert.equal(await page.getByText("Wrong").getAttribute("data-guildhall-recorded"), null);
});
