// The engine in Chromium: how long what the interface waits for takes.
//
//   cargo xtask bench engine
import { Browser, serve } from "../workshop.mjs";

const runs = 60;
const site = await serve("engine", "guildhall-engine", new URL("page.mjs", import.meta.url));
const browser = new Browser(site.url);
try {
  await browser.restart();
  const page = await browser.page();
  console.log(`    ${browser.version}, ${runs} runs                 median ms    95th percentile`);
  for (const name of await page.evaluate(() => globalThis.bench.names)) {
    const times = await page.evaluate(([name, runs]) => globalThis.bench.measure(name, runs), [name, runs]);
    times.sort((a, b) => a - b);
    const [median, late] = [times[runs >> 1], times[Math.floor(runs * 0.95)]];
    console.log(`    ${name.padEnd(34)}${median.toFixed(5).padStart(18)}${late.toFixed(5).padStart(19)}`);
  }
} finally {
  await browser.dispose();
  site.stop();
}
