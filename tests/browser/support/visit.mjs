// A visit: a fresh browser profile on the site, which fails its test if anything goes wrong unasked.
import assert from "node:assert/strict";
import { after } from "node:test";
import { closeChromium, sharedChromium } from "./chromium.mjs";
import { Problems } from "./problems.mjs";
import { siteUrl } from "./site.mjs";

after(closeChromium);

/**
 * Has every page that is opened or reloaded count as there only once the app shows the member, or why it cannot: before
 * that it shows what the build wrote, and answers to nothing but links.
 */
function awaitApp(page) {
  for (const way of ["goto", "reload"]) {
    const load = page[way].bind(page);
    page[way] = async (...parameters) => {
      const response = await load(...parameters);
      // A test may open pages that are not the app's.
      if (await page.locator("#hall").count()) {
        await ready(page);
        await shelved(page);
      }
      return response;
    };
  }
}

/** Waits until the app has taken over the page, as it does anew where a link or a press loaded another one. */
export const ready = (page) => page.locator("html[data-ready]").waitFor({ timeout: 30_000 });

/**
 * Waits until a shelf that waits for the trained model has it; one that waits for something that a test holds back is left
 * as it is.
 */
export const shelved = (page) =>
  page.waitForFunction(() => !document.querySelector(".shelf-waiting"), null, { timeout: 4_000 }).catch(() => {});

/** The visits of each test. */
const visits = new WeakMap();

/** Ends the visits of a test: what they speak to may go away afterwards. */
export const endVisits = (t) => Promise.all((visits.get(t) ?? []).map((context) => context.close()));

/**
 * Begins a visit that ends with the test `t`.
 *
 * `path` is relative to the site ("library"); `site` is another site's address; everything else goes
 * to Playwright's `browser.newContext` (`locale`, `colorScheme`, `viewport`).
 *
 * The test fails at its end if there was a console error, an uncaught error, a security-policy
 * violation, a request to another origin or an answer of 400 and above, unless
 * `visit.problems.expect(/pattern/)` said so before.
 *
 * There is no service worker unless `serviceWorkers: "allow"` says so: what it keeps would answer in place of the files
 * that a test replaces.
 */
export async function visit(t, { path = "", site, ...options } = {}) {
  site ??= await siteUrl();
  const browser = await sharedChromium();
  const context = await browser.newContext({ locale: "en", serviceWorkers: "block", ...options });
  visits.set(t, [...(visits.get(t) ?? []), context]);
  const problems = new Problems();
  await problems.watch(context, site);
  t.after(async () => {
    await context.close();
    assert.deepEqual(problems.unexpected(), [], "the visit had problems");
  });
  if (options.javaScriptEnabled !== false) context.on("page", awaitApp);
  const page = await context.newPage();
  const open = (path) => page.goto(new URL(path, site).href);
  const response = path === null ? undefined : await open(path);
  return { page, context, site, problems, open, response };
}
