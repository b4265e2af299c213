// A first visit on a slow phone and a slow network: when Home is painted and when it answers, beside the same page built
// with React and Vite, rendered in the browser and, to be fair, rendered beforehand and hydrated.
//
//   cargo xtask bench paint
//   GUILDHALL_RUNS=9 cargo xtask bench paint
//
// The network is slowed to 1.6 Mb/s with 150 ms for every request and the processor to a quarter, by Chromium itself. Every
// run has a browser of its own; the pages take turns, so that a slow minute falls on all of them; the first round is not
// counted. All three have the same markup, which is checked, the same style sheet, and fetch the same charter and catalogue.
// React's page is the least that shows this markup: where Guildhall reads and checks both documents, opens the store, and
// computes standing and shelf, it puts the documents' texts into their places, and it has no second page, language or state.
// The processor time is that of the page's main thread until nothing is left to do; unlike the others it hardly depends on
// what else the machine does.
import { mkdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { launch, machine, median, output, print, site } from "../workshop.mjs";
import { markup, watch } from "./page.mjs";
import { buildReact } from "./react/build.mjs";
import { component } from "./react/component.mjs";

const runs = Number(process.env.GUILDHALL_RUNS ?? 5);
const network = { offline: false, latency: 150, downloadThroughput: 1_600_000 / 8, uploadThroughput: 750_000 / 8 };
const slower = 4;
const phone = { viewport: { width: 412, height: 823 }, deviceScaleFactor: 1.75, isMobile: true, hasTouch: true, locale: "en-US" };
/** A link that leads to the page it is on, so that handling a click on it changes nothing. */
const linkHome = '#hall a[href="./"]';
const columns = {
  "first paint": ["first-paint", "ms"],
  "content (FCP)": ["first-contentful-paint", "ms"],
  "largest (LCP)": ["largest", "ms"],
  "answers a click": ["handled", "ms"],
  "blocked (TBT)": ["blocked", "ms"],
  "layout shift": ["shift", ""],
  "processor time": ["busy", "ms"],
  "downloaded by then": ["bytes", "kB"],
};

const home = site();
const text = async (path) => {
  const answer = await fetch(new URL(path, home));
  if (!answer.ok) throw new Error(`${answer.url}: ${answer.status}`);
  return answer.text();
};
const own = await text("");
const documents = {
  charter: JSON.parse(await text("community/charter.json")),
  catalogue: JSON.parse(await text("community/catalogue.json")),
};
const styles = own.match(/<style>([^<]*)</)[1];
const title = own.match(/<title>([^<]*)/)[1];

const browser = await launch();
const chromium = browser.version();
const reader = await browser.newPage();
const expected = await markup(reader, own);
if (!expected.length) throw new Error("the site's Home is not written beforehand; is it a release build?");
const react = await buildReact(output("paint"), { home: component(expected, documents), styles, title, documents });
const rendered = await markup(reader, react.prerendered);
await browser.close();
assertSame(rendered, expected);

const fromSite = async (path) => Buffer.from(await (await fetch(new URL(path.slice(1), home))).arrayBuffer());
const fromReact = (page) => async (path) => {
  if (path === "/") return Buffer.from(page);
  return path.startsWith("/assets/") ? react.file(path.slice(1)) : fromSite(path);
};
const contestants = {
  Guildhall: await host(fromSite),
  "React, rendered in the browser": await host(fromReact(react.client)),
  "React, rendered beforehand": await host(fromReact(react.prerendered)),
};

const measured = Object.fromEntries(Object.keys(contestants).map((name) => [name, []]));
for (let run = 0; run <= runs; run++) {
  for (const [name, { url }] of Object.entries(contestants)) {
    const figures = await visit(name, url);
    if (run) measured[name].push(figures);
  }
  process.stderr.write(run ? `  ${run} of ${runs}\n` : "  warm\n");
}
Object.values(contestants).forEach(({ stop }) => stop());
report();

/** Serves one contestant's files as a web host would, compressed beforehand. */
async function host(read) {
  const types = { html: "text/html; charset=utf-8", js: "text/javascript", css: "text/css", wasm: "application/wasm" };
  const others = { json: "application/json", svg: "image/svg+xml", png: "image/png", webmanifest: "application/manifest+json" };
  const kept = new Map();
  const server = createServer(async (request, response) => {
    const path = request.url.split("?")[0];
    const extension = path.endsWith("/") ? "html" : path.split(".").pop();
    const isImage = extension === "png";
    try {
      if (!kept.has(path)) kept.set(path, isImage ? await read(path) : gzipSync(await read(path), { level: 6 }));
      const type = { ...types, ...others }[extension] ?? "text/html; charset=utf-8";
      response.writeHead(200, { "content-type": type, ...(isImage ? {} : { "content-encoding": "gzip" }) }).end(kept.get(path));
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  const url = `http://127.0.0.1:${server.address().port}/`;
  // A file's first reader would wait for the site behind.
  for (const path of ["", "community/charter.json", "community/catalogue.json"]) await (await fetch(url + path)).arrayBuffer();
  return { url, stop: () => server.close() };
}

/** The figures of one visit by a browser that was never here. */
async function visit(name, url) {
  const browser = await launch();
  try {
    const context = await browser.newContext(phone);
    const page = await context.newPage();
    const faults = [];
    page.on("pageerror", (error) => faults.push(error.message));
    page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
    await page.addInitScript(watch, linkHome);
    const protocol = await context.newCDPSession(page);
    const finished = [];
    let asked;
    protocol.on("Network.requestWillBeSent", ({ timestamp }) => (asked ??= timestamp));
    protocol.on("Network.loadingFinished", ({ timestamp, encodedDataLength }) => finished.push([timestamp, encodedDataLength]));
    await protocol.send("Network.enable");
    await protocol.send("Network.emulateNetworkConditions", network);
    await protocol.send("Emulation.setCPUThrottlingRate", { rate: slower });
    // The thread's own clock, which stands while something else has the processor.
    await protocol.send("Performance.enable", { timeDomain: "threadTicks" });
    await page.goto(url, { waitUntil: "load" });
    await page.waitForFunction(() => globalThis.seen.handled !== undefined);
    await page.waitForLoadState("networkidle");
    const { metrics } = await protocol.send("Performance.getMetrics");
    const { paints, long, handled, shift } = await page.evaluate(() => globalThis.seen);
    if (faults.length) throw new Error(`${name}: ${faults.join("; ")}`);
    const since = paints["first-contentful-paint"];
    const blocked = long.map(([start, length]) => Math.max(0, Math.min(length, start + length - since) - 50));
    const inTime = finished.filter(([moment]) => (moment - asked) * 1000 <= handled);
    return {
      ...paints,
      handled,
      shift: shift ?? 0,
      busy: metrics.find(({ name }) => name === "TaskDuration").value * 1000,
      blocked: blocked.reduce((sum, length) => sum + length, 0),
      bytes: inTime.reduce((sum, [, bytes]) => sum + bytes, 0) / 1000,
    };
  } finally {
    await browser.close();
  }
}

/** Fails unless both pages consist of the same elements, attributes and texts. */
function assertSame(actual, expected) {
  const lines = (nodes, depth = "") =>
    nodes.flatMap((node) =>
      typeof node === "string" ? [depth + node] : [`${depth}<${node[0]} ${JSON.stringify(node[1])}>`, ...lines(node[2], `${depth} `)],
    );
  const [ours, theirs] = [lines(expected), lines(actual)];
  const at = ours.findIndex((line, index) => line !== theirs[index]);
  if (at >= 0 || ours.length !== theirs.length) {
    throw new Error(`React's page differs from Guildhall's: \`${theirs[at]}\` instead of \`${ours[at]}\``);
  }
}

function report() {
  const medians = Object.fromEntries(
    Object.entries(measured).map(([name, all]) => {
      const figures = Object.values(columns).map(([figure]) => [figure, median(all.map((one) => one[figure]))]);
      return [name, Object.fromEntries(figures)];
    }),
  );
  const conditions = { ...machine(), chromium };
  console.log(`    Chromium ${chromium} on ${conditions.processor}, load ${conditions.load}; medians of ${runs}\n`);
  const shown = (value, unit) => (unit ? `${Math.round(value)} ${unit}` : value.toFixed(3));
  const ratio = (value, other) => (other ? ` (${(value / other).toFixed(2)}x)` : "");
  print([
    ["", ...Object.keys(medians)],
    ...Object.entries(columns).map(([label, [figure, unit]]) => [
      label,
      ...Object.entries(medians).map(([name, figures]) => {
        const compared = name === "Guildhall" ? "" : ratio(figures[figure], medians.Guildhall[figure]);
        return shown(figures[figure], unit) + compared;
      }),
    ]),
  ]);
  mkdirSync(output("paint"), { recursive: true });
  const file = join(output("paint"), "paint.json");
  writeFileSync(file, `${JSON.stringify({ ...conditions, runs, medians, measured }, null, 2)}\n`);
}
