// Lighthouse on every page of the site, in both languages, and on the pages in `www/embed` with the widget in them, as it judges
// a phone: what it scores, and what costs points; of the latter also when the widget is seen, and how long the page was blocked
// until then.
//
//   cargo xtask bench lighthouse
//   GUILDHALL_ROUTES=home,embed/hugo/ cargo xtask bench lighthouse    (some pages only)
//   GUILDHALL_RUNS=5 cargo xtask bench lighthouse                     (Home and embed/ five times instead of three)
//
// Every run has a browser and a profile of its own, so that nothing is cached. Home's figures and those of embed/ are medians, the
// other pages' come from one run. Figures of speed are Lighthouse's simulation of a slow phone on a slow network, fed by what this
// machine did: other work on it makes them worse.
import lighthouse, { desktopConfig } from "lighthouse";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { machine, median, output, print, root, site, start } from "../workshop.mjs";
import { seen } from "./seen.mjs";

const home = site();
const languages = ["", "zh/"];
const categories = { performance: "perf", accessibility: "a11y", "best-practices": "practice", seo: "seo" };
const figures = {
  FCP: ["first-contentful-paint", "ms", 0],
  LCP: ["largest-contentful-paint", "ms", 0],
  TBT: ["total-blocking-time", "ms", 0],
  CLS: ["cumulative-layout-shift", "", 3],
};
const runsOfHome = Number(process.env.GUILDHALL_RUNS ?? 3);
const config = process.env.GUILDHALL_FORM === "desktop" ? desktopConfig : undefined;

const chosen = process.env.GUILDHALL_ROUTES?.split(",").map((route) => route.trim().replace(/\bhome$/, ""));
const hosts = ["plain", "hugo", "jekyll", "wordpress"].map((name) => `embed/${name}/`);
const pages = [...languages.flatMap((language) => routes().map((route) => language + route)), ...hosts];
const unknown = chosen?.find((page) => !pages.includes(page));
if (unknown !== undefined) throw new Error(`there is no page \`${unknown}\`; there is home, ${pages.filter(Boolean).join(", ")}`);

const results = [];
let chromium;
for (const page of pages.filter((page) => !chosen || chosen.includes(page))) {
  const isMedian = languages.includes(page) || hosts.includes(page);
  const runs = [];
  for (let run = 0; run < (isMedian ? runsOfHome : 1); run++) {
    const report = await judge(new URL(page, home).href);
    chromium ??= report.environment.hostUserAgent.match(/Chrome\/\S+/)?.[0];
    runs.push(report);
  }
  const result = summary(page, runs);
  results.push(result);
  process.stderr.write(`  ${name(page)}: ${Object.values(result.scores).join(" ")}\n`);
}

const conditions = { ...machine(), chromium };
const { processor, load } = conditions;
console.log(`    Lighthouse, ${config ? "desktop" : "mobile"}; ${chromium} on ${processor}, load ${load}\n`);
print([
  ["page", "runs", ...Object.values(categories), ...Object.keys(figures)],
  ...results.map((row) => [
    name(row.page),
    String(row.runs),
    ...Object.keys(categories).map((id) => String(row.scores[id])),
    ...Object.entries(figures).map(([id, [, unit, digits]]) => `${row.figures[id].toFixed(digits)}${unit && ` ${unit}`}`),
  ]),
]);
explain(results);
const widgets = [];
for (const page of hosts.filter((page) => !chosen || chosen.includes(page))) {
  const runs = [];
  for (let run = 0; run < runsOfHome; run++) runs.push(await seen(new URL(page, home).href));
  const of = (figure) => median(runs.map((run) => run[figure]));
  widgets.push({ page, at: of("at"), before: of("before"), after: of("after"), longest: of("longest") });
}
if (widgets.length) {
  console.log("\n    The widget in pages of others, at 1.6 Mb/s and 150 ms; what blocks by processor time, times four\n");
  const ms = (figure) => `${figure.toFixed(0)} ms`;
  print([
    ["page", "runs", "seen after", "blocked until then", "blocked later", "longest task"],
    ...widgets.map(({ page, at, before, after, longest }) => [page, String(runsOfHome), ...[at, before, after, longest].map(ms)]),
  ]);
}
mkdirSync(output("lighthouse"), { recursive: true });
writeFileSync(join(output("lighthouse"), "lighthouse.json"), `${JSON.stringify({ ...conditions, results, widgets }, null, 2)}\n`);

