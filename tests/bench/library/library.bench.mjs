// The library with ten thousand pieces: how long the page stands still while the member types.
//
//   cargo xtask bench library
import { chromium } from "playwright-core";
import { catalogue, index } from "./catalogue.mjs";

const PIECES = 10_000;
/** No frame may take longer, in milliseconds. */
const LONGEST = 50;

const site = process.env.GUILDHALL_SITE;
const args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"];
const browser = await chromium.launch({ executablePath: process.env.CHROME ?? "/usr/bin/chromium", args });
try {
  const context = await browser.newContext({ locale: "en", serviceWorkers: "block", viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  const { id } = await (await fetch(new URL("community/charter.json", site))).json();
  const files = catalogue(id, PIECES, 1000);
  files["community/texts/en/index.txt"] = index(PIECES, 20_000, 250);
  files["community/texts/zh/index.txt"] = "";
  for (const [name, body] of Object.entries(files)) {
    await context.route(new URL(name, site).href, (route) => route.fulfill({ body }));
  }
  await page.goto(new URL("library", site).href);
  const search = page.getByRole("searchbox");
  await page.locator(".result-count").filter({ hasText: "10,000" }).waitFor({ timeout: 120_000 });
  // The index of the texts comes with the first focus, and is waited for: it arrives once.
  const arrived = page.waitForResponse(/texts\/zh\/index\.txt/);
  await search.focus();
  await arrived;
  await page.waitForTimeout(2000);

  const session = await context.newCDPSession(page);
  const events = [];
  session.on("Tracing.dataCollected", ({ value }) => events.push(...value));
  const measure = async (name, act) => {
    events.length = 0;
    await session.send("Tracing.start", { categories: "toplevel,devtools.timeline", transferMode: "ReportEvents" });
    await act();
    await page.waitForTimeout(500);
    const over = new Promise((done) => session.once("Tracing.tracingComplete", done));
    await session.send("Tracing.end");
    await over;
    const tasks = mainThreadTasks(events);
    const longest = tasks[0] ?? 0;
    const late = tasks.filter((task) => task > 16.7).length;
    console.log(`    ${name.padEnd(46)}${longest.toFixed(1).padStart(10)}${String(late).padStart(20)}`);
    return longest;
  };

  console.log(`    Chromium ${browser.version()}, ${PIECES.toLocaleString("en")} pieces              longest ms   tasks over 16.7 ms`);
  const figures = [
    await measure("typing “lamp river autumn”, 18 keys", () => search.pressSequentially("lamp river autumn", { delay: 60 })),
    await measure("erasing it, 17 keys", async () => {
      for (let at = 0; at < 17; at += 1) await page.keyboard.press("Backspace", { delay: 40 });
    }),
    await measure("typing “灯河 秋信”", async () => {
      for (const character of "灯河 秋信") await page.keyboard.insertText(character);
    }),
    await measure("typing words only texts have", async () => {
      await search.fill("");
      await search.pressSequentially("lamp0 river1", { delay: 60 });
    }),
    await measure("narrowing by kind and length", async () => {
      await search.fill("a");
      await page.getByRole("combobox", { name: "Kind" }).selectOption("guide");
      await page.getByRole("combobox", { name: "Length" }).selectOption("short");
    }),
  ];
  const longest = Math.max(...figures);
  console.log(`    the longest task of all: ${longest.toFixed(1)} ms; no frame may take more than ${LONGEST} ms`);
  if (longest > LONGEST) process.exitCode = 1;
} finally {
  await browser.close();
}

/** How long the tasks of the page's main thread took, in milliseconds, the longest first. */
function mainThreadTasks(events) {
  const names = events.filter((event) => event.name === "thread_name" && event.args?.name === "CrRendererMain");
  const busy = new Map(names.map((event) => [`${event.pid}:${event.tid}`, 0]));
  const tasks = events.filter((event) => event.ph === "X" && /RunTask$/.test(event.name) && busy.has(`${event.pid}:${event.tid}`));
  // The page is the renderer that was busy; others stand by.
  for (const { pid, tid, dur } of tasks) busy.set(`${pid}:${tid}`, busy.get(`${pid}:${tid}`) + dur);
  const [main] = [...busy].sort(([, one], [, other]) => other - one)[0] ?? [];
  const own = tasks.filter(({ pid, tid }) => `${pid}:${tid}` === main);
  return own.map(({ dur }) => dur / 1000).sort((one, other) => other - one);
}
