import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { enter, expectStatus, itemIn, itemsIn, markFinished, replaceFiles } from "./support/hall.mjs";
import { shardedModel, wholeModel } from "./support/model.mjs";

const charter = JSON.parse(await readFile(new URL("../../www/community/charter.json", import.meta.url), "utf8"));
charter.taste = { model: "model/model.ghm", adventurousness: 0, relevance: 1 };

const NAMES = ["abacus", "beacon", "candle", "dynamo", "easel", "fiddle", "globe", "hammer"];
/** Enough pieces that no shelf holds all; none has a tag, so that only the model can know what goes with what. */
const ITEMS = [...NAMES, ...Array.from({ length: 32 }, (_, at) => `other-${at}`)];
const title = (id) => id[0].toUpperCase() + id.slice(1);
const catalogue = (ids) => ({
  guildhall: 1,
  community: charter.id,
  items: ids.map((id) => ({ id, title: title(id), text: true })),
});
/** What goes with what: the last ones of the catalogue, which nothing else brings to the front. */
const ROWS = {
  abacus: { "other-30": 127, "other-31": 64 },
  beacon: { "other-29": 127, "other-30": 30 },
  candle: { "other-28": 127, "other-31": -127 },
};

const TEXT = JSON.stringify([{ p: ["A short text."] }]);
const site = (model, { ids = ITEMS } = {}) => ({
  "community/charter.json": JSON.stringify(charter),
  "community/catalogue.json": JSON.stringify(catalogue(ids)),
  ...Object.fromEntries(NAMES.map((id) => [`community/texts/en/${id}.json`, TEXT])),
  ...model,
});
const WHOLE = { "community/model/model.ghm": wholeModel(charter.id, ITEMS, ROWS) };

/** Comes in, finishes some pieces, and looks at the shelf. */
async function finishing(t, files, ids, { listen } = {}) {
  const visitor = await enter(t, { path: null });
  listen?.(visitor);
  await replaceFiles(visitor, files);
  await visitor.open("library");
  for (const id of ids) {
    expectStatus(visitor, `library/${id}`, 404);
    await visitor.open(`library/${id}`);
    await markFinished(visitor.page);
    await visitor.page.getByText("You have finished this").waitFor();
  }
  await visitor.open("discover");
  await visitor.page.getByTestId("shelf").waitFor();
  return visitor;
}

const first = async (page, count) => (await itemsIn(page.getByTestId("shelf"))).slice(0, count);

/** Waits until the shelf begins with these pieces. */
async function begins(page, ids) {
  await page.waitForFunction(
    (ids) => {
      const items = [...document.querySelectorAll("[data-testid=shelf] [data-item]")].map((item) => item.dataset.item);
      return ids.every((id, at) => items[at] === id);
    },
    ids,
    { timeout: 20_000 },
  );
}

test("what goes with a finished piece comes first, and says with what", async (t) => {
  const { page } = await finishing(t, site(WHOLE), ["abacus"]);
  await begins(page, ["other-30", "other-31"]);
  const reasons = itemIn(page.getByTestId("shelf"), "other-30").getByTestId("reasons");
  await reasons.getByText("Goes with “Abacus”").first().waitFor();
});

test("a like and a hide change the shelf at once, and so does what they go with", async (t) => {
  const { page } = await finishing(t, site(WHOLE), ["abacus", "beacon"]);
  await begins(page, ["other-30"]);
  const shelf = page.getByTestId("shelf");
  assert.ok(!(await first(page, 3)).includes("other-28"));
  await itemIn(shelf, "candle").getByRole("button", { name: "Like", exact: true }).click();
  await page.waitForFunction(() => {
    const items = [...document.querySelectorAll("[data-testid=shelf] [data-item]")].map((item) => item.dataset.item);
    return items.slice(0, 3).includes("other-28");
  });
  await itemIn(shelf, "other-30").getByRole("button", { name: "Hide" }).click();
  await itemIn(shelf, "other-30").waitFor({ state: "detached" });
});

test("beside a piece stand those that go with it", async (t) => {
  const { page, open } = await finishing(t, site(WHOLE), ["abacus"]);
  await begins(page, ["other-30"]);
  await open("library/abacus");
  const related = page.getByTestId("related");
  await itemIn(related, "other-30").waitFor();
  assert.deepEqual((await itemsIn(related)).slice(0, 2), ["other-30", "other-31"]);
});

test("of a large model only the parts of what was touched are fetched", async (t) => {
  const { first: model, files } = shardedModel(charter.id, ITEMS, ROWS);
  const parts = Object.entries(files).map(([name, bytes]) => [`community/model/${name}`, bytes]);
  const asked = [];
  const visitor = await enter(t, { path: null });
  visitor.page.on("request", (request) => asked.push(new URL(request.url()).pathname.split("/").at(-1)));
  await replaceFiles(visitor, site({ "community/model/model.ghm": model, ...Object.fromEntries(parts) }));
  const { page, open } = visitor;
  await open("library");
  expectStatus(visitor, "library/beacon", 404);
  await open("library/beacon");
  await markFinished(page);
  await page.getByText("You have finished this").waitFor();
  await open("discover");
  await begins(page, ["other-29", "other-30"]);
  const shards = new Set(asked.filter((name) => name.endsWith(".ghs")));
  assert.equal(shards.size, 1, `one part of three was needed: ${[...shards]}`);
  assert.ok(!asked.some((name) => name.endsWith(".ghi")), "the catalogue is the one of the training");
});

test("a catalogue that has changed since fetches the names, and the model goes on", async (t) => {
  const { first: model, files } = shardedModel(charter.id, ITEMS, ROWS);
  const parts = Object.entries(files).map(([name, bytes]) => [`community/model/${name}`, bytes]);
  const changed = site({ "community/model/model.ghm": model, ...Object.fromEntries(parts) }, { ids: ITEMS.slice(1) });
  const { page } = await finishing(t, changed, ["beacon"]);
  await begins(page, ["other-29", "other-30"]);
});

const damaged = Buffer.from(WHOLE["community/model/model.ghm"]);
damaged[damaged.length - 60] ^= 1;
for (const [what, file, said] of [
  ["is not there", { status: 404 }, /cannot be fetched/],
  ["is damaged", damaged, /checksum/],
  ["is cut short", damaged.subarray(0, 90), /ends at byte|checksum/],
  ["is a page", "<!doctype html><title>Nothing</title>", /not a model/],
  ["is another community's", wholeModel("elsewhere", ITEMS, ROWS), /belongs to the community `elsewhere`/],
  ["is from the future", wholeModel(charter.id, ITEMS, ROWS, { version: 7 }), /version 7/],
]) {
  test(`a model that ${what} leaves the shelf as it is without one, and the reason is told`, async (t) => {
    const files = site({ "community/model/model.ghm": file });
    const told = [];
    const listen = ({ page }) => page.on("console", (message) => told.push(message.text()));
    const { page } = await finishing(t, files, ["abacus"], { listen });
    await page.getByRole("main").getByText("Why this?").first().waitFor();
    assert.equal((await itemsIn(page.getByTestId("shelf"))).length, 13);
    const reason = told.find((text) => text.includes("community/model/model.ghm: "));
    assert.match(reason ?? `nothing of the model in ${JSON.stringify(told)}`, said);
  });
}
