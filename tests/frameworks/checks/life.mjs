// How the element lives in a framework's hands: beside another one, moved, replaced, let go.

import assert from "node:assert/strict";
import { GLANCE } from "../../browser/support/glance.mjs";

/** How long something may take that nobody sees, in milliseconds. */
const PATIENCE = 20_000;

async function shareAHall(stage) {
  await stage.show("Row", { ids: ["a", "b"], mode: "full" });
  await stage.untilLive(2);
  assert.equal(stage.requests.filter((path) => path === "community/charter.json").length, 1);
  const hall = await stage.page.evaluateHandle(() => document.querySelector("#a").hall());
  assert.ok(await hall.evaluate(async (hall) => hall === (await document.querySelector("#b").hall())));
  // What is done through one shows in the other.
  const item = await stage.page.evaluate(() => fetch("community/catalogue.json").then((answer) => answer.json()).then(({ items }) => items[0].id));
  await stage.page.evaluate(async (object) => (await document.querySelector("#a").hall()).record({ verb: "finish", object }), item);
  await stage.page.waitForFunction(() => ["a", "b"].every((id) => heard.some(({ name, from }) => name === "change" && from === id)));
  const [one, other] = await stage.standing.allInnerTexts();
  assert.match(one, /Score\s*[1-9]/);
  assert.equal(one, other);
  // It closes with the last of them.
  await stage.change({ ids: ["b"] });
  assert.equal(await hall.evaluate((hall) => hall.standing().then(({ tier }) => tier.id)), "guest");
  await stage.clear();
  await stage.page.waitForFunction((hall) => hall.standing().then(() => false, ({ code }) => code === "closed"), hall);
}

async function isMoved(stage) {
  await stage.show("Row", { ids: ["a", "b", "c"], mode: "full" });
  await stage.untilLive(3);
  await stage.page.evaluate(async (glance) => {
    const elements = [...document.querySelectorAll("#stage guildhall-member")];
    document.querySelector("#b").glance = glance;
    globalThis.before = { elements, hall: await elements[0].hall() };
  }, GLANCE);
  await stage.change({ ids: ["c", "b", "a"] });
  const after = await stage.page.evaluate(async () => {
    const elements = [...document.querySelectorAll("#stage guildhall-member")];
    const halls = await Promise.all(elements.map((element) => element.hall()));
    return {
      ids: elements.map(({ id }) => id),
      areSame: elements.every((element, at) => element === before.elements[2 - at]),
      isOneHall: halls.every((hall) => hall === before.hall),
      isOpen: await before.hall.standing().then(({ tier }) => tier.id),
    };
  });
  assert.deepEqual(after, { ids: ["c", "b", "a"], areSame: true, isOneHall: true, isOpen: "guest" });
  const standings = await stage.standing.allInnerTexts();
  assert.deepEqual(standings.map((text) => /Guest|Companion/.exec(text)?.[0]), ["Guest", "Companion", "Guest"]);
}

async function changesItsKey(stage) {
  await stage.show("Row", { ids: ["a"], mode: "full" });
  await stage.untilLive(1);
  await stage.page.evaluate(() => { globalThis.before = stage.element(); });
  await stage.change({ ids: ["b"] });
  const found = await stage.page.evaluate(() => [stage.element() === before, before.isConnected, stage.element().id]);
  assert.deepEqual(found, [false, false, "b"]);
  await stage.untilLive(2);
  await stage.standing.getByText("Guest").first().waitFor();
}

async function isLetGo(stage) {
  await stage.show("Row", { ids: ["goes", "stays"], mode: "full" });
  await stage.untilLive(2);
  await stage.page.evaluate(() => {
    globalThis.held = Object.fromEntries(["goes", "stays"].map((id) => [id, new WeakRef(document.querySelector(`#${id}`))]));
  });
  const devtools = await stage.context.newCDPSession(stage.page);
  const forget = async (id) => {
    const begun = Date.now();
    while (await stage.page.evaluate((id) => new Promise((seen) => requestAnimationFrame(() => seen(held[id].deref() !== undefined))), id)) {
      assert.ok(Date.now() - begun < PATIENCE, `the element that ${id} is still held`);
      await devtools.send("HeapProfiler.collectGarbage");
    }
  };
  await stage.change({ ids: ["stays"] });
  await forget("goes");
  assert.equal(await stage.elements.count(), 1);
  await stage.clear();
  await forget("stays");
}

/** Each is shown on the stage of the sixteen questions, and begins where none of them has opened the hall. */
export const LIFE = {
  "two elements share a hall": shareAHall,
  "elements are moved, and keep what they have": isMoved,
  "another key is another element": changesItsKey,
  "removed elements are let go": isLetGo,
};
