// What measurements share: a crate's example built for the browser, a page to run it in, browsers that can be killed, and
// what is said of the machine.
import { build } from "esbuild";
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

/** The repository's root. */
export const root = fileURLToPath(new URL("../..", import.meta.url));
const flags = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"];
const quiet = ["--disable-background-networking", "--disable-component-update", "--disable-sync"];

const program = () => process.env.CHROME ?? "/usr/bin/chromium";

/** Where the results of a measurement are written. */
export const output = (name) => join(root, "target/bench", name);

/**
 * Builds the example `<name>_bench` of a package, and the script `page` that imports it as `guildhall-bench`, and
 * serves both; answers the address and how to stop.
 */
export async function serve(name, crate, page) {
  const example = `${name}_bench`;
  const folder = output(name);
  mkdirSync(folder, { recursive: true });
  const target = ["--target", "wasm32-unknown-unknown", "--profile", "wasm"];
  execFileSync("cargo", ["build", "--quiet", "-p", crate, "--example", example, ...target], { cwd: root, stdio: "inherit" });
  const metadata = JSON.parse(execFileSync("cargo", ["metadata", "--no-deps", "--format-version=1"], { cwd: root }));
  const wasm = join(metadata.target_directory, `wasm32-unknown-unknown/wasm/examples/${example}.wasm`);
  const glue = join(folder, "guildhall");
  execFileSync("wasm-bindgen", ["--target", "web", "--no-typescript", "--out-dir", glue, wasm]);
  const script = await build({
    entryPoints: [fileURLToPath(page)],
    alias: { "guildhall-bench": join(glue, `${example}.js`) },
    bundle: true,
    format: "esm",
    minify: true,
    write: false,
    logLevel: "warning",
  });
  const files = {
    "/": ["text/html", "<!doctype html><script type=module src=/page.js></script>"],
    "/page.js": ["text/javascript", script.outputFiles[0].contents],
    "/guildhall/bench_bg.wasm": ["application/wasm", readFileSync(join(glue, `${example}_bg.wasm`))],
  };
  const server = createServer((request, response) => {
    const [type, body] = files[request.url] ?? ["text/plain", undefined];
    response.writeHead(body === undefined ? 404 : 200, { "content-type": type }).end(body);
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  return { url: `http://127.0.0.1:${server.address().port}/`, stop: () => server.close() };
}

/** The built site that is measured, as `cargo xtask bench` serves it. */
export function site() {
  const { GUILDHALL_SITE: url } = process.env;
  if (!url) throw new Error("GUILDHALL_SITE names no site; run `cargo xtask bench <name>`");
  return url;
}

/** The middle of some figures. */
export function median(figures) {
  const sorted = [...figures].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Prints rows, the first of which is the head, as a table that reads well and can be put into a document as it is. */
export function print([head, ...rows]) {
  const widths = head.map((_, column) => Math.max(3, ...[head, ...rows].map((row) => row[column].length)));
  const padded = (text, at) => (at ? text.padStart(widths[at]) : text.padEnd(widths[at]));
  const rule = widths.map((width, at) => (at ? `${"-".repeat(width - 1)}:` : "-".repeat(width)));
  for (const row of [head, rule, ...rows]) console.log(`| ${row.map(padded).join(" | ")} |`);
}

/** What figures depend on: the processor, and how much else it had to do in the last five minutes. */
export function machine() {
  const processor = `${cpus().length} x ${cpus()[0]?.model.trim()}`;
  return { processor, node: process.version, load: Number(loadavg()[1].toFixed(1)), date: new Date().toISOString().slice(0, 10) };
}

/** Starts a Chromium over a profile; answers its process, and the address at which it can be driven. */
export async function start(profile) {
  const args = [...flags, ...quiet, "--remote-debugging-port=0", `--user-data-dir=${profile}`, "about:blank"];
  // A group of its own, so that a signal reaches every process of the browser at once.
  const browser = spawn(program(), args, { detached: true, stdio: ["ignore", "ignore", "pipe"] });
  return { browser, address: await address(browser) };
}

/** A Chromium for one visit, without a profile that stays. */
export const launch = () => chromium.launch({ executablePath: program(), args: [...flags, ...quiet] });

/** A Chromium over a profile on the disk; a temporary context would keep its databases in memory. */
export class Browser {
  #profile = mkdtempSync(join(tmpdir(), "guildhall-bench-"));
  #process;
  #connection;

  constructor(url) {
    this.url = url;
  }

  /** Starts the browser, after closing it if it runs. */
  async restart() {
    await this.close();
    const { browser, address } = await start(this.#profile);
    this.#process = browser;
    this.#connection = await chromium.connectOverCDP(address);
  }

  get version() {
    return this.#connection.version();
  }

  /** A page with `bench` in it. */
  async page() {
    const page = await this.#connection.contexts()[0].newPage();
    const failed = new Promise((_, fail) => page.on("pageerror", fail));
    failed.catch(() => {});
    await page.goto(this.url);
    await Promise.race([page.waitForFunction(() => globalThis.bench), failed]);
    return page;
  }

  /** Calls a function in a page of its own. */
  async run(work, argument) {
    const page = await this.page();
    const answer = await page.evaluate(work, argument);
    await page.close();
    return answer;
  }

  /** Ends the browser as a power switch would, in the middle of whatever it does. */
  async kill() {
    const ended = new Promise((exit) => this.#process.once("exit", exit));
    process.kill(-this.#process.pid, "SIGKILL");
    await ended;
    this.#process = undefined;
  }

  /** Ends the browser in good order. */
  async close() {
    if (!this.#process) return;
    const ended = new Promise((exit) => this.#process.once("exit", exit));
    const session = await this.#connection.newBrowserCDPSession();
    await session.send("Browser.close").catch(() => {});
    await ended;
    this.#process = undefined;
  }

  /** Closes the browser and forgets its profile. */
  async dispose() {
    await this.close();
    rmSync(this.#profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** The address at which a starting browser can be driven, which it prints. */
async function address(browser) {
  for await (const line of createInterface({ input: browser.stderr })) {
    const found = /DevTools listening on (\S+)/.exec(line);
    if (found) {
      browser.stderr.resume();
      return found[1];
    }
  }
  throw new Error("Chromium did not start");
}
