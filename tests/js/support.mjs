// What the tests of the package in Node.js share: the package, the sample community, and a real server.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

const root = new URL("../../", import.meta.url);
const package_ = new URL("dist/js/", root);

// By the condition `node` of the package's own exports, as `import "guildhall"` would find it.
const manifest = JSON.parse(await readFile(new URL("package.json", package_), "utf8"));
export const { open, Hall, GuildhallError } = await import(new URL(manifest.exports["."].node, package_).href);

const read = async (name) => JSON.parse(await readFile(new URL(name, new URL("www/community/", root)), "utf8"));
const first = await read("catalogue.json");

/** The sample community's charter and its whole catalogue. */
export const documents = {
  charter: await read("charter.json"),
  catalogue: [first, ...(await Promise.all(first.pages.map(read)))],
};
/** An item of the catalogue. */
export const item = first.items[0].id;

/** The moment at which halls are opened. */
export const NOON = "2026-03-14T12:00:00Z";

/** Opens a hall in memory. */
export const enter = (options) => open({ ...documents, storage: "memory", member: "ada", now: NOON, ...options });

/** Expects a call to fail, with this code and place; answers the error. */
export async function fails(promise, code, path) {
  const error = await promise.then(() => assert.fail(`\`${code}\` was expected`), (error) => error);
  assert.ok(error instanceof GuildhallError && error instanceof Error, `${error}`);
  assert.deepEqual([error.code, error.path], [code, path]);
  assert.ok(error.message.length > 10);
  return error;
}

/** Starts the project's own server of events, empty, until the test ends; answers what to connect with. */
export async function server(t) {
  const target = process.env.CARGO_TARGET_DIR ?? fileURLToPath(new URL("target", root));
  const child = spawn(`${target}/debug/guildhall-xtask`, ["backend", "rest", "--print", "json", "--port", "0", "--fresh"], {
    cwd: fileURLToPath(root),
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  t.after(async () => {
    child.kill();
    await ended;
  });
  let said = "";
  child.stdout.setEncoding("utf8");
  for await (const text of child.stdout) {
    said += text;
    if (said.includes("\n")) break;
  }
  const { kind, url, place, user, secret } = JSON.parse(said);
  return { kind, url, place, user, secret };
}
