// The browser the tests run in, started as everywhere in this project.
import { readFileSync } from "node:fs";
import { chromium } from "playwright-core";

const args = JSON.parse(readFileSync(new URL("chromium-arguments.json", import.meta.url), "utf8"));

/** Options for `chromium.launch` and `chromium.launchPersistentContext`. */
export const launchOptions = {
  executablePath: process.env.CHROME ?? "/usr/bin/chromium",
  args,
};

let running;

/** One browser per test file; `closeChromium` ends it. */
export function sharedChromium() {
  running ??= chromium.launch(launchOptions);
  return running;
}

/** Ends the shared browser, if there is one. */
export async function closeChromium() {
  const browser = await running;
  running = undefined;
  await browser?.close();
}
