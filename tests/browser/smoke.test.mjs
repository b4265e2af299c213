import assert from "node:assert/strict";
import { test } from "node:test";
import { siteUnderSubPathUrl, siteUrl } from "./support/site.mjs";
import { visit } from "./support/visit.mjs";

test("the first page starts, in silence and from one origin", async (t) => {
  const { page, response } = await visit(t);
  assert.equal(response.status(), 200);
  await page.locator("#main").waitFor();
});

test("the security policy is in force: what a page must not do is blocked and noticed", async (t) => {
  const { page, problems } = await visit(t);
  await page.locator("#main").waitFor();
  problems.expect(/security policy: (style-src-attr|require-trusted-types-for)|console error: .*(inline style|TrustedHTML)/);
  const blocked = await page.evaluate(() => {
    document.body.setAttribute("style", "color: red");
    try {
      document.body.innerHTML = "<b></b>";
      return "no Trusted Types";
    } catch (error) {
      return error.name;
    }
  });
  assert.equal(blocked, "TypeError");
  assert.equal(problems.unexpected().length, 0);
});

test("the script carries its integrity, and every hashed file may be cached for ever", async (t) => {
  const { page, site } = await visit(t);
  const sealed = await page
    .locator("script[src]")
    .evaluateAll((elements) => elements.map((element) => [element.src, element.integrity]));
  assert.equal(sealed.length, 1);
  assert.equal(await page.locator("link[rel=stylesheet]").count(), 0, "styles stand in the page, admitted by their hash");
  for (const [url, integrity] of sealed) {
    assert.match(integrity, /^sha384-/);
    const answer = await fetch(new URL(url, site), { method: "HEAD" });
    assert.match(answer.headers.get("cache-control"), /immutable/);
  }
});

test("the server answers as a static host does", async () => {
  const site = await siteUrl();
  const page = await (await fetch(site)).text();
  const wasm = await fetch(new URL(page.match(/href="([^"]+\.wasm)"/)[1], site), { method: "HEAD" });
  assert.equal(wasm.headers.get("content-type"), "application/wasm");
  const missing = await fetch(new URL("no/such/page", site));
  assert.equal(missing.status, 404);
  assert.equal(await missing.text(), await (await fetch(new URL("404.html", site))).text());
});

test("the site works under a sub-path, deep links included", async (t) => {
  const site = siteUnderSubPathUrl();
  if (!site) return t.skip("only `cargo xtask test` makes the copy under a sub-path");
  assert.match(new URL(site).pathname, /^\/.+\/$/);
  const { page, problems, open } = await visit(t, { site });
  await page.locator("#main").waitFor();
  problems.expect(/(answer 404|console error: .*status of 404).*library\/some-item/);
  const response = await open("library/some-item");
  assert.equal(response.status(), 404);
  await page.locator("#main").waitFor();
});
