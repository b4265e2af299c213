// What a page downloads for the widget, and what it would download for elements of others: Ghost Portal, DocSearch,
// Memberstack, Cal.
//
//   cargo xtask bench sizes
//
// Ours is what Chromium asks for in a page with one element, until that shows what it is going to show; documents of the
// community are counted apart, as nobody else's are counted either. Theirs is what their packages tell a page to load, in pinned
// versions: the file for a script tag where there is one, otherwise a bundle by esbuild with what it imports. What they
// fetch from their servers once they run, or show in a frame, is not in it.
import { build } from "esbuild";
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";
import { launch, machine, output, print, site } from "../workshop.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const require = createRequire(import.meta.url);
const packaged = (name) => readFileSync(join(here, "node_modules", name));
const version = (name) => JSON.parse(packaged(`${name}/package.json`)).version;

/** What `gzip -6` makes of it; the zlib of Node.js is one of its own. */
const gzip = (body) => execFileSync("gzip", ["-6", "-c"], { input: body, maxBuffer: 2 ** 26 });

/** Bytes as they are, after gzip as most hosts do it, and after brotli at its best. */
const weigh = (bodies) =>
  bodies.reduce(
    ([plain, zipped, brotli], body) => [plain + body.length, zipped + gzip(body).length, brotli + brotliCompressSync(body).length],
    [0, 0, 0],
  );

/** Elements, each alone in a page, and the mode in which they end up. */
const ELEMENTS = [
  ["a card of what the server knows", '<guildhall-member mode="card" community="A" name="B" tier="C"></guildhall-member>', "card"],
  ["standing of what was known last", '<guildhall-member mode="card" view="standing"></guildhall-member>', "card"],
  ["a card that lives", "<guildhall-member></guildhall-member>", "full"],
  ["standing that lives", '<guildhall-member view="standing"></guildhall-member>', "full"],
  ["shelf that lives", '<guildhall-member view="shelf"></guildhall-member>', "full"],
  ["benefits that live", '<guildhall-member view="benefits"></guildhall-member>', "full"],
  ["a gate", '<guildhall-member view="gate" when="tier>=1"></guildhall-member>', "full"],
];

/** What a page with this in it asks for. */
async function downloads(browser, element, mode) {
  const page = await browser.newPage();
  const address = new URL("host.html", site()).href;
  const html = `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><script type="module" src="js/widget.js"></script>${element}`;
  await page.route(address, (route) => route.fulfill({ contentType: "text/html", body: html }));
  await page.addInitScript(() => addEventListener("guildhall-ready", ({ detail }) => (globalThis.readyAs = detail.mode)));
  const answers = [];
  page.on("response", (response) => response.url() !== address && response.url().startsWith("http") && answers.push(response));
  await page.goto(address);
  await page.waitForFunction((mode) => globalThis.readyAs === mode, mode);
  await page.waitForLoadState("networkidle");
  const files = new Map();
  for (const answer of answers) files.set(new URL(answer.url()).pathname, await answer.body());
  await page.close();
  const bodies = (isProgram) => [...files].filter(([path]) => path.startsWith(new URL("js/", site()).pathname) === isProgram).map(([, body]) => body);
  return { program: weigh(bodies(true)), documents: weigh(bodies(false)), files: [...files.keys()] };
}

/** A bundle of what a package's module imports, as an application makes it. */
async function bundled(entry) {
  const { outputFiles } = await build({ entryPoints: [require.resolve(entry)], bundle: true, minify: true, format: "esm", platform: "browser", write: false, logLevel: "error" });
  return outputFiles[0].contents;
}

const browser = await launch();
const ours = [];
for (const [name, element, mode] of ELEMENTS) ours.push({ name, ...(await downloads(browser, element, mode)) });
const chromium = browser.version();
await browser.close();

const theirs = [
  ["Ghost Portal", "@tryghost/portal", "umd/portal.min.js", [packaged("@tryghost/portal/umd/portal.min.js")]],
  ["DocSearch", "@docsearch/js", "dist/umd/index.js and @docsearch/css", [packaged("@docsearch/js/dist/umd/index.js"), packaged("@docsearch/css/dist/style.css")]],
  ["DocSearch without its assistant", "@docsearch/js", "dist/umd/docsearch.js and @docsearch/css", [packaged("@docsearch/js/dist/umd/docsearch.js"), packaged("@docsearch/css/dist/style.css")]],
  ["Memberstack", "@memberstack/dom", "a bundle", [await bundled("@memberstack/dom")]],
  ["Cal", "@calcom/embed-core", "the snippet and dist/embed/embed.js, before its frame", [packaged("@calcom/embed-snippet/dist/snippet.umd.js"), packaged("@calcom/embed-core/dist/embed/embed.js")]],
].map(([name, from, what, bodies]) => ({ name: `${name} ${version(from)}`, what, program: weigh(bodies) }));

const shown = (bytes) => bytes.toLocaleString("en");
console.log("    The widget, by what a page with one element downloads of scripts and WebAssembly\n");
print([["element", "bytes", "gzip -6", "brotli", "documents, gzip -6"], ...ours.map(({ name, program, documents }) => [name, ...program.map(shown), shown(documents[1])])]);
console.log("\n    Elements of others\n");
print([["package", "bytes", "gzip -6", "brotli", "what is loaded"], ...theirs.map(({ name, program, what }) => [name, ...program.map(shown), what])]);
mkdirSync(output("sizes"), { recursive: true });
writeFileSync(join(output("sizes"), "sizes.json"), `${JSON.stringify({ ...machine(), chromium, ours, theirs }, null, 2)}\n`);
