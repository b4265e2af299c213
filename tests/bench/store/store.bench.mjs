// Guildhall's store beside Dexie, RxDB and PouchDB, in one run of one Chromium.
//
//   cargo xtask bench store
//   node tests/bench/store/store.bench.mjs --only guildhall --runs 9     (wasm-bindgen on the PATH)
//
// Every measurement has its own page; a load has its own browser, too. The table shows medians and how many times as long
// each library takes as Guildhall. Figures of one run can be compared, those of two machines cannot. Guildhall waits until
// the disk has every event; the others wait until the system has it, which is their default.
import { writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { Browser, median, output, print, serve } from "../workshop.mjs";

const { values: options } = parseArgs({
  options: {
    only: { type: "string", multiple: true },
    runs: { type: "string", default: "5" },
    imported: { type: "string", default: "10000" },
    batch: { type: "string", default: "1000" },
    loaded: { type: "string", default: "100000" },
    singles: { type: "string", default: "200" },
  },
});
const runs = Number(options.runs);
const imported = Number(options.imported);
const batch = Number(options.batch);
const loaded = Number(options.loaded);
const singles = Number(options.singles);

const site = await serve("store", "guildhall-browser", new URL("page.mjs", import.meta.url));
const browser = new Browser(site.url);
try {
  await browser.restart();
  const all = await browser.run(() => globalThis.bench.names);
  const names = all.filter((name) => !options.only || options.only.includes(name));
  const rows = [
    await measure(`import of ${imported} events, ${batch} at a time`, names, (name, run) =>
      browser.run((rest) => globalThis.bench.import(...rest), [name, `import-${run}`, imported, batch]),
    ),
    await measure(`${singles} events one by one`, names, (name, run) =>
      browser.run((rest) => globalThis.bench.singly(...rest), [name, `singly-${run}`, singles]),
    ),
  ];
  for (const name of names) {
    process.stderr.write(`  filling ${name}\n`);
    await browser.run((rest) => globalThis.bench.fill(...rest), [name, "load", loaded]);
  }
  rows.push(
    await measure(`cold load of ${loaded} events`, names, async (name) => {
      await browser.restart();
      return browser.run((rest) => globalThis.bench.load(...rest), [name, "load", loaded]);
    }),
  );
  report(rows, names);
  const machine = { processor: cpus()[0]?.model, cores: cpus().length, chromium: browser.version };
  writeFileSync(join(output("store"), "store.json"), `${JSON.stringify({ machine, rows }, null, 2)}\n`);
} finally {
  await browser.dispose();
  site.stop();
}

/** The median time of each library; the libraries take turns, so that a slow minute falls on all of them. */
async function measure(title, names, once) {
  const measured = Object.fromEntries(names.map((name) => [name, []]));
  for (let run = 0; run < runs; run++) {
    for (const name of names) measured[name].push(await once(name, run));
    process.stderr.write(`  ${title}: ${run + 1} of ${runs}\n`);
  }
  const medians = Object.entries(measured).map(([name, list]) => [name, median(list)]);
  return { title, runs, milliseconds: Object.fromEntries(medians) };
}

function report(rows, names) {
  const cell = (row, name) => {
    const time = row.milliseconds[name];
    const ratio = time / row.milliseconds.guildhall;
    const shown = `${time.toFixed(time < 100 ? 1 : 0)} ms`;
    return name === "guildhall" || Number.isNaN(ratio) ? shown : `${shown} (${ratio.toFixed(1)}x)`;
  };
  print([["median", ...names], ...rows.map((row) => [row.title, ...names.map((name) => cell(row, name))])]);
}
