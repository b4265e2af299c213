// axe, in the page as it stands.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Every rule that the page breaks and the elements that break it. Colours are judged once they rest. */
export async function violations(page) {
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(axe);
  return page.evaluate(async () => {
    await Promise.allSettled(document.getAnimations().map((animation) => animation.finished));
    const { violations } = await globalThis.axe.run(document, { resultTypes: ["violations"] });
    return violations.map(({ id, help, nodes }) => ({ id, help, elements: nodes.map((node) => node.html) }));
  });
}

/** Fails if the page breaks a rule. */
export async function assertAccessible(page) {
  assert.deepEqual(await violations(page), [], `${page.url()} has accessibility violations`);
}
