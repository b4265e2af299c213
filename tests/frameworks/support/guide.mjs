// What the guide shows of a framework: the very code that the tests build and run.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";

const GUIDE = new URL("../../../docs/embed.md", import.meta.url);
const ENDINGS = { jsx: "jsx", vue: "vue", svelte: "svelte", javascript: "js" };

/** The code blocks under a framework's heading, each with the ending that its file would have. */
async function blocks(heading) {
  const guide = await readFile(GUIDE, "utf8");
  const [section] = guide.match(new RegExp(`^#### ${heading}\n[^]*?(?=^##)`, "m")) ?? assert.fail(`the guide has no ${heading}`);
  return [...section.matchAll(/^```(\w+)\n([^]*?)^```/gm)].map(([, language, code]) => ({ code, ending: ENDINGS[language] }));
}

const isComponent = ({ code }) => /Standing|<template>|\$props/.test(code);

/**
 * The component that the guide shows. `isRendered` asks for the one for pages that a server renders, which is the same in most
 * frameworks.
 */
export async function example(heading, { isRendered = false } = {}) {
  const shown = (await blocks(heading)).filter(isComponent);
  assert.ok(shown.length > 0, `the guide shows no component for ${heading}`);
  return isRendered ? shown.at(-1) : shown[0];
}

/** The settings that the guide shows, if there are any. */
export const settings = async (heading) => (await blocks(heading)).find((block) => !isComponent(block))?.code;

/** The table of how many questions each framework answers, without its heads; of the last cell only its first word. */
export async function rows() {
  const guide = await readFile(GUIDE, "utf8");
  const [table] = guide.match(/^\| Framework \|[^]*?\n\n/m) ?? assert.fail("the guide has no table of frameworks");
  return table.trim().split("\n").slice(2).map((line) => {
    const cells = line.split("|").slice(1, -1).map((cell) => cell.trim());
    return [...cells.slice(0, -1), /^\w+/.exec(cells.at(-1))[0]];
  });
}
