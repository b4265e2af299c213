// Servers that events are synced with, started on this machine for one test, and a member's way of connecting with them.
import { spawn } from "node:child_process";
import { createServer } from "node:net";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { enter, expectStatus, PATIENCE, shows } from "./hall.mjs";
import { endVisits } from "./visit.mjs";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));
const TARGET = process.env.CARGO_TARGET_DIR ?? `${ROOT}target`;
const XTASK = `${TARGET}/debug/guildhall-xtask`;

/** How long a server may take to be ready, in milliseconds. */
const READY = 120_000;

/** A port that nobody uses. */
const freePort = () =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

/**
 * Starts a server of a kind, fresh, until the test ends. Answers what is to be entered to connect with it, and `stop`;
 * `null` where it is not installed, which is a failure where `GUILDHALL_BACKENDS=all` demands all of them.
 */
export async function backend(t, name, port) {
  if (!existsSync(XTASK)) throw new Error(`${XTASK} is missing; run the test by \`cargo xtask test --only browser\``);
  port ??= await freePort();
  const child = spawn(XTASK, ["backend", name, "--print", "json", "--port", String(port), "--fresh"], {
    cwd: ROOT,
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  let said = "";
  child.stderr.on("data", (data) => (said += data));
  const ended = new Promise((resolve) => child.once("exit", resolve));
  const stop = async () => {
    try {
      process.kill(-child.pid, "SIGTERM");
    } catch {
      // It has ended by itself.
    }
    await ended;
  };
  // A page that is still open would look for news at a server that is gone, and have its test fail.
  t.after(async () => {
    await endVisits(t);
    await stop();
  });
  const line = await Promise.race([
    new Promise((resolve) => {
      let text = "";
      child.stdout.on("data", (data) => {
        text += data;
        const json = text.split("\n").find((row) => row.startsWith("{"));
        if (json && text.includes("\n")) resolve(json);
      });
    }),
    ended.then(() => null),
    new Promise((resolve) => setTimeout(resolve, READY, null).unref()),
  ]);
  if (line === null) {
    if (process.env.GUILDHALL_BACKENDS === "all") throw new Error(`the server \`${name}\` does not start:\n${said}`);
    return null;
  }
  return { ...JSON.parse(line), port, stop };
}

/** A visit to a site whose security policy lets it speak to servers on this machine, as one that names its server does. */
export async function enterConnectable(t, { path = "", ...options } = {}) {
  const visitor = await enter(t, { ...options, path: null });
  const { context, site, problems } = visitor;
  await context.route(
    (url) => url.href.startsWith(site) && !/\.[a-z]+$/.test(url.pathname),
    async (route) => {
      const response = await route.fetch();
      const body = (await response.text()).replace("connect-src 'self'", "connect-src 'self' http://127.0.0.1:*");
      await route.fulfill({ response, body });
    },
  );
  await context.grantPermissions(["local-network-access"]);
  problems.expect(/^foreign request: http:\/\/127\.0\.0\.1:\d+\//);
  // Without a path nobody comes: the app would write that the member did.
  if (path === null) return visitor;
  await visitor.open(path);
  await visitor.page.getByRole("heading", { level: 1 }).waitFor();
  return visitor;
}

/** Requests to a server, as they go out. */
export function requestsTo(context, url) {
  const seen = [];
  context.on("request", (request) => {
    if (request.url().startsWith(url)) seen.push(`${request.method()} ${request.url()}`);
  });
  return seen;
}

/** Fills in where to connect and as whom. */
export async function fillIn(page, { kind, url, place, user, secret }) {
  const form = page.getByTestId("sync-form");
  await form.getByLabel("Kind of server").selectOption(kind);
  await form.getByLabel("Address", { exact: true }).fill(url);
  if (place) await form.locator("input[name=place]").fill(place);
  if (await form.locator("input[name=user]").count()) await form.locator("input[name=user]").fill(user ?? "");
  await form.locator("input[name=secret]").fill(secret ?? "");
}

/** Connects a hall and waits until all is alike. */
export async function connect(page, server) {
  await fillIn(page, server);
  await page.getByLabel("I agree").check();
  await page.getByRole("button", { name: "Connect", exact: true }).click();
  await synced(page);
}

/** Waits until the mark in the header says that all is alike. */
export const synced = (page) =>
  page.locator("[data-testid=sync-mark][data-state=synced]").waitFor({ timeout: 2 * PATIENCE });

/** Waits until the state on the page of the sync is this. */
export const state = (page, word) =>
  page.locator(`[data-testid=sync-state][data-state=${word}]`).waitFor({ timeout: 2 * PATIENCE });

export { expectStatus, shows };
