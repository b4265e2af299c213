// The package as a server uses it: in Node.js, in memory. `cargo xtask test --only js` builds it first.

import assert from "node:assert/strict";
import { test } from "node:test";
import { documents, enter, fails, GuildhallError, Hall, item, NOON, open } from "./support.mjs";

test("an event changes the standing, and undoing it changes it back", async () => {
  const hall = await enter();
  assert.ok(hall instanceof Hall);
  assert.deepEqual([hall.member, hall.community, hall.storage], ["ada", documents.charter.id, "memory"]);
  const empty = await hall.standing();
  const event = await hall.record({ verb: "finish", object: item });
  assert.deepEqual([event.verb, event.object, event.member, event.n], ["finish", item, "ada", 1]);
  const standing = await hall.standing();
  assert.ok(standing.score.total > empty.score.total);
  await hall.undo(event.id);
  assert.equal((await hall.standing()).score.total, empty.score.total);
});

test("several events are recorded together or not at all", async () => {
  const hall = await enter();
  const events = await hall.record([{ verb: "login" }, { verb: "rate", object: item, value: 4.5 }]);
  assert.deepEqual(events.map((event) => event.n), [1, 2]);
  await fails(hall.record([{ verb: "login" }, { verb: "rate", object: item, value: 9 }]), "value-out-of-range", "record[1].value");
  assert.equal((await hall.export()).trim().split("\n").length, 2);
  assert.deepEqual(await hall.record([]), []);
});

test("two calls at once both count", async () => {
  const hall = await enter();
  const events = await Promise.all([1, 2, 3, 4].map(() => hall.record({ verb: "login" })));
  assert.deepEqual(events.map((event) => event.n).sort(), [1, 2, 3, 4]);
});

test("every answer explains itself", async () => {
  const hall = await enter();
  const event = await hall.record({ verb: "view", object: item, value: 3 });
  const why = await hall.explain();
  assert.ok(why.evidence.some(({ events }) => events.some((piece) => piece.event === event.id)));
  assert.ok("next" in why.ways && why.standing.score.activity.terms.length > 0);
  const access = await hall.explain({ item });
  assert.equal(typeof access.open, "boolean");
  assert.equal(typeof access.requirement.holds, "boolean");
  assert.equal((await hall.benefits()).length, documents.charter.benefits.length);
  const points = await hall.points();
  assert.equal(points.movements.at(-1)?.balance ?? 0, points.balance);
  const card = await hall.card();
  assert.equal(card.member, "ada");
  assert.match(card.statement, new RegExp(`card: ${card.number}`));
  assert.equal((await hall.standing({ at: "2026-03-13T12:00:00Z" })).day, "2026-03-13");
});

test("the shelf obeys the member", async () => {
  const hall = await enter();
  const shelf = await hall.shelf({ count: 5 });
  assert.equal(shelf.picks.length, 5);
  const sum = shelf.picks[0].reasons.reduce((total, reason) => total + reason.contribution, 0);
  assert.ok(Math.abs(sum - shelf.picks[0].score) < 1e-9);
  const refused = shelf.picks[0].item;
  await hall.feedback(refused, "hide");
  assert.ok((await hall.shelf({ count: 100 })).picks.every((pick) => pick.item !== refused));
  const liked = await hall.feedback(item, "like");
  assert.equal(liked.verb, "like");
  assert.equal((await hall.feedback(item, "less")).verb, "dislike");
  const related = await hall.related(item, { count: 3 });
  assert.ok(related.length === 3 && !related.includes(item) && !related.includes(refused));
});

test("who subscribes hears of every change until they no longer want to", async () => {
  const hall = await enter();
  const heard = [];
  const stop = hall.subscribe((change) => heard.push(change));
  await hall.record({ verb: "login" });
  await new Promise(setImmediate);
  assert.deepEqual(heard, [{ reason: "record", events: 1 }]);
  stop();
  stop();
  await hall.record({ verb: "login" });
  await new Promise(setImmediate);
  assert.equal(heard.length, 1);
  await fails((async () => hall.subscribe("no function"))(), "wrong-type", "subscribe.callback");
});

