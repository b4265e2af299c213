// The package as TypeScript, Vite, webpack and a reader of the guide meet it: installed in a folder of its own.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cp, mkdir, readFile, readdir, rm, symlink, writeFile } from "node:fs/promises";
import { before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { server } from "./support.mjs";

const run = promisify(execFile);
const root = new URL("../../", import.meta.url);
const path = (url) => fileURLToPath(url);
const tools = new URL("tests/js/node_modules/.bin/", root);
const home = new URL("target/js-consumer/", root);

before(async () => {
  await rm(home, { recursive: true, force: true });
  await mkdir(new URL("node_modules/", home), { recursive: true });
  await cp(new URL("dist/js/", root), new URL("node_modules/guildhall/", home), { recursive: true });
  await writeFile(new URL("package.json", home), JSON.stringify({ private: true, type: "module" }));
  await symlink(path(new URL("www/", root)), path(new URL("www", home)));
  await writeFile(new URL("main.js", home), 'import { open } from "guildhall";\nimport "guildhall/widget";\nglobalThis.open = open;\n');
  await writeFile(new URL("index.html", home), '<!doctype html><script type="module" src="./main.js"></script>');
});

/** Runs a program in the consumer's folder; what it prints is told when it fails. */
const tool = (name, ...options) =>
  run(name === "node" ? process.execPath : path(new URL(name, tools)), options, { cwd: path(home) }).catch((error) => {
    throw new Error(`${name} failed:\n${error.stdout}${error.stderr}`);
  });

const files = async (folder) => (await readdir(new URL(folder, home), { recursive: true })).filter((name) => /\.(js|wasm)$/.test(name));

test("TypeScript is content under `strict`", async () => {
  await cp(new URL("tests/js/consumer.ts", root), new URL("consumer.ts", home));
  for (const resolution of ["bundler", "nodenext"]) {
    const module = resolution === "bundler" ? "esnext" : "nodenext";
    await tool("tsc", "--strict", "--exactOptionalPropertyTypes", "--noUncheckedIndexedAccess", "--noEmit", "--target", "es2022",
      "--lib", "es2022,dom", "--module", module, "--moduleResolution", resolution, "consumer.ts");
  }
});

test("Vite builds it, with the WebAssembly beside it", async () => {
  await tool("vite", "build", "--outDir", "by-vite", "--logLevel", "error", "--base", "./");
  const built = await files("by-vite/");
  assert.ok(built.filter((name) => name.endsWith(".wasm")).length > 5, `the program and its parts: ${built.join()}`);
  const script = await readFile(new URL(`by-vite/${built.find((name) => name.endsWith(".js"))}`, home), "utf8");
  assert.ok(!script.includes("node:fs"));
});

test("webpack builds it, with the WebAssembly beside it", async () => {
  await tool("webpack", "build", "--mode", "production", "--entry", "./main.js", "-o", "by-webpack");
  const built = await files("by-webpack/");
  assert.ok(built.filter((name) => name.endsWith(".wasm")).length > 5, `the program and its parts: ${built.join()}`);
});

test("what the guide shows works in Node.js as it stands", async (t) => {
  const backend = await server(t);
  const guide = await readFile(new URL("docs/embed.md", root), "utf8");
  const snippets = [...guide.matchAll(/```js\n([\s\S]*?)```/g)].map(([, code]) => code);
  assert.equal(snippets.length, 4);
  const [whole, ...parts] = snippets;
  const failing = 'console.assert = (holds) => { if (!holds) throw new Error("not as the guide says"); };\n';
  await writeFile(new URL("whole.mjs", home), whole);
  assert.match((await tool("node", "whole.mjs")).stdout, /^ada [1-9]/);
  // The others go on where the first one opened its hall.
  const opened = whole.replace("hall.close();", "const item = catalogue.items[0].id;");
  for (const [at, part] of parts.entries()) {
    const code = (opened + part.replaceAll(/^import .*"guildhall";$/gm, ""))
      .replace("https://sync.example.org", backend.url).replace('"a password"', JSON.stringify(backend.secret));
    await writeFile(new URL(`part-${at}.mjs`, home), failing + code.replace("import { open }", "import { GuildhallError, open }"));
    await tool("node", `part-${at}.mjs`);
  }
});
