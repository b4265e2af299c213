// Whether acknowledged events survive a browser that is killed in the middle of writing.
//
//   cargo xtask bench survival
//   node tests/bench/store/survival.bench.mjs --times 10     (wasm-bindgen on the PATH)
//
// Two tabs write at once; every acknowledgement is reported out of the browser. Then SIGKILL ends all of its processes,
// the next browser opens the same profile, and the store must hold every reported number, and numbers without a hole.
import { parseArgs } from "node:util";
import { Browser, serve } from "../workshop.mjs";

const { values: options } = parseArgs({ options: { times: { type: "string", default: "100" } } });
const times = Number(options.times);
const database = "survival";

const site = await serve("store", "guildhall-browser", new URL("page.mjs", import.meta.url));
const browser = new Browser(site.url);
const acknowledged = new Set();
let [lost, holes, doubles, kept] = [0, 0, 0, 0];
try {
  for (let time = 1; time <= times; time++) {
    await browser.restart();
    await writeAndKill();
    await browser.restart();
    const numbers = await browser.run((database) => globalThis.bench.numbers(database), database);
    const found = new Set(numbers);
    kept = found.size;
    lost = [...acknowledged].filter((n) => !found.has(n)).length;
    doubles = numbers.length - found.size;
    holes = Math.max(0, ...found) - found.size;
    process.stderr.write(`  killed ${time} of ${times}: ${acknowledged.size} acknowledged, ${lost} lost\n`);
    if (lost + holes + doubles > 0) break;
  }
} finally {
  await browser.dispose();
  site.stop();
}
console.log(`${acknowledged.size} events acknowledged, ${kept} kept: ${lost} lost, ${holes} holes, ${doubles} doubled`);
process.exitCode = lost + holes + doubles > 0 ? 1 : 0;

/** Lets two tabs write until a moment drawn by lot after their first acknowledgements. */
async function writeAndKill() {
  let [reports, failure] = [0, undefined];
  const startTab = async () => {
    const page = await browser.page();
    let report;
    const first = new Promise((reported) => (report = reported));
    await page.exposeFunction("acknowledged", (numbers) => {
      for (const n of numbers) acknowledged.add(n);
      reports += 1;
      report();
    });
    // It ends only with the browser.
    const writing = page.evaluate((database) => globalThis.bench.writeForEver(database), database);
    writing.catch((error) => (failure = error));
    await Promise.race([first, writing]);
  };
  await Promise.all([startTab(), startTab()]);
  const enough = reports + Math.floor(Math.random() * 60);
  while (reports < enough && !failure) await new Promise((turn) => setImmediate(turn));
  if (failure) throw failure;
  await browser.kill();
}
