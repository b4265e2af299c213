// When the first element of the widget in a page is seen, and what the page's main thread has to do until then and after it.
//
// What it has to do is told by processor time, which other work on this machine does not change, times four: that is how slow
// Lighthouse's phone is. Only the network is slowed down in earnest.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { launch } from "../workshop.mjs";

/** Lighthouse's network: 1.6 Mb/s, 150 ms. */
const NETWORK = { offline: false, latency: 150, downloadThroughput: (1.6 * 1024 * 1024) / 8, uploadThroughput: (750 * 1024) / 8 };
const SLOWER = 4;
/** What a task may take before it blocks, in milliseconds. */
const LONG = 50;
const MARK = "guildhall-seen";
const READY = "guildhall-all-ready";

/** In the page: marks the frame in which the first element is painted, and the moment at which all are what they are going to be. */
function watch([seen, ready]) {
  const look = () => {
    if (!document.querySelector("guildhall-member")?.shadowRoot?.querySelector("section, slot")) return requestAnimationFrame(look);
    requestAnimationFrame(() => setTimeout(() => performance.mark(seen)));
  };
  requestAnimationFrame(look);
  const waiting = new Set();
  addEventListener("guildhall-ready", ({ target }) => {
    waiting.add(target);
    if (waiting.size === document.querySelectorAll("guildhall-member").length) performance.mark(ready);
  });
}

/** The tasks of the thread on which the page marked when the widget was seen, since something else so much earlier, in milliseconds. */
function tasksOf(events, earlier) {
  const seen = events.find(({ name, cat }) => name === MARK && cat?.includes("user_timing"));
  const own = ({ pid, tid }) => pid === seen.pid && tid === seen.tid;
  const tasks = events.filter((event) => event.ph === "X" && event.name === "RunTask" && own(event) && event.ts >= seen.ts - earlier * 1000);
  return { until: seen.ts, tasks };
}

/** Looks at one element after the other until all are what they are going to be: each begins once it is about to be seen. */
async function showAll(page) {
  const areReady = () => page.evaluate((name) => performance.getEntriesByName(name).length > 0, READY);
  const elements = await page.locator("guildhall-member").all();
  for (let round = 0; !(await areReady()); round += 1) {
    if (round === 100) throw Error("an element of the page did not get ready");
    await elements[round % elements.length].scrollIntoViewIfNeeded();
    await page.waitForTimeout(300);
  }
}

/** When it is seen, and how long the page is blocked before and after that, and by the longest task; all in milliseconds. */
export async function seen(url) {
  const folder = mkdtempSync(join(tmpdir(), "guildhall-seen-"));
  const browser = await launch();
  try {
    const page = await browser.newPage({ viewport: { width: 412, height: 823 } });
    const devtools = await page.context().newCDPSession(page);
    await devtools.send("Network.enable");
    await devtools.send("Network.emulateNetworkConditions", NETWORK);
    await page.addInitScript(watch, [MARK, READY]);
    const path = join(folder, "trace.json");
    await browser.startTracing(page, { path, categories: ["toplevel", "devtools.timeline", "disabled-by-default-devtools.timeline", "blink.user_timing"] });
    await page.goto(url);
    await showAll(page);
    await page.waitForLoadState("networkidle");
    await browser.stopTracing();
    // As in TBT, nothing is blocked before there is something to look at.
    const names = ["first-contentful-paint", MARK];
    const [first, at] = await page.evaluate((names) => names.map((name) => performance.getEntriesByName(name)[0].startTime), names);
    const { until, tasks } = tasksOf(JSON.parse(readFileSync(path, "utf8")).traceEvents, at - first);
    const long = tasks.map(({ ts, tdur = 0 }) => ({ isBefore: ts < until, time: (SLOWER * tdur) / 1000 }));
    const blocked = (isBefore) => long.filter((task) => task.isBefore === isBefore && task.time > LONG).reduce((sum, { time }) => sum + time - LONG, 0);
    return { at, before: blocked(true), after: blocked(false), longest: Math.max(...long.map(({ time }) => time)) };
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