test("what is exported can be imported, once", async () => {
  const hall = await enter();
  await hall.record([{ verb: "login" }, { verb: "view", object: item }]);
  const file = await hall.export();
  const other = await enter();
  const { lines, taken, known, refused, repeated } = await other.import(file);
  assert.deepEqual({ lines, taken, known, refused, repeated }, { lines: 2, taken: 2, known: 0, refused: 0, repeated: 0 });
  assert.deepEqual(await other.standing(), await hall.standing());
  const again = await other.import(new TextEncoder().encode(`${file}no event\n`));
  assert.deepEqual([again.taken, again.known, again.refused, again.findings[0].code], [0, 2, 1, "not-json"]);
  await fails(other.import(null), "wrong-type", "import.file");
  const handedOn = new Uint8Array([1, 2]);
  structuredClone(handedOn, { transfer: [handedOn.buffer] });
  assert.equal((await other.import(handedOn)).lines, 0);
  assert.equal((await other.import(handedOn.buffer)).lines, 0);
});

test("a hall that is closed or erased says so", async () => {
  const hall = await enter();
  hall.close();
  hall.close();
  await fails(hall.standing(), "closed");
  assert.throws(() => hall.member, { code: "closed" });
  const erased = await enter();
  await erased.record({ verb: "login" });
  await erased.erase();
  await fails(erased.record({ verb: "login" }), "erased");
  await fails(erased.erase(), "erased");
});

test("time is the caller's", async () => {
  let now = new Date(NOON);
  const hall = await enter({ now: () => now });
  await hall.record({ verb: "login" });
  now = new Date("2026-03-20T12:00:00Z");
  assert.equal((await hall.standing()).day, "2026-03-20");
  await fails(enter({ now: Number.NaN }), "bad-time", "open.now");
  await fails(enter({ now: () => "yesterday" }), "bad-time", "open.now");
  await fails(enter({ now: () => { throw new Error("no clock"); } }), "bad-time", "open.now");
});

test("nobody opens a hall by half", async () => {
  await fails(open(), "wrong-type", "open");
  await fails(open(null), "wrong-type", "open");
  await fails(open([]), "wrong-type", "open");
  await fails(open({ catalogue: {} }), "option-missing", "open.charter");
  await fails(open({ charter: {} }), "option-missing", "open.catalogue");
  await fails(enter({ stroage: "memory" }), "unknown-option", "open.stroage");
  await fails(enter({ storage: "disk" }), "bad-option", "open.storage");
  await fails(enter({ storage: 1 }), "wrong-type", "open.storage");
  await fails(enter({ member: "" }), "bad-id", "open.member");
  await fails(enter({ member: "x".repeat(100_000) }), "bad-id", "open.member");
  await fails(enter({ charter: 1 }), "wrong-type", "open.charter");
  await fails(enter({ charter: " " }), "wrong-type", "open.charter");
  await fails(enter({ charter: "http://127.0.0.1:1/charter.json" }), "unreachable", "open.charter");
  await fails(enter({ catalogue: documents.catalogue[0] }), "catalogue-incomplete", "open.catalogue");
  await fails(enter({ model: true }), "wrong-type", "open.model");
  const circle = {};
  circle.circle = circle;
  await fails(enter({ charter: circle }), "wrong-type", "open.charter");
});

test("a charter with faults is told with all of them", async () => {
  const charter = { ...documents.charter, tiers: [{ id: "x", wen: {} }], metrics: 3 };
  await assert.rejects(enter({ charter }), (error) => {
    assert.equal(error.code, "bad-charter");
    assert.ok(error.findings.length >= 2 && error.path.startsWith("$."));
    return true;
  });
  await fails(enter({ charter: "{" }), "bad-charter", "line 1, column 2");
  await fails(enter({ catalogue: { guildhall: 99 } }), "bad-catalogue", "$");
});

test("an unusable model is noted, and the shelf goes on without it", async () => {
  const hall = await enter({ model: new Uint8Array([1, 2, 3]) });
  assert.equal((await hall.shelf({ count: 2 })).picks.length, 2);
  assert.deepEqual(hall.problems.map((problem) => problem.code), ["model-unusable"]);
  assert.equal((await (await enter({ model: false })).shelf()).picks.length, 12);
});

