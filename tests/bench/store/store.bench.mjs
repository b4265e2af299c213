// Guildhall's store beside Dexie, RxDB and PouchDB, in one run of one Chromium.
//
//   cargo xtask bench store
//   node tests/bench/store/store.bench.mjs --only guildhall --runs 9     (wasm-bindgen on the PATH)
//
// Every measurement has its own page; a load has its own browser, too. The table shows medians and how many times as long
// each library takes as Guildhall. Figures of one run can be compared, those of two machines cannot.
import { build } from "esbuild";
import { execFileSync } from "node:child_process";
import { mkdtempSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { chromium } from "playwright-core";

const { values: options } = parseArgs({
  options: {
    only: { type: "string", multiple: true },
    runs: { type: "string", default: "5" },
    loads: { type: "string", default: "3" },
    imported: { type: "string", default: "10000" },
    batch: { type: "string", default: "1000" },
    loaded: { type: "string", default: "100000" },
    singles: { type: "string", default: "200" },
  },
});
const runs = Number(options.runs);
const loads = Number(options.loads);
const imported = Number(options.imported);
const batch = Number(options.batch);
const loaded = Number(options.loaded);
const singles = Number(options.singles);

const root = fileURLToPath(new URL("../../..", import.meta.url));
const output = join(root, "target/bench/store");
mkdirSync(output, { recursive: true });
const files = { "/": ["text/html", "<!doctype html><script type=module src=/page.js></script>"], ...(await built()) };

const server = createServer((request, response) => {
  const [type, body] = files[request.url] ?? ["text/plain", undefined];
  response.writeHead(body === undefined ? 404 : 200, { "content-type": type }).end(body);
});
await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
const profile = mkdtempSync(join(tmpdir(), "guildhall-bench-"));
let browser;
try {
  await restart();
  const version = browser.browser()?.version() ?? "";
  const all = await inPage(() => globalThis.bench.names);
  const names = all.filter((name) => !options.only || options.only.includes(name));
  const rows = [
    await measure(`import of ${imported} events, ${batch} at a time`, runs, names, (name, run) =>
      inPage(([name, ...rest]) => globalThis.bench.import(name, ...rest), [name, `import-${run}`, imported, batch]),
    ),
    await measure(`${singles} events one by one`, runs, names, (name, run) =>
      inPage(([name, ...rest]) => globalThis.bench.singly(name, ...rest), [name, `singly-${run}`, singles]),
    ),
  ];
  for (const name of names) {
    await inPage(([name, ...rest]) => globalThis.bench.fill(name, ...rest), [name, "load", loaded]);
  }
  rows.push(
    await measure(`cold load of ${loaded} events`, loads, names, async (name) => {
      await restart();
      return inPage(([name, ...rest]) => globalThis.bench.load(name, ...rest), [name, "load", loaded]);
    }),
  );
  report(rows, names);
  const machine = { processor: cpus()[0]?.model, cores: cpus().length, chromium: version };
  writeFileSync(join(output, "store.json"), `${JSON.stringify({ machine, rows }, null, 2)}\n`);
} finally {
  await browser?.close();
  server.close();
  rmSync(profile, { recursive: true, force: true });
}

/** Builds the store and the page; answers what the server gives out. */
async function built() {
  const cargo = ["build", "--quiet", "-p", "guildhall-browser", "--example", "store_bench"];
  execFileSync("cargo", [...cargo, "--target", "wasm32-unknown-unknown", "--profile", "wasm"], { cwd: root, stdio: "inherit" });
  const target = JSON.parse(execFileSync("cargo", ["metadata", "--no-deps", "--format-version=1"], { cwd: root })).target_directory;
  const wasm = join(target, "wasm32-unknown-unknown/wasm/examples/store_bench.wasm");
  execFileSync("wasm-bindgen", ["--target", "web", "--no-typescript", "--out-dir", join(output, "guildhall"), wasm]);
  const page = await build({
    entryPoints: [fileURLToPath(new URL("page.mjs", import.meta.url))],
    bundle: true,
    format: "esm",
    minify: true,
    write: false,
    alias: { "guildhall-store-bench": join(output, "guildhall/store_bench.js") },
    logLevel: "warning",
  });
  return {
    "/page.js": ["text/javascript", page.outputFiles[0].contents],
    "/guildhall/store_bench_bg.wasm": ["application/wasm", readFileSync(join(output, "guildhall/store_bench_bg.wasm"))],
  };
}

/** A new browser over the same profile; a temporary context would keep its databases in memory. */
async function restart() {
  await browser?.close();
  const executablePath = process.env.CHROME ?? "/usr/bin/chromium";
  const args = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"];
  browser = await chromium.launchPersistentContext(profile, { executablePath, args });
}

/** Calls a function in a page of its own. */
async function inPage(work, argument) {
  const page = await browser.newPage();
  const failed = new Promise((_, fail) => page.on("pageerror", fail));
  failed.catch(() => {});
  await page.goto(`http://127.0.0.1:${server.address().port}/`);
  const answered = page.waitForFunction(() => globalThis.bench).then(() => page.evaluate(work, argument));
  const answer = await Promise.race([answered, failed]);
  await page.close();
  return answer;
}

/** The median time of each library; the libraries take turns, so that a slow minute falls on all of them. */
async function measure(title, times, names, once) {
  const measured = Object.fromEntries(names.map((name) => [name, []]));
  for (let run = 0; run < times; run++) {
    for (const name of names) measured[name].push(await once(name, run));
    process.stderr.write(`  ${title}: ${run + 1} of ${times}\n`);
  }
  const medians = Object.entries(measured).map(([name, list]) => [name, median(list)]);
  return { title, runs: times, milliseconds: Object.fromEntries(medians) };
}

function median(list) {
  const sorted = [...list].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

function report(rows, names) {
  const cell = (row, name) => {
    const time = row.milliseconds[name];
    const ratio = time / row.milliseconds.guildhall;
    return `${time.toFixed(time < 100 ? 1 : 0)} ms${name === "guildhall" || Number.isNaN(ratio) ? "" : ` (${ratio.toFixed(1)}x)`}`;
  };
  const table = [["median", ...names], ...rows.map((row) => [row.title, ...names.map((name) => cell(row, name))])];
  const widths = table[0].map((_, column) => Math.max(...table.map((line) => line[column].length)));
  for (const line of table) {
    console.log(line.map((text, column) => (column ? text.padStart(widths[column]) : text.padEnd(widths[column]))).join("  "));
  }
}
