// When somebody on a slow phone sees the first element of the widget in a page, and for how long the page was blocked until then.
import { launch } from "../workshop.mjs";

/** Lighthouse's phone: 1.6 Mb/s, 150 ms, a quarter of the processor. */
const NETWORK = { offline: false, latency: 150, downloadThroughput: (1.6 * 1024 * 1024) / 8, uploadThroughput: (750 * 1024) / 8 };
const SLOWER = 4;
/** What a task may take before it blocks, in milliseconds. */
const LONG = 50;

/** In the page: waits for an element that shows something, and for the frame in which it is painted. */
function watch() {
  const tasks = [];
  new PerformanceObserver((list) => tasks.push(...list.getEntries().map(({ startTime, duration }) => [startTime, duration])))
    .observe({ type: "longtask", buffered: true });
  const look = () => {
    if (!document.querySelector("guildhall-member")?.shadowRoot?.querySelector("section")) return requestAnimationFrame(look);
    requestAnimationFrame((now) => setTimeout(() => (globalThis.seen = { at: now, tasks })));
  };
  requestAnimationFrame(look);
}

/** The moment in which it is seen, and the time blocked before, both in milliseconds. */
export async function seen(url) {
  const browser = await launch();
  try {
    const page = await browser.newPage({ viewport: { width: 412, height: 823 } });
    const devtools = await page.context().newCDPSession(page);
    await devtools.send("Network.enable");
    await devtools.send("Network.emulateNetworkConditions", NETWORK);
    await devtools.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
    await page.addInitScript(watch);
    await page.goto(url);
    await page.locator("guildhall-member").first().scrollIntoViewIfNeeded();
    const { at, tasks } = await page.waitForFunction(() => globalThis.seen).then((found) => found.jsonValue());
    const parts = tasks.map(([start, duration]) => Math.min(start + duration, at) - start - LONG);
    return { at, blocked: parts.filter((part) => part > 0).reduce((sum, part) => sum + part, 0) };
  } finally {
    await browser.close();
  }
}
