// The mode `frame`: a page of the hall's site in a host that allows neither WebAssembly nor fetching.

import assert from "node:assert/strict";
import { test } from "node:test";
import { shows } from "./support/hall.mjs";
import { POLICY, heard, host, openHost } from "./support/widget.mjs";

const FRAMING = "default-src 'none'; script-src 'self'; frame-src 'self'; base-uri 'none'; require-trusted-types-for 'script'";

test("a frame does what its host may not, in the host's language and colours", async (t) => {
  const visitor = await host(t);
  const style = "guildhall-member { --guildhall-paper: #12343b; } .wide { inline-size: 40rem; }";
  const body = '<div class="wide"><guildhall-member id="standing" view="standing" mode="frame"></guildhall-member></div>';
  const { page, requests } = await openHost(visitor, body, { policy: FRAMING, lang: "zh", style });
  assert.deepEqual(await heard(page, "ready"), { mode: "frame" });
  const frame = page.frameLocator("#standing iframe");
  const panel = frame.getByRole("region", { name: "会员状态" });
  await shows(panel, /访客/);
  assert.equal(await panel.evaluate((panel) => getComputedStyle(panel).backgroundColor), "rgb(18, 52, 59)");
  assert.ok(requests.includes("js/frame.html") || requests.some((path) => path.startsWith("js/frame.html")));
  // The frame is as high as what is in it.
  await page.waitForFunction(() => {
    const inner = document.querySelector("#standing").shadowRoot.querySelector("iframe");
    return inner.clientHeight > 150 && inner.contentDocument.documentElement.scrollHeight <= inner.clientHeight;
  });
  // And the element as high as the frame: what was painted before keeps no room.
  assert.ok(await page.evaluate(() => {
    const element = document.querySelector("#standing");
    return Math.abs(element.clientHeight - element.shadowRoot.querySelector("iframe").clientHeight) < 1;
  }));
  await page.evaluate(() => (document.documentElement.lang = "en"));
  await shows(frame.getByRole("region", { name: "Where you stand" }), /Guest/);
});

test("a frame's links ask the host, and its gate opens what the host put in", async (t) => {
  const visitor = await host(t);
  const body = '<guildhall-member id="shelf" view="shelf" mode="frame"></guildhall-member>'
    + '<guildhall-member id="gate" view="gate" mode="frame" when="score<1"><p>For newcomers</p></guildhall-member>';
  const { page } = await openHost(visitor, body, { policy: FRAMING });
  await page.getByText("For newcomers").waitFor();
  await page.evaluate(() => addEventListener("guildhall-select", (event) => event.preventDefault()));
  const link = page.frameLocator("#shelf iframe").getByRole("listitem").getByRole("link").first();
  await link.click();
  const chosen = await heard(page, "select");
  assert.ok(chosen.href.endsWith(`/library/${chosen.item}`));
  assert.ok(page.url().endsWith("host.html"));
});

test("a gate alone in a frame, where nothing is known yet, opens", async (t) => {
  const visitor = await host(t);
  const body = '<guildhall-member id="gate" view="gate" mode="frame" when="score<1"><p>For newcomers</p></guildhall-member>';
  const { page } = await openHost(visitor, body, { policy: FRAMING });
  await page.getByText("For newcomers").waitFor();
  assert.deepEqual(await heard(page, "ready"), { mode: "frame" });
});

test("a host that forbids the frame, too, is told which directive is missing", async (t) => {
  const visitor = await host(t);
  visitor.problems.expect(/frame-src|default-src|fram/i);
  const { page, warnings } = await openHost(visitor, '<guildhall-member id="card" mode="frame"></guildhall-member>', {
    policy: POLICY.replace("'wasm-unsafe-eval'", ""),
  });
  assert.equal((await heard(page, "error")).code, "frame-blocked");
  assert.match(warnings.join("\n"), /add `frame-src http:/);
  await shows(page.getByRole("region"), /Not known here yet/);
  assert.equal(await page.locator("#card iframe").isVisible(), false);
});
