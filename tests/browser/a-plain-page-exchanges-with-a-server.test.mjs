// The JavaScript API exchanging events with a server from pages that are not the app: beside it, without it, and on other devices.

import assert from "node:assert/strict";
import { createServer } from "node:http";
import { test } from "node:test";
import { backend, connect, enterConnectable, requestsTo, synced } from "./support/backends.mjs";
import { POLICY, plainPage } from "./support/plain.mjs";

const policy = POLICY.replace("connect-src 'self'", "connect-src 'self' http://127.0.0.1:*");
const isSending = (request) => request.startsWith("POST") && request.endsWith("/events");
const given = ({ kind, url, place, user, secret }) => ({ kind, url, place, user, secret });
const plain = (visitor, options) => plainPage(visitor, { policy, options });
const sync = (page, options) => page.evaluate((options) => hall.sync(options), options);
const failure = (page) => page.evaluate(() => hall.sync().catch(({ code, path, report }) => ({ code, path, pending: report?.pending })));
const standing = (page) => page.evaluate(() => hall.standing({ at: "2026-12-24" }));

test("beside the app a plain page has the app's tab do it, and without the app it does it itself", async (t) => {
  const server = await backend(t, "rest");
  const visitor = await enterConnectable(t, { path: "sync" });
  const app = visitor.page;
  await app.getByRole("switch", { name: "Stay signed in" }).check();
  await connect(app, server);
  const sent = requestsTo(visitor.context, server.url);
  const page = await plain(visitor);
  await page.evaluate(() => hall.record({ verb: "post", note: "Good morning" }));
  const report = await sync(page);
  assert.deepEqual([report.pending, report.diagnosis], [0, null]);
  assert.equal(sent.filter(isSending).length, 1, `one tab sends, once: ${sent}`);
  await synced(app);

  // Nobody is there to do it any more.
  await app.close();
  await page.evaluate(() => hall.record({ verb: "post", note: "Good night" }));
  assert.equal(await page.evaluate(() => hall.pending()), 1);
  assert.equal((await sync(page)).sent, 1);
  assert.equal(await page.evaluate(() => hall.pending()), 0);
  assert.equal(sent.filter(isSending).length, 2);

  // The member's choice in the app stands.
  const other = await plain(visitor, { backend: { ...given(server), place: "another" } });
  assert.deepEqual(await failure(other), { code: "connected-elsewhere", path: "open.backend", pending: undefined });
});

test("two devices stand alike by way of a server, also after one was offline", async (t) => {
  const server = await backend(t, "rest");
  const [one, other] = [await enterConnectable(t, { path: null }), await enterConnectable(t, { path: null })];
  const options = { backend: given(server), member: "ada" };
  const [here, there] = [await plain(one, options), await plain(other, { ...options, sync: "background" })];
  const sent = requestsTo(one.context, server.url);
  await here.evaluate(() => hall.record([{ verb: "login" }, { verb: "post", note: "Good morning" }]));
  assert.equal(await here.evaluate(() => hall.pending()), 2);
  assert.deepEqual(sent, [], "nothing leaves before it is asked for");
  assert.equal((await sync(here)).sent, 2);
  // It may have looked by itself before it is asked.
  await sync(there);
  await there.waitForFunction(() => heard.some(({ reason, events }) => reason === "sync" && events === 2));
  assert.deepEqual(await standing(there), await standing(here));

  // What is done in the background page leaves by itself, once there is a connection.
  await other.context.setOffline(true);
  other.problems.expect(/ERR_INTERNET_DISCONNECTED/);
  await there.evaluate(() => hall.record({ verb: "post", note: "Good night" }));
  const isOffline = () => heard.some(({ report }) => report?.diagnosis === "offline" && report.pending === 1);
  await there.waitForFunction(isOffline);
  await other.context.setOffline(false);
  await there.waitForFunction(() => heard.some(({ report }) => report?.sent === 1 && report.pending === 0));
  assert.equal((await sync(here)).received, 1);
  assert.deepEqual(await standing(here), await standing(there));

  // Another page of the same site has nothing left to send.
  const second = await plain(one, options);
  const report = await sync(second);
  assert.deepEqual([report.sent, report.received, report.pending], [0, 0, 0]);
});

test("a server that does not allow the site is told from one that is away", async (t) => {
  const visitor = await enterConnectable(t, { path: null });
  visitor.problems.expect(/CORS|ERR_FAILED|ERR_CONNECTION_REFUSED/);
  const closed = createServer((_, answer) => answer.end("[]"));
  await new Promise((resolve) => closed.listen(0, "127.0.0.1", resolve));
  const backend = { kind: "rest", url: `http://127.0.0.1:${closed.address().port}`, user: "ada", secret: "word" };
  const page = await plain(visitor, { backend });
  await page.evaluate(() => hall.record({ verb: "login" }));
  assert.deepEqual(await failure(page), { code: "blocked", path: "open.backend.url", pending: 1 });
  closed.closeAllConnections();
  await new Promise((resolve) => closed.close(resolve));
  assert.deepEqual(await failure(page), { code: "unreachable", path: "open.backend.url", pending: 1 });
});
