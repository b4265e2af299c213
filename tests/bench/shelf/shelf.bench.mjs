// A shelf of 20 in Chromium, by the engine with a trained model of 50 neighbours an item, and by the same scoring in plain
// JavaScript, in the same page, one after the other.
//
//   cargo xtask bench shelf
import { Browser, machine, print, serve } from "../workshop.mjs";

const ITEMS = [1_000, 10_000, 100_000];
const HISTORIES = [10, 100, 1_000];
const RUNS = 1_000;

const site = await serve("shelf", "guildhall-engine", new URL("page.mjs", import.meta.url));
const browser = new Browser(site.url);
try {
  await browser.restart();
  const page = await browser.page();
  const { processor, load } = machine();
  console.log(`Chromium ${browser.version} on ${processor}, load ${load}; ${RUNS} runs of each, in milliseconds\n`);
  const rows = [["items, known", "shelf p50", "p99", "with taste p50", "p99", "plain JS p50", "p99", "plain / ours", "same picks"]];
  for (const items of ITEMS) {
    for (const history of HISTORIES) {
      if (history * 2 > items) continue;
      const same = await page.evaluate(([items, history]) => globalThis.bench.prepare(items, history), [items, history]);
      const figures = [];
      for (const name of ["guildhall", "both", "plain"]) {
        const runs = name === "plain" && items > 10_000 ? RUNS / 5 : RUNS;
        const times = await page.evaluate(([name, runs]) => globalThis.bench.measure(name, runs), [name, runs]);
        times.sort((a, b) => a - b);
        figures.push(times[times.length >> 1], times[Math.floor(times.length * 0.99)]);
      }
      const shown = figures.map((figure) => figure.toFixed(2));
      rows.push([
        `${items.toLocaleString("en")}, ${history}`,
        ...shown,
        (figures[4] / figures[0]).toFixed(1),
        `${same.shared} of ${same.of}`,
      ]);
    }
  }
  print(rows);
} finally {
  await browser.dispose();
  site.stop();
}
