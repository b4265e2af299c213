// axe, in the page as it stands, at the strictest it can be asked; and what axe cannot tell, measured.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { faintTexts } from "./contrast.mjs";
import { smallTargets } from "./targets.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What axe does not look at unless it is told to: contrast at level AAA, and targets of 24 px. */
const RULES = { "color-contrast-enhanced": { enabled: true }, "target-size": { enabled: true } };

/** The rules that another theme can break. */
const COLOURS = ["color-contrast", "color-contrast-enhanced", "link-in-text-block"];

/**
 * Every rule that the page breaks and the elements that break it. Colours are judged once they rest; where axe cannot
 * say what lies behind a text, and for text in drawings, which it passes over, the points of the picture are asked.
 * With `onlyColours`, nothing is judged that is the same in another theme; without `isMeasured`, no picture is made.
 */
export async function violations(page, { onlyColours = false, isMeasured = true } = {}) {
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(axe);
  const broken = await page.evaluate(async (which) => {
    await Promise.allSettled(document.getAnimations().map((animation) => animation.finished));
    const { violations, incomplete } = await globalThis.axe.run(document, {
      resultTypes: ["violations", "incomplete"],
      elementRef: true,
      ...which,
    });
    globalThis.doubtful = incomplete
      .filter(({ id }) => id === "color-contrast-enhanced")
      .flatMap(({ nodes }) => nodes.map(({ element }) => element));
    return violations.map(({ id, help, nodes }) => ({ id, help, elements: nodes.map((node) => node.html) }));
  }, onlyColours ? { runOnly: COLOURS } : { rules: RULES });
  const measured = {
    "contrast, measured": isMeasured ? await faintTexts(page) : [],
    "target size, measured": onlyColours ? [] : await smallTargets(page),
  };
  for (const [id, elements] of Object.entries(measured)) if (elements.length) broken.push({ id, help: id, elements });
  return broken;
}

/** Fails if the page breaks a rule. */
export async function assertAccessible(page) {
  assert.deepEqual(await violations(page), [], `${page.url()} has accessibility violations`);
}
