// The element's tag as TypeScript meets it in the markup of frameworks: its attributes, properties, events and methods.

import { execFile } from "node:child_process";
import { cp, mkdir, readdir, rm } from "node:fs/promises";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { linkPackages } from "./support/build.mjs";

const ROOT = new URL("../../", import.meta.url);
const HERE = new URL("typed/", import.meta.url);
const PACKAGE = new URL("dist/js/", ROOT);
const run = promisify(execFile);
const path = (url) => fileURLToPath(url);

test("TypeScript is content under `strict`, and finds what is wrong", async () => {
  const home = new URL("target/frameworks/typed/", ROOT);
  await rm(home, { recursive: true, force: true });
  await cp(HERE, home, { recursive: true });
  // A copy, as npm makes one of a published package: it finds the frameworks' own types from where it lies.
  const installed = new URL("node_modules/guildhall/", home);
  await mkdir(installed, { recursive: true });
  const types = (await readdir(PACKAGE)).filter((name) => /\.d\.ts$|^package\.json$/.test(name));
  for (const name of types) await cp(new URL(name, PACKAGE), new URL(name, installed));
  await linkPackages();
  const options = ["--strict", "--exactOptionalPropertyTypes", "--noUncheckedIndexedAccess", "--skipLibCheck", "--noEmit", "--target", "es2022",
    "--lib", "es2022,dom,dom.iterable", "--jsx", "react-jsx", "--module", "esnext", "--moduleResolution", "bundler"];
  await run(path(new URL("node_modules/.bin/tsc", import.meta.url)), [...options, ...(await readdir(HERE))], { cwd: path(home) }).catch(({ stdout, stderr }) => {
    throw new Error(`tsc found:\n${stdout}${stderr}`);
  });
});
