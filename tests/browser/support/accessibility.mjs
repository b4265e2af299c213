// axe, in the page as it stands.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Fails with every rule that the page breaks and the elements that break it. */
export async function assertAccessible(page) {
  await page.evaluate(axe);
  const violations = await page.evaluate(async () => {
    const { violations } = await globalThis.axe.run(document, { resultTypes: ["violations"] });
    return violations.map(({ id, help, nodes }) => ({ id, help, elements: nodes.map((node) => node.html) }));
  });
  assert.deepEqual(violations, [], `${page.url()} has accessibility violations`);
}
