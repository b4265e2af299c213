// The widget in pages that frameworks make: the sixteen questions that are asked of every custom element, and how it lives there.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { before, test } from "node:test";
import { GLANCE } from "../browser/support/glance.mjs";
import { ARRIVAL } from "./checks/arrival.mjs";
import { LIFE } from "./checks/life.mjs";
import { SIXTEEN } from "./checks/sixteen.mjs";
import { built, bundle, linkPackages } from "./support/build.mjs";
import { FRAMEWORKS } from "./support/frameworks.mjs";
import { rows, settings } from "./support/guide.mjs";
import { open } from "./support/page.mjs";
import { addSeatPlan } from "./support/stage.js";

before(async () => {
  await linkPackages();
  for (const framework of FRAMEWORKS) await bundle(framework);
});

/** How many questions each framework answered as it should, as the guide counts them. */
const found = [];

for (const framework of FRAMEWORKS) {
  test(framework.name, async (t) => {
    const count = { sixteen: 0, beyond: 0 };
    const check = (kind, title, act) =>
      t.test(`${framework.name}: ${title}`, async (t) => {
        if (framework.cannot.includes(title)) {
          await assert.rejects(act(t), assert.AssertionError, "it can, now");
        } else {
          await act(t);
          count[kind] += 1;
        }
      });

    const stage = await open(t, framework, "scenes");
    await stage.page.evaluate(addSeatPlan);
    for (const [kind, questions] of [["sixteen", SIXTEEN], ["beyond", LIFE]]) {
      for (const [title, ask] of Object.entries(questions)) await check(kind, title, () => ask(stage).finally(() => stage.clear()));
    }
    assert.deepEqual(stage.warnings, []);

    for (const [title, { bundle, act, hasTag, isRendered }] of Object.entries(ARRIVAL)) {
      await check("beyond", title, async (t) => {
        const props = { glance: GLANCE };
        const server = isRendered && (await import(new URL("server.js", built(framework))));
        const rendered = server && { body: await server.render({ ...props, onSelect() {} }), preface: server.preface() };
        const stage = await open(t, framework, bundle, { hasTag, ...rendered });
        await act(stage, props);
        assert.deepEqual(stage.warnings, []);
      });
    }
    found.push({ framework, ...count });
  });
}

test("who cannot do with Trusted Types still cannot", async (t) => {
  for (const framework of FRAMEWORKS.filter(({ trustsTypes }) => !trustsTypes)) {
    const stage = await open(t, framework, "scenes", { trustsTypes: true });
    stage.problems.expect(/TrustedHTML|trusted-types/);
    await assert.rejects(stage.show("Card"), /TrustedHTML/, `${framework.name} can, now`);
  }
});

test("the guide says what was found, of the versions that were asked", async () => {
  const { dependencies } = JSON.parse(await readFile(new URL("package.json", import.meta.url), "utf8"));
  const lines = found.map(({ framework: { name, heading, packages, folder, trustsTypes }, sixteen, beyond }) => {
    const named = { solid: "solid-js" }[folder] ?? folder;
    const version = dependencies[packages[named] ?? named].replace(/^npm:.*@/, "");
    assert.ok(version.startsWith(`${name.slice(heading.length + 1)}.`), name);
    return [`${heading} ${version}`, `${sixteen} of 16`, `${beyond} of ${Object.keys({ ...LIFE, ...ARRIVAL }).length}`, trustsTypes ? "yes" : "no"];
  });
  assert.deepEqual(await rows(), lines);
});

test("the settings that the guide shows are those of the tests", async () => {
  const shown = [];
  for (const { folder, heading } of FRAMEWORKS) {
    const code = await settings(heading);
    if (!code) continue;
    assert.equal(await readFile(new URL(`${folder}/vite.config.js`, import.meta.url), "utf8"), code);
    shown.push(heading);
  }
  assert.deepEqual(shown, ["Vue"]);
});
