// The exchange with a real server, as a program in Node.js has it: halls in memory, of one member on several devices.

import assert from "node:assert/strict";
import { test } from "node:test";
import { enter, fails, item, server } from "./support.mjs";

/** Requests that go to a server while a test runs. */
function requestsTo(t, { url }) {
  const seen = [];
  const { fetch } = globalThis;
  globalThis.fetch = (address, init) => {
    if (String(address).startsWith(url)) seen.push(`${init?.method ?? "GET"} ${new URL(address).pathname}`);
    return fetch(address, init);
  };
  t.after(() => (globalThis.fetch = fetch));
  return seen;
}

/** Waits for a change of a hall. */
const change = (hall, wanted) =>
  new Promise((resolve) => {
    const stop = hall.subscribe((change) => {
      if (!wanted(change)) return;
      stop();
      resolve(change);
    });
  });

test("nothing is sent before it is asked for, and then two devices stand alike", async (t) => {
  const backend = await server(t);
  const sent = requestsTo(t, backend);
  const [here, there] = [await enter({ backend }), await enter({ backend })];
  await here.record([{ verb: "login" }, { verb: "finish", object: item }]);
  assert.equal(await here.pending(), 2);
  assert.deepEqual(sent, []);

  const report = await here.sync();
  assert.deepEqual([report.sent, report.received, report.pending, report.diagnosis], [2, 0, 0, null]);
  assert.deepEqual([report.setAside, report.holes], [[], []]);
  assert.match(report.lastSuccess, /^\d{4}-\d\d-\d\dT/);
  assert.equal(await here.pending(), 0);

  const heard = [];
  there.subscribe((change) => heard.push(change));
  assert.deepEqual([(await there.sync()).received, (await there.sync()).received], [2, 0]);
  assert.deepEqual(heard.map(({ reason, events }) => [reason, events]), [["sync", 2]]);
  assert.deepEqual(await there.standing(), await here.standing());

  // What one takes back is taken back in the other.
  const event = await there.record({ verb: "post", note: "Good morning" });
  await Promise.all([there.sync(), there.sync()]);
  assert.equal((await here.sync({ checkAll: true })).received, 1);
  await here.undo(event.id);
  assert.equal((await here.sync()).sent, 1);
  await there.sync();
  assert.deepEqual(await there.standing(), await here.standing());
  assert.equal(sent.filter((request) => request === "POST /events").length, 3, `what was sent is not sent again: ${sent}`);
});

test("in the background a hall sends by itself and tells of it, until it is closed", async (t) => {
  const backend = await server(t);
  const sent = requestsTo(t, backend);
  const there = await enter({ backend });
  await there.record({ verb: "login" });
  await there.sync();

  const hall = await enter({ backend, sync: "background" });
  const [{ events }, { report: first }] = await Promise.all([
    change(hall, ({ reason, events }) => reason === "sync" && events > 0),
    change(hall, ({ reason, report }) => reason === "sync" && report),
  ]);
  assert.deepEqual([events, first.received, first.pending, first.diagnosis], [1, 1, 0, null]);
  const told = change(hall, ({ report }) => report?.sent > 0);
  await hall.record({ verb: "finish", object: item });
  assert.deepEqual((await told).report.sent, 1);
  assert.equal((await there.sync()).received, 1);
  // Asking is for who does not want to wait for the next look.
  await there.record({ verb: "login", at: "2026-03-13T12:00:00Z" });
  await there.sync();
  assert.equal((await hall.sync()).received, 1);
  assert.deepEqual(await hall.standing(), await there.standing());

  hall.close();
  await fails(hall.sync(), "closed");
  const count = sent.length;
  await there.standing();
  assert.equal(sent.length, count);
});

test("what keeps an exchange from coming about is told apart", async (t) => {
  const backend = await server(t);
  const failing = async (options, code, path) => {
    const hall = await enter({ backend: { ...backend, ...options } });
    await hall.record({ verb: "login" });
    const error = await fails(hall.sync(), code, path);
    assert.deepEqual([error.report.pending, error.report.sent, error.report.diagnosis], [1, 0, code]);
    assert.equal(await hall.pending(), 1);
    return hall;
  };
  await failing({ secret: "another one" }, "wrong-credentials");
  await failing({ kind: "couchdb" }, "wrong-place", "open.backend.place");
  await failing({ url: "http://127.0.0.1:1" }, "unreachable", "open.backend.url");

  const hall = await enter();
  await fails(hall.sync(), "not-connected", "open.backend");
  await fails(hall.pending(), "not-connected", "open.backend");
  await fails(hall.sync({ check: true }), "unknown-option", "sync.check");
  await fails(hall.sync({ retry: "all" }), "wrong-type", "sync.retry");
});

test("a member's no is kept to", async (t) => {
  const backend = await server(t);
  const sent = requestsTo(t, backend);
  const hall = await enter({ backend });
  const no = await hall.record({ verb: "consent", object: "sync", value: 0, note: "sync-1/en\nEvents go to the server." });
  await fails(hall.sync(), "not-agreed");
  assert.deepEqual(sent, []);
  await hall.undo(no.id);
  assert.equal((await hall.sync()).sent, 2);
});

test("a server is named in full or not at all", async () => {
  const wrong = (backend, code, path) => fails(enter({ backend }), code, `open.backend${path}`);
  await wrong("https://sync.example", "wrong-type", "");
  await wrong({ url: "https://sync.example" }, "option-missing", ".kind");
  await wrong({ kind: "rest" }, "option-missing", ".url");
  await wrong({ kind: "rset", url: "https://sync.example" }, "bad-option", ".kind");
  await wrong({ kind: "rest", url: "sync.example" }, "bad-address", ".url");
  await wrong({ kind: "rest", url: "https://ada:word@sync.example" }, "bad-address", ".url");
  await wrong({ kind: "rest", url: 1 }, "wrong-type", ".url");
  await wrong({ kind: "rest", url: "https://sync.example", password: "x" }, "unknown-option", ".password");
  await fails(enter({ sync: "always" }), "bad-option", "open.sync");
});
