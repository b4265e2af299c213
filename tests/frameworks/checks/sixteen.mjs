// What a framework has to be able to do with any custom element, asked of ours: the sixteen questions of Custom Elements
// Everywhere (https://custom-elements-everywhere.com), in our own words.

import assert from "node:assert/strict";
import { GLANCE } from "../../browser/support/glance.mjs";

/** Expects the element to have the very value that the page gave, and nothing written of it. */
async function hasGiven(stage, name) {
  const found = await stage.elements.evaluate(
    (element, name) => ({ isSame: element[name] === stage.given[name], written: element.getAttribute(name) }), name);
  assert.deepEqual(found, { isSame: true, written: null }, name);
}

/** What the element is told of in the questions about attributes. */
const TOLD = { count: 3, score: 1240, tier: "Reader" };

/** Expects that what the markup says of an event spelled like this is heeded. */
const isHeard = (spelling, event) => async (stage) => {
  await stage.show("Heard");
  assert.deepEqual(await stage.heard(), []);
  await stage.send(event);
  assert.deepEqual(await stage.heard(), [spelling]);
};

/** Each is asked of a stage with the scenes on it. */
export const SIXTEEN = {
  async "an element without children is shown"(stage) {
    await stage.show("Card");
    await stage.card.waitFor();
    assert.equal(await stage.elements.evaluate((element) => element.childNodes.length), 0);
  },

  async "what it shows by itself, in its shadow root, is left alone"(stage) {
    await stage.show("Card");
    await stage.card.getByText("Reader").waitFor();
    const places = await stage.elements.evaluate((element) => [element.shadowRoot.textContent.includes("Reader"), element.textContent]);
    assert.deepEqual(places, [true, ""]);
  },

  async "children are handed in, and change"(stage) {
    await stage.show("Gate", { glance: GLANCE, pieces: 1 });
    await stage.page.getByText("1 pieces for companions").waitFor();
    await stage.change({ pieces: 2 });
    await stage.page.getByText("2 pieces for companions").waitFor();
    assert.equal(await stage.page.getByText("Not yet").isVisible(), false);
  },

  async "it is taken away and shown again"(stage) {
    await stage.show("Turn", { isShown: true });
    await stage.card.getByText("Reader").waitFor();
    await stage.change({ isShown: false });
    await stage.page.getByText("Nothing to see").waitFor();
    assert.equal(await stage.elements.count(), 0);
    await stage.change({ isShown: true });
    await stage.card.getByText("Reader").waitFor();
  },

  async "a boolean arrives, and its opposite"(stage) {
    await stage.show("Hidden", { hidden: true });
    assert.deepEqual([await stage.read("hidden"), await stage.elements.isVisible()], [true, false]);
    await stage.change({ hidden: false });
    assert.equal(await stage.read("hidden"), false);
    await stage.card.waitFor();
  },

  async "a number arrives"(stage) {
    await stage.show("Told", TOLD);
    assert.equal(await stage.read("count"), 3);
    await stage.card.getByText("1,240").waitFor();
    await stage.change({ count: 5, score: 1300 });
    assert.equal(await stage.read("count"), 5);
    await stage.card.getByText("1,300").waitFor();
  },

  async "a text arrives"(stage) {
    await stage.show("Told", TOLD);
    assert.equal(await stage.read("tier"), "Reader");
    await stage.change({ tier: "Companion" });
    assert.equal(await stage.read("tier"), "Companion");
    await stage.card.getByText("Companion").waitFor();
  },

  async "an event is heard by a listener that a script adds"(stage) {
    await stage.show("Watched");
    await stage.send("guildhall-select");
    assert.deepEqual(await stage.heard(), ["imperative"]);
  },

  async "an array arrives as a property"(stage) {
    await stage.show("Given", { glance: null, when: [{ tierRank: { $gte: 2 } }, { planActive: true }], seatPlan: null });
    await hasGiven(stage, "when");
  },

  async "an object arrives as a property, and is shown"(stage) {
    await stage.show("Given", { glance: GLANCE, when: { tierRank: { $gte: 2 } }, seatPlan: null });
    for (const name of ["glance", "when"]) await hasGiven(stage, name);
    await stage.card.getByText("Companion").waitFor();
    await stage.change({ glance: { ...GLANCE, tier: { id: "host", name: { en: "Host", zh: "主人" } } } });
    await hasGiven(stage, "glance");
    await stage.card.getByText("Host").waitFor();
  },

  // The element has no property of such a name; the stage gave it one.
  async "an object arrives as a property with a camelCase name"(stage) {
    await stage.show("Given", { glance: null, when: null, seatPlan: { row: 3 } });
    await hasGiven(stage, "seatPlan");
  },

  // Of the element's own events all are in kebab-case. Those of other spellings are sent in its name.
  "an event is heard in lowercase": isHeard("lowercase", "seattaken"),

  async "an event is heard in kebab-case"(stage) {
    await stage.show("Heard");
    const address = await stage.press();
    assert.deepEqual(await stage.heard(), [`kebab-case, ${address}`]);
  },

  "an event is heard in camelCase": isHeard("camelCase", "seatFreed"),
  "an event is heard in CAPScase": isHeard("CAPScase", "SEATkept"),
  "an event is heard in PascalCase": isHeard("PascalCase", "SeatMoved"),
};

assert.equal(Object.keys(SIXTEEN).length, 16);
