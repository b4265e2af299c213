// Where the site under test is: `cargo xtask test` says so; a test run by hand serves `dist/` itself.
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../../", import.meta.url));

/** The address of the site at a domain's root, ending in a slash. */
export const siteUrl = once(() => process.env.GUILDHALL_SITE ?? serveDist());

/**
 * The address of the same site under a sub-path, as on a project page, ending in a slash; `undefined`
 * outside `cargo xtask test`, which makes that copy.
 */
export const siteUnderSubPathUrl = () => process.env.GUILDHALL_SITE_UNDER_SUB_PATH;

/** Serves `dist/` on a free port until this process ends. */
async function serveDist() {
  const server = spawn("cargo", ["xtask", "serve", "--built", "--port", "0"], {
    cwd: root,
    stdio: ["ignore", "pipe", "inherit"],
  });
  process.once("exit", () => server.kill());
  for await (const line of createInterface({ input: server.stdout })) {
    const url = line.trim();
    if (url.startsWith("http://")) {
      // Neither the child nor its output may keep this process alive.
      server.unref();
      server.stdout.unref();
      return url;
    }
  }
  throw new Error("the site could not be served; run `cargo xtask dist` first");
}

function once(make) {
  let made;
  return () => (made ??= make());
}
