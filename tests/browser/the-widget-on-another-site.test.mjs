// A page of another site that takes the widget from the hall's: under a hash, under the least policy, with a storage of its own.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { backend, enterConnectable } from "./support/backends.mjs";
import { openElsewhere } from "./support/elsewhere.mjs";
import { shows } from "./support/hall.mjs";
import { plainPage, POLICY } from "./support/plain.mjs";
import { heard, host } from "./support/widget.mjs";

const guide = await readFile(new URL("../../docs/embed.md", import.meta.url), "utf8");
const [section] = guide.match(/^### On another site[\s\S]*?(?=^##)/m);
const [full, frame] = [...section.matchAll(/```csp\n([\s\S]*?)```/g)].map(([, policy]) => policy.trim());
const [script] = [...section.matchAll(/```javascript\n([\s\S]*?)```/g)].map(([, code]) => code);
const TRUSTED = "; require-trusted-types-for 'script'";
const at = (text, site) => text.replaceAll("https://hall.example", site.replace(/\/$/, ""));
const ITEM = "kafka-first-sentence";

/** A policy of the guide, with the hall's true address. */
const policyOf = async (t, policy) => {
  const visitor = await host(t);
  return { visitor, policy: at(policy, visitor.site) + TRUSTED };
};
const scoreOf = (page, id) => page.locator(`#${id}`).evaluate((element) => element.glance?.score.total);

test("the widget lives on another site, with a hall of that site's own", async (t) => {
  const body = '<guildhall-member id="standing" view="standing"></guildhall-member><guildhall-member id="shelf" view="shelf" count="2"></guildhall-member>'
    + `<guildhall-member view="gate" when="reads>=1"><p>You read</p></guildhall-member><button data-guildhall-record="finish:${ITEM}">Done</button>`;
  const { page, site, warnings, open, context } = await openElsewhere(t, body, await policyOf(t, full));
  assert.deepEqual(await heard(page, "ready"), { mode: "full" });
  await shows(page.getByRole("region", { name: "Where you stand" }), /Guest/);
  const link = page.locator("#shelf").getByRole("listitem").getByRole("link").first();
  await link.waitFor();
  assert.ok((await link.getAttribute("href")).startsWith(`${site}library/`), "a link leads to the hall");
  await page.getByRole("button").click();
  await page.getByText("You read").waitFor();
  assert.ok((await scoreOf(page, "standing")) > 0);
  assert.deepEqual(warnings, []);

  // The hall's own site knows nothing of it.
  const home = await context.newPage();
  await home.goto(new URL("embed/plain/", site).href);
  await shows(home.getByRole("region", { name: "Where you stand" }), /Score\s*0/);
});

test("in a frame the hall shows on a site that allows no WebAssembly, which hears nothing of the member", async (t) => {
  const body = '<guildhall-member id="standing" view="standing" mode="frame"></guildhall-member>'
    + '<guildhall-member view="gate" mode="frame" when="score<1"><p>Stays shut</p></guildhall-member>';
  const { page, warnings } = await openElsewhere(t, body, await policyOf(t, frame));
  const panel = page.frameLocator("#standing iframe").getByRole("region", { name: "Where you stand" });
  await shows(panel, /Guest/);
  await page.waitForFunction(() => document.querySelector("#standing").shadowRoot.querySelector("iframe").clientHeight > 150);
  assert.deepEqual((await page.evaluate(() => heard)).filter(({ name }) => name !== "ready" && name !== "gate"), []);
  assert.equal(await page.getByText("Stays shut").isVisible(), false);
  assert.deepEqual(warnings, []);
});

test("a script that was changed on its way does nothing, and the page goes on", async (t) => {
  const prepared = await policyOf(t, full);
  const { context, site, problems } = prepared.visitor;
  problems.expect(/integrity|Subresource/i);
  await context.route(`${site}js/**/widget.js`, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `${await response.text()}\n// changed` });
  });
  const { page } = await openElsewhere(t, "<guildhall-member><p>What the page has to say</p></guildhall-member>", prepared);
  await page.getByText("What the page has to say").waitFor();
  assert.equal(await page.evaluate(() => customElements.get("guildhall-member")), undefined);
});

test("where both sites exchange events with one server, they are one hall", async (t) => {
  const server = await backend(t, "rest");
  const { kind, url, place, user, secret } = server;
  const options = { member: "ada", backend: { kind, url, place, user, secret }, sync: "background" };
  const visitor = await enterConnectable(t, { path: null });
  const home = await plainPage(visitor, { policy: POLICY.replace("connect-src 'self'", "connect-src 'self' http://127.0.0.1:*"), options });
  await home.evaluate((object) => hall.record({ verb: "finish", object }), ITEM);

  // As the guide writes it, with the true addresses, and the password that a member enters.
  const own = `const secret = ${JSON.stringify(secret)};\n${at(script, visitor.site).replaceAll("https://sync.example.org", url)}`
    .replace('kind: "rest"', `kind: "${kind}", place: ${JSON.stringify(place ?? null)}`)
    .replace('user: "ada"', `user: ${JSON.stringify(user)}`);
  const policy = at(full, visitor.site)
    .replace("script-src", "script-src 'self'")
    .replace("connect-src", `connect-src ${new URL(url).origin}`) + TRUSTED;
  const body = '<guildhall-member id="standing" view="standing" member="ada"></guildhall-member>';
  const { page } = await openElsewhere(t, body, { visitor, policy, script: own });
  await page.waitForFunction(() => document.querySelector("#standing").glance?.score.total > 0);

  const before = await scoreOf(page, "standing");
  await page.locator("#standing").evaluate(async (element) => (await element.hall()).record({ verb: "post", note: "Good evening" }));
  await page.waitForFunction((before) => document.querySelector("#standing").glance.score.total > before, before);
  const score = await scoreOf(page, "standing");
  await home.waitForFunction(async (score) => (await hall.standing()).score.total >= score, score);
});
