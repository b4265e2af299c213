import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { event, history, ndjson } from "./support/events.mjs";
import {
  NOW,
  PAGES,
  account,
  enter,
  exportMine,
  importFile,
  onPrivacy,
  ownName,
  shows,
  standing,
  takeIn,
  turnTo,
} from "./support/hall.mjs";

const ITEMS = ["how-to-read-a-hard-page", "reading-walden-slowly", "tao-yuanming-coming-home"];

test("a good file is stored, counts at once, survives a reload, and changes nothing the second time", async (t) => {
  const visitor = await enter(t);
  const { page } = visitor;
  const member = await ownName(visitor);
  const events = history({ member, items: ITEMS, days: 10, until: NOW });
  const file = ndjson(events);
  assert.deepEqual(await importFile(page, "history.ndjson", file), { lines: 50, stored: 50, findings: [] });
  await turnTo(page, PAGES.home);
  const after = await standing(page);
  assert.equal(after.tier, "Reader");

  await turnTo(page, PAGES.activity);
  assert.deepEqual(await importFile(page, "again.ndjson", file), { lines: 50, stored: 0, known: 50, findings: [] });
  // The same events backwards, twice each, as an array: another form of the same facts.
  const array = JSON.stringify([...events, ...events].reverse());
  assert.deepEqual(await importFile(page, "array.json", array), {
    lines: 100,
    stored: 0,
    known: 50,
    repeated: 50,
    findings: [],
  });
  await page.reload();
  await page.getByRole("heading", { level: 1 }).waitFor();
  await turnTo(page, PAGES.home);
  assert.deepEqual(await standing(page), after);
  await turnTo(page, PAGES.activity);
  const all = await exportMine(page);
  const byId = (events) =>
    Object.fromEntries(events.map((event) => [event.id, { ...event, at: Date.parse(event.at) }]));
  assert.deepEqual(byId(all.filter(({ device }) => device === "elsewhere")), byId(events));
});

test("bad lines of every kind are refused one by one, with place and reason, and the good ones count", async (t) => {
  const visitor = await enter(t);
  const { page } = visitor;
  const member = await ownName(visitor);
  const good = () => event({ at: "2026-11-20T10:00:00Z", member, verb: "finish", object: ITEMS[0] });
  const text = (line) => Buffer.from(typeof line === "string" || Buffer.isBuffer(line) ? line : JSON.stringify(line));
  const { at, ...timeless } = good();
  const { verb, member: nobody, ...wordless } = good();
  const bad = [
    ["line 2", "not JSON", "garbage, not an event"],
    ["line 3", "not UTF-8", Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d])],
    ["line 4", "at most 65536 are read", { ...good(), note: "x".repeat(70_000) }],
    ["line 5.at", "", timeless],
    ["line 6.member", "", wordless],
    ["line 6.verb", "", undefined],
    ["line 7", "not JSON", JSON.stringify(good()).replace('"n":', '"value":NaN,"n":')],
    ["line 8.value", "outside 1 to 5", { ...good(), verb: "rate", value: -3 }],
    ["line 9.value", "", { ...good(), verb: "purchase", value: 1e300 }],
    ["line 10.id", "", { ...good(), id: "seven" }],
    ["line 11.at", "", { ...good(), at: "the day before yesterday" }],
    ["line 12.object", "needs an object", { ...good(), object: undefined }],
    ["line 13", "must be a JSON object", [1, 2, 3]],
    ["line 14.verb", "", { ...good(), verb: "No Verb!" }],
    ["line 15.object", "not the id of an event", { ...good(), verb: "undo", object: "nothing" }],
    ["line 16.at", "between 1970 and 9999", { ...good(), at: "1969-12-31T00:00:00Z" }],
    ["line 17", "not JSON", "[".repeat(10_000)],
  ];
  const lines = bad.flatMap(([, , line]) => (line === undefined ? [] : [text(line)]));
  const file = [text(good()), ...lines, text(good())].flatMap((line) => [line, Buffer.from("\n")]);
  const { findings, ...counts } = await importFile(page, "bad.ndjson", Buffer.concat(file));
  assert.deepEqual(counts, { lines: lines.length + 2, stored: 2, refused: lines.length });
  for (const [place, message] of bad) {
    const found = findings.find(([path]) => path === place);
    assert.ok(found, `nothing is said about ${place}; found were ${findings.map(([path]) => path)}`);
    assert.ok(found[1].includes(message), `${place}: ${found[1]}`);
  }
  assert.equal(findings.length, bad.length, JSON.stringify(findings, undefined, 1));
  for (const [place, message, remedy] of findings) assert.notEqual(remedy, "", `no remedy for ${place}: ${message}`);
  await shows(page.locator("[data-verb=finish]").nth(1), /How to Read a Hard Page/);
});

