// Pages judge conditions before the engine is there: by the cases of the engine, as far as pages judge them at all.

import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import { test } from "node:test";
import { holds, parse } from "../../crates/widget/element/live/condition.js";

const CASES = new URL("../cases/conditions/", import.meta.url);

test("no case is judged in another way than by the engine", async () => {
  const files = (await readdir(CASES)).filter((name) => name.endsWith(".json"));
  const cases = await Promise.all(files.map(async (name) => JSON.parse(await readFile(new URL(name, CASES), "utf8")).cases));
  let judged = 0;
  for (const [name, condition, attributes, expected] of cases.flat()) {
    const found = holds(condition, attributes);
    if (found === undefined) continue;
    judged += 1;
    assert.equal(found, expected, name);
  }
  assert.ok(judged >= 30, `only ${judged} cases were judged at all`);
});

test("what charters ask is judged", async () => {
  const facts = { score: 1170, tierRank: 2, tier: "companion", plan: "year", planActive: true, badges: ["first-lamp"], reads: 41 };
  const judged = [
    [{ tierRank: { $gte: 2 } }, true],
    [{ tierRank: { $gt: 2 } }, false],
    [{ score: { $gte: 100, $lt: 1200 }, planActive: true }, true],
    [{ plan: { $in: ["month", "year"] } }, true],
    [{ badges: { $nin: ["first-lamp"] } }, false],
    [{ $or: [{ plan: "month" }, { tier: { $ne: "guest" } }] }, true],
    [{ $nor: [{ plan: "year" }] }, false],
    [{ $not: { tier: "guest" } }, true],
    [{ talks: { $lt: 3 } }, true],
    [{ interests: { $exists: false } }, true],
    [{ name: { $regex: "^A" } }, undefined],
  ];
  for (const [condition, expected] of judged) assert.equal(holds(condition, facts), expected, JSON.stringify(condition));
  assert.equal(holds({}, null), undefined);
});

test("the short form is the same condition, shorter", () => {
  const forms = {
    "tier>=2": { tierRank: { $gte: 2 } },
    "tier = reader": { tier: { $eq: "reader" } },
    planActive: { planActive: { $eq: true } },
    "score > 99.5 and plan != \"by the year\"": { $and: [{ score: { $gt: 99.5 } }, { plan: { $ne: "by the year" } }] },
    '{"score":{"$gte":1}}': { score: { $gte: 1 } },
  };
  for (const [short, whole] of Object.entries(forms)) assert.deepEqual(parse(short), whole);
  for (const wrong of ["", "tier>=", ">=2", "tier>>2", "a b", "tier>=2 or plan=year", "{"]) assert.throws(() => parse(wrong), undefined, wrong);
});
