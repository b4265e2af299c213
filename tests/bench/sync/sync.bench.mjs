// Guildhall's sync beside PouchDB's and RxDB's, with the same server, in one run of one Chromium.
//
//   cargo xtask bench sync
//   node tests/bench/sync/sync.bench.mjs --runs 5 --events 10000     (wasm-bindgen on the PATH)
//
// The server speaks the CouchDB protocol and keeps everything in memory; what both libraries send and get goes through the same
// small gate that answers pages of other origins. Every measurement has its own page and its own databases on both sides. The
// table shows medians and how many times as long the others take. What is pushed was written after a first exchange of nothing. To push
// is to send until nothing waits; in both ways is until both sides are known to be alike, for which Guildhall reads back what it sent.
// The last column is the same requests as Guildhall makes without anything else: less than the server takes nobody can.
import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import { Browser, machine, median, output, print, root, serve } from "../workshop.mjs";

const { values: options } = parseArgs({
  options: { runs: { type: "string", default: "3" }, events: { type: "string", default: "10000" } },
});
const runs = Number(options.runs);
const count = Number(options.events);

const site = await serve("sync", "guildhall-backends", new URL("page.mjs", import.meta.url));
const browser = new Browser(site.url);
const { server, stop } = await couchdb(runs * 10);
try {
  await browser.restart();
  const names = await browser.run(() => globalThis.bench.names);
  const pushed = {};
  const rows = [
    await measure(`push of ${count} events`, names, (name, run) => {
      pushed[name] = server.places.pop();
      return exchange(name, "push", run, pushed[name]);
    }),
    await measure(`pull of ${count} events`, names, (name, run) => exchange(name, "pull", run, pushed[name])),
    await measure(`${count} events in both ways`, names, (name, run) => exchange(name, "both", run, server.places.pop())),
  ];
  report(rows, names);
  const about = { ...machine(), chromium: browser.version };
  writeFileSync(join(output("sync"), "sync.json"), `${JSON.stringify({ machine: about, rows }, null, 2)}\n`);
} finally {
  await browser.dispose();
  site.stop();
  await stop();
}

function exchange(name, way, run, place) {
  return browser.run((rest) => globalThis.bench.exchange(...rest), [name, way, `${way}-${name}-${run}`, server, place, count]);
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
  const cell = ({ milliseconds }, name) => {
    const shown = `${milliseconds[name].toFixed(0)} ms`;
    return name === "guildhall" ? shown : `${shown} (${(milliseconds[name] / milliseconds.guildhall).toFixed(1)}x)`;
  };
  print([["median", ...names], ...rows.map((row) => [row.title, ...names.map((name) => cell(row, name))])]);
}

/** A server that speaks the CouchDB protocol, with empty databases. */
async function couchdb(places) {
  const call = ["xtask", "backend", "couchdb", "--port", "0", "--places", `${places}`, "--print", "json"];
  const child = spawn("cargo", call, { cwd: root, stdio: ["ignore", "pipe", "inherit"] });
  const ended = new Promise((exit) => child.once("exit", exit));
  for await (const line of createInterface({ input: child.stdout })) {
    const stop = () => (child.kill("SIGTERM"), ended);
    return { server: JSON.parse(line), stop };
  }
  throw new Error("the server did not start");
}
