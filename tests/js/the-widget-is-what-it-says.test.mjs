// What describes the widget to editors and to TypeScript says what the widget is.

import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import { test } from "node:test";
import { ATTRIBUTES } from "../../crates/widget/element/attributes.js";

const SOURCE = new URL("../../crates/widget/element/", import.meta.url);
const read = (name) => readFile(new URL(name, SOURCE), "utf8");
const sources = async () => {
  const names = (await readdir(SOURCE, { recursive: true })).filter((name) => /\.(js|css)$/.test(name));
  return (await Promise.all(names.map(read))).join("\n");
};
const described = async () => JSON.parse(await read("custom-elements.json")).modules[0].declarations[0];
const names = (entries) => entries.map(({ name }) => name).sort();
const all = (text, pattern) => [...new Set([...text.matchAll(pattern)].map(([, name]) => name))].sort();

test("its attributes are described, each as a property too", async () => {
  const { attributes, members } = await described();
  assert.deepEqual(names(attributes), Object.keys(ATTRIBUTES).sort());
  assert.deepEqual(names(members.filter(({ attribute }) => attribute)), names(attributes));
  for (const name of ["view", "mode"]) {
    const { type, default: usual } = attributes.find((attribute) => attribute.name === name);
    assert.deepEqual([type.text, usual], [ATTRIBUTES[name].map((value) => `'${value}'`).join(" | "), `'${ATTRIBUTES[name][0]}'`]);
  }
});

test("its properties and methods are described and typed", async () => {
  const { members } = await described();
  const { GuildhallMember } = await import("../../dist/js/element.js");
  const own = Object.getOwnPropertyNames(GuildhallMember.prototype).filter((name) => !/^constructor$|Callback$/.test(name));
  assert.deepEqual(names(members), own.sort());
  const types = (await read("widget.d.ts")).match(/export class GuildhallMember[\s\S]*?\n}/)[0];
  for (const name of own) assert.match(types, new RegExp(`^  (get |set )?${name}[(:]`, "m"), name);
});

test("its events are described and typed", async () => {
  const { events } = await described();
  const told = all(await sources(), /(?:#tell|tell)\("(\w+)"/g).map((name) => `guildhall-${name}`);
  assert.deepEqual(names(events), told);
  assert.deepEqual(all(await read("widget.d.ts"), /"(guildhall-[a-z]+)":/g), [...names(events), "guildhall-member"].sort());
});

test("its parts and custom properties are described", async () => {
  const { cssParts, cssProperties } = await described();
  const text = await sources();
  assert.deepEqual(names(cssProperties), all(text, /var\(\s*(--guildhall-[a-z-]+)/g));
  const parts = all(text, /make\(\s*["`](?:\w+) ([a-z $?:{}"]+?)["`]/g).flatMap((list) => list.split(/[^a-z]+/));
  const undescribed = parts.filter((part) => part && !names(cssParts).includes(part));
  assert.deepEqual(undescribed.filter((part) => !["view", "open", "shut", "who", "part"].includes(part)), []);
});

test("on a server it is there and does nothing", async () => {
  const { GuildhallMember } = await import("../../dist/js/element.js");
  assert.equal(typeof GuildhallMember, "function");
  assert.equal(globalThis.customElements, undefined);
});

test("on a server where a framework has put parts of a page, it does nothing either", async (t) => {
  const defined = [];
  const parts = { customElements: { get() {}, define: (name) => defined.push(name) }, document: {}, HTMLElement: class {} };
  for (const [name, part] of Object.entries(parts)) {
    globalThis[name] = part;
    t.after(() => delete globalThis[name]);
  }
  const { GuildhallMember } = await import("../../dist/js/element.js?beside-parts");
  assert.equal(typeof GuildhallMember, "function");
  assert.deepEqual(defined, []);
});