test("what is stored and does not count is counted by its reason, and never lost", async (t) => {
  const visitor = await enter(t);
  const { page } = visitor;
  const member = await ownName(visitor);
  const taken = event({ at: "2026-11-20T10:00:00Z", member, verb: "finish", object: ITEMS[1] });
  const events = [
    taken,
    event({ at: "2026-11-20T11:00:00Z", member, verb: "undo", object: taken.id }),
    event({ at: "2031-01-01T00:00:00Z", member, verb: "finish", object: ITEMS[0] }),
    event({ at: "2026-11-20T12:00:00Z", member, verb: "juggle", object: "three-oranges" }),
    event({ at: "2026-11-20T13:00:00Z", member, verb: "points-grant", value: 1_000_000, source: "member" }),
  ];
  const { findings, ...counts } = await importFile(page, "odd.ndjson", ndjson(events));
  assert.deepEqual(counts, { lines: 5, stored: 5 });
  for (const reason of [
    "Not counted, because they lie in the future: 1",
    "Not counted, because they have a verb this community does not know: 1",
    "Not counted, because they may not be recorded by members themselves: 1",
    "Not counted, because they were taken back: 1",
  ]) {
    await page.getByRole("region", { name: "Verification" }).getByText(reason).waitFor();
  }
  await turnTo(page, PAGES.home);
  const { score, points } = await standing(page);
  assert.deepEqual({ score, points }, { score: 5, points: 1 }, "nothing of it counts");
  await turnTo(page, PAGES.activity);
  const kept = await exportMine(page);
  for (const { id } of events)
    assert.ok(
      kept.some((event) => event.id === id),
      `${id} is not exported`,
    );
});

test("a file without a single event says so and changes nothing", async (t) => {
  const { page } = await enter(t, { path: "activity" });
  assert.deepEqual(await importFile(page, "empty.ndjson", ""), { lines: 0, stored: 0, findings: [] });
  const picture = Buffer.from(Array.from({ length: 5000 }, (_, at) => (at * 7919) % 256));
  const { stored, lines, refused, findings } = await importFile(page, "picture.ndjson", picture);
  assert.deepEqual([stored, refused], [0, lines]);
  assert.ok(findings.length > 0);
  await shows(page.getByRole("region", { name: "Timeline" }), /Came in/);
});

test("200,000 lines are taken in, and a second time change nothing", async (t) => {
  const visitor = await enter(t);
  const { page } = visitor;
  const member = await ownName(visitor);
  const folder = await mkdtemp(join(tmpdir(), "guildhall-import-"));
  t.after(() => rm(folder, { recursive: true }));
  const begin = Date.parse("2021-12-01T00:00:00Z");
  // Over five years; a line in a hundred cannot be read.
  const line = (at) => {
    const verb = at % 3 ? "view" : "finish";
    return at % 100 === 99
      ? "this line was cut"
      : JSON.stringify(event({ at: begin + at * 788_000, member, verb, object: `piece-${at % 5000}` }));
  };
  const file = Array.from({ length: 200_000 }, (_, at) => line(at)).join("\n");
  const take = async (name) => {
    await writeFile(join(folder, name), file);
    return onPrivacy(page, async () => {
      await page.getByLabel("Import a file").setInputFiles(join(folder, name));
      await takeIn(page, name, 120_000);
      const { findings, ...counts } = await account(page);
      return [counts, findings.length];
    });
  };
  const digest = async () => {
    await page.getByLabel("At the moment (UTC)").fill("2026-12-01T03:00:00Z");
    return page.getByTestId("digest").innerText();
  };
  assert.deepEqual(await take("long.ndjson"), [{ lines: 200_000, stored: 198_000, refused: 2_000 }, 1_000]);
  const before = await digest();
  assert.deepEqual(await take("again.ndjson"), [{ lines: 200_000, stored: 0, known: 198_000, refused: 2_000 }, 1_000]);
  assert.equal(await digest(), before);
  await page.reload();
  await page.getByRole("heading", { level: 1 }).waitFor();
  assert.equal(await digest(), before);
});
