// The command line, so that what it says can be compared with what the browser shows.
import { execFile } from "node:child_process";
import { mkdtemp, readFile, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const root = fileURLToPath(new URL("../../../", import.meta.url));

/** Runs `guildhall` with arguments, building it first if need be; answers what it prints. */
export async function guildhall(...args) {
  const cargo = ["run", "--quiet", "--package", "guildhall-cli", "--bin", "guildhall", "--", ...args];
  const { stdout } = await promisify(execFile)("cargo", cargo, { cwd: root, maxBuffer: 2 ** 28 });
  return stdout;
}

/** An empty folder that ends with the test `t`. */
export async function folder(t) {
  const path = await mkdtemp(join(tmpdir(), "guildhall-"));
  t.after(() => rm(path, { recursive: true }));
  return path;
}

/** The JSON documents of a community's folder, to be served below `prefix`. */
export async function documents(community, prefix) {
  const names = (await readdir(community)).filter((name) => name.endsWith(".json"));
  const texts = await Promise.all(names.map((name) => readFile(join(community, name), "utf8")));
  return Object.fromEntries(names.map((name, at) => [prefix + name, texts[at]]));
}