test("bad input is answered with a code and a place, and the hall goes on", async () => {
  const hall = await enter();
  const record = (deed, code, path) => fails(hall.record(deed), code, path);
  await record(undefined, "wrong-type", "record");
  await record(null, "wrong-type", "record");
  await record("login", "wrong-type", "record");
  await record({}, "option-missing", "record.verb");
  await record({ verb: 1 }, "wrong-type", "record.verb");
  await record({ verb: "veiw", object: item }, "unknown-verb", "record.verb");
  await record({ verb: "view" }, "object-missing", "record.object");
  await record({ verb: "view", object: "x".repeat(1_000_000) }, "bad-id", "record.object");
  await record({ verb: "rate", object: item }, "value-missing", "record.value");
  await record({ verb: "rate", object: item, value: Number.NaN }, "bad-number", "record.value");
  await record({ verb: "rate", object: item, value: Infinity }, "bad-number", "record.value");
  await record({ verb: "rate", object: item, value: "5" }, "wrong-type", "record.value");
  await record({ verb: "view", object: item, value: 1e12 }, "bad-number", "record.value");
  await record({ verb: "comment", object: item, note: "x".repeat(10_000) }, "note-too-long", "record.note");
  await record({ verb: "login", at: "soon" }, "bad-time", "record.at");
  await record({ verb: "login", at: new Date(Number.NaN) }, "bad-time", "record.at");
  await record({ verb: "login", source: "god" }, "bad-option", "record.source");
  await record({ verb: "login", id: "1" }, "bad-id", "record.id");
  await record({ vreb: "login" }, "unknown-option", "record.vreb");
  await record({ get verb() { throw new Error("no"); } }, "bad-option", "record.verb");
  await record(new Proxy({}, { ownKeys() { throw new Error("no"); } }), "bad-option", "record");
  await record(Array(1001).fill({ verb: "login" }), "too-many", "record");
  await fails(hall.feedback("nothing", "like"), "unknown-item", "feedback.item");
  await fails(hall.feedback(item, "love"), "bad-option", "feedback.kind");
  await fails(hall.feedback(), "wrong-type", "feedback.item");
  await fails(hall.undo("nothing"), "unknown-event", "undo.event");
  await fails(hall.related("nothing"), "unknown-item", "related.item");
  await fails(hall.explain({ item: "nothing" }), "unknown-item", "explain.item");
  await fails(hall.standing(3), "wrong-type", "standing");
  await fails(hall.standing({ at: {} }), "wrong-type", "standing.at");
  for (const count of [0, -1, 1.5, 1e9]) await fails(hall.shelf({ count }), "bad-number", "shelf.count");
  assert.equal(await hall.export(), "");
  await hall.record({ verb: "login" });
});

test("a glance is ready to be shown, and a condition is judged", async () => {
  const hall = await enter();
  await hall.record({ verb: "finish", object: item });
  const [standing, glance] = [await hall.standing(), await hall.glance({ shelf: 3 })];
  assert.deepEqual([glance.guildhall, glance.tier.rank, glance.score.total], [1, standing.tier.rank, standing.score.total]);
  assert.ok(glance.community.name.en && glance.community.name.zh);
  assert.equal(glance.shelf.length, 3);
  assert.equal((await hall.glance()).shelf, null);
  const { holds, explanation } = await hall.judge({ score: { $gte: standing.score.total }, tierRank: { $lt: 99 } });
  assert.deepEqual([holds, explanation.kind, explanation.parts.length], [true, "all", 2]);
  const high = await hall.judge('{"score": {"$gt": 1000000}}');
  assert.equal(high.holds, false);
  assert.match(high.missing.en.join(), /^Score: [\d,]+ more$/);
  assert.match(high.missing.zh.join(), /得分/);
  await fails(hall.judge({ score: { $gtt: 1 } }), "bad-condition", "judge.condition.score.$gtt");
  await fails(hall.judge({ scroe: 1 }), "bad-condition", "judge.condition");
  await fails(hall.judge("{"), "bad-condition", "judge.condition");
});

test("a lazy hall reads its content when something asks for it", async () => {
  const hall = await enter({ catalogue: { guildhall: 1, items: 7 }, lazy: true, checked: true });
  assert.equal((await hall.glance()).score.total, 0);
  await assert.rejects(hall.shelf(), { code: "bad-catalogue" });
  await hall.record({ verb: "login" });
  const whole = await enter({ lazy: true });
  assert.equal((await whole.shelf({ count: 2 })).picks.length, 2);
  await fails(enter({ lazy: "yes" }), "wrong-type", "open.lazy");
});

test("a charter that only claims to be checked is refused as any other", async () => {
  const error = await enter({ charter: { guildhall: 1, id: "x", name: "X", offset: "+00:00", tiers: 3 }, checked: true }).catch((error) => error);
  assert.equal(error.code, "bad-charter");
  assert.ok(error.findings.some(({ path }) => path === "$.tiers"), JSON.stringify(error.findings));
});