/** The addresses without parameters, as the app declares them. */
function routes() {
  const source = readFileSync(join(root, "crates/app/src/route.rs"), "utf8");
  const paths = [...source.matchAll(/^\s*#\[at\("\/([^":*]*)"\)\]/gm)].map(([, path]) => path);
  return paths.filter((path) => path !== "404");
}

function name(page) {
  return hosts.includes(page) ? page : page.replace(/^$|\/$/, (end) => `${end}home`);
}

/** One report, from a browser that was never here. */
async function judge(url) {
  const profile = mkdtempSync(join(tmpdir(), "guildhall-lighthouse-"));
  const { browser, address } = await start(profile);
  const ended = new Promise((exit) => browser.once("exit", exit));
  try {
    const flags = { port: Number(new URL(address).port), logLevel: "error", onlyCategories: Object.keys(categories) };
    const { lhr } = await lighthouse(url, { ...flags, disableFullPageScreenshot: true }, config);
    if (lhr.runtimeError) throw new Error(`${url}: ${lhr.runtimeError.message}`);
    return lhr;
  } finally {
    process.kill(-browser.pid, "SIGKILL");
    await ended;
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** The medians of a page's runs, and every audit that cost points in any of them. */
function summary(page, runs) {
  const of = (read) => median(runs.map(read));
  const scores = Object.keys(categories).map((id) => [id, Math.round(100 * of((run) => run.categories[id].score))]);
  const measured = Object.entries(figures).map(([id, [audit]]) => [id, of((run) => run.audits[audit].numericValue)]);
  const costs = new Map();
  for (const run of runs) {
    for (const [category, { auditRefs }] of Object.entries(run.categories)) {
      const total = auditRefs.reduce((sum, { weight }) => sum + weight, 0);
      for (const { id, weight } of auditRefs) {
        const { score, title, displayValue, details } = run.audits[id];
        if (!weight || score === null || score >= 0.995) continue;
        const points = (100 * weight * (1 - score)) / total;
        const known = costs.get(id);
        if (known && known.points >= points) continue;
        costs.set(id, { category, id, points, title, shown: displayValue, places: places(details) });
      }
    }
    for (const [id, { score, title, displayValue, details, scoreDisplayMode }] of Object.entries(run.audits)) {
      const isHint = /insight$/.test(id) && scoreDisplayMode !== "notApplicable" && score !== null && score < 0.5;
      if (isHint && !costs.has(id)) {
        costs.set(id, { category: "insight", id, points: 0, title, shown: displayValue, places: places(details) });
      }
    }
  }
  return { page, runs: runs.length, scores: Object.fromEntries(scores), figures: Object.fromEntries(measured), costs: [...costs.values()] };
}

/** Where an audit found what it found. */
function places(details) {
  const items = details?.items?.flatMap((item) => item.items ?? [item]) ?? [];
  const shown = items.map((item) => {
    const node = item.node ?? item.source?.node;
    return node?.selector ?? item.url ?? item.source?.url ?? item.description ?? item.sourceLocation?.url ?? node?.snippet;
  });
  return [...new Set(shown.filter((text) => typeof text === "string"))].slice(0, 6);
}

/** What cost points, the dearest first, with the pages it was found on; then what only Lighthouse's insights remark. */
function explain(results) {
  const found = new Map();
  for (const { page, costs } of results) {
    for (const cost of costs) {
      const all = found.get(cost.id) ?? { ...cost, pages: [], places: new Set() };
      all.pages.push(name(page) + (cost.points ? ` -${cost.points.toFixed(1)}` : ""));
      all.points = Math.max(all.points, cost.points);
      cost.places.forEach((place) => all.places.add(place));
      found.set(cost.id, all);
    }
  }
  const sorted = [...found.values()].sort((a, b) => b.points - a.points);
  if (!sorted.some(({ points }) => points)) console.log("\n    Nothing costs points.");
  for (const { category, id, title, points, pages, places, shown } of sorted) {
    console.log(`\n    ${points ? "costs" : "remark"}: ${category} ${id}: ${title}${shown ? ` (${shown})` : ""}`);
    console.log(`      on ${pages.join(", ")}`);
    for (const place of [...places].slice(0, 8)) console.log(`      at ${place}`);
  }
}
