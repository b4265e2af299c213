// The pages in `www/embed`: what the guide says to paste, as Hugo, Jekyll and WordPress make it, is what they contain.
//
// Where a generator is installed (`hugo`, `jekyll`, `php`), it makes the page anew from the guide's snippets; where it is not,
// the guide's calls are compared with the copies.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const ROOT = new URL("../../", import.meta.url);
const guide = readFileSync(new URL("docs/embed.md", ROOT), "utf8");
const [section] = guide.match(/^### In Hugo[\s\S]*?(?=^### )/m);
const fences = (text, kind) => [...text.matchAll(new RegExp(`\`\`\`${kind}\\n([\\s\\S]*?)\`\`\``, "g"))].map(([, body]) => body);
/** The one script tag. */
const [SCRIPT] = fences(guide, "html")[0].split("\n");
/** The guide's snippets for one system. */
const part = (system) => section.split(/^(?=\*\*(?:Hugo|Jekyll|WordPress)\b)/m).find((text) => text.toLowerCase().startsWith(`**${system}`));
const STYLES = { hugo: "main.css", jekyll: "assets/css/style.css", wordpress: "wp-content/themes/lamplight/style.css" };
const file = (system, name) => readFileSync(new URL(`www/embed/${system}/${name}`, ROOT), "utf8");

const attributes = (text) =>
  Object.fromEntries([...text.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, name, value]) => [name, value.replaceAll("&gt;", ">")]));
const byText = (one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1);
const sorted = (maps) => maps.map((map) => Object.fromEntries(Object.entries(map).sort())).sort(byText);
/** The widget's elements in a page, as their attributes. */
const elements = (html) => sorted([...html.matchAll(/<guildhall-member((?:[^">]|"[^"]*")*)>/g)].map(([, text]) => attributes(text)));
/** What counts as viewed; the script tag, with the address that the guide gives it. */
const viewed = (html) => html.match(/data-guildhall-record="(view:[^"]+)"/)?.[1];
const tag = (html) => html.match(/<script[^>]*><\/script>/)[0].replace(/src="[^"]*(?=\/js\/)/, 'src="');

/** What a system's calls in the guide ask for. */
const CALLS = {
  hugo: /\{\{< guildhall ([^>]*(?:"[^"]*"[^>]*)*?)\/?>\}\}|<guildhall-member><\/guildhall-member>/g,
  jekyll: /\{% include guildhall\.html (.*?)%\}/g,
  wordpress: /\[guildhall( (?:[^\]"]|"[^"]*")*)\]/g,
};

for (const system of Object.keys(CALLS)) {
  test(`${system}: the copy has what the guide's calls ask for, and nothing else of ours`, () => {
    const calls = [...part(system).matchAll(CALLS[system])].map(([, text = ""]) => attributes(text));
    assert.ok(calls.length >= 3, "the guide shows less than it did");
    assert.deepEqual(elements(file(system, "index.html")), sorted(calls));
  });

  test(`${system}: the copy keeps to the guide's policy, and keeps the room that the guide reserves`, () => {
    const html = file(system, "index.html");
    const policy = html.match(/http-equiv="Content-Security-Policy" content="([^"]*)"/)[1].split("; ");
    const [least] = fences(guide, "csp");
    // What the page itself needs besides: its own style sheet and pictures.
    const own = ["style-src 'self'", "img-src 'self'", "base-uri 'none'", "form-action 'none'", "require-trusted-types-for 'script'"];
    assert.deepEqual(policy.sort(), [...least.trim().split("; "), ...own].sort());
    const styles = file(system, STYLES[system]);
    for (const rule of fences(guide, "css").join("").trim().split("\n")) assert.ok(styles.includes(rule), rule);
  });
}

/** Makes a page in a folder of its own, or skips the test where the generator is missing. */
function made(t, program, files, ...parameters) {
  if (spawnSync(program, ["--version"]).error) return t.skip(`${program} is not installed`);
  const folder = mkdtempSync(join(tmpdir(), "guildhall-generated-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  const { status, stdout, stderr } = spawnSync(program, parameters, { cwd: folder, encoding: "utf8" });
  assert.equal(status, 0, stderr);
  return { folder, stdout };
}

/** Fails unless a page that was made has the same of ours as the copy. */
function same(html, system) {
  const copy = file(system, "index.html");
  assert.deepEqual([elements(html), viewed(html), tag(html)], [elements(copy), viewed(copy), tag(copy)]);
}

test("Hugo makes of the guide's snippets what the copy has", (t) => {
  const [shortcode, layout] = fences(part("hugo"), "go-html-template");
  const page = made(t, "hugo", {
    "config.toml": 'baseURL = "https://you.example/"\ntitle = "A site"\ndisableKinds = ["taxonomy", "term"]\n',
    "layouts/shortcodes/guildhall.html": shortcode,
    "layouts/_default/single.html": SCRIPT + layout,
    "content/piece.md": `---\ntitle: A piece\nguildhall: seneca-on-time\n---\n${fences(part("hugo"), "markdown")[0]}`,
  }, "--quiet");
  if (page) same(readFileSync(join(page.folder, "public/piece/index.html"), "utf8"), "hugo");
});

test("Jekyll makes of the guide's snippets what the copy has", (t) => {
  const [include, piece, layout] = fences(part("jekyll"), "liquid");
  const page = made(t, "jekyll", {
    "_config.yml": "title: A site\n",
    "_includes/guildhall.html": include,
    "_layouts/post.html": SCRIPT + layout,
    "index.md": `---\nlayout: post\nguildhall: mending-a-torn-page\n---\n${piece}`,
  }, "build", "--quiet", "--disable-disk-cache");
  if (page) same(readFileSync(join(page.folder, "_site/index.html"), "utf8"), "jekyll");
});

test("WordPress's functions make of the guide's snippets what the copy has", (t) => {
  const stage = fileURLToPath(new URL("generators/wordpress.php", import.meta.url));
  const page = made(t, "php", {
    "functions.php": `<?php\n${fences(part("wordpress"), "php")[0]}`,
    "post.txt": fences(part("wordpress"), "text")[0],
  }, stage, "functions.php", "post.txt", "su-shi-night-walk");
  if (page) same(page.stdout, "wordpress");
});
