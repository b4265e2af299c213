// How the element and a framework come together: the component from the guide, a page from a server, a script that is late.

import assert from "node:assert/strict";

async function works(stage, { glance }) {
  await stage.show("Standing", { glance: null });
  await stage.untilLive(1);
  await stage.standing.getByText("Guest").first().waitFor();
  await stage.change({ glance });
  await stage.standing.getByText("Companion").first().waitFor();
  const address = await stage.press();
  assert.deepEqual(await stage.heard(), [`kebab-case, ${address}`]);
}

async function isHydrated(stage, props) {
  // It lives before the framework comes.
  await stage.untilLive(1);
  await stage.page.evaluate(async () => {
    const element = stage.element();
    globalThis.before = { element, shadow: element.shadowRoot, hall: await element.hall() };
  });
  await stage.show("Standing", props, { isHydrating: true });
  await stage.standing.getByText("Companion").first().waitFor();
  const same = await stage.page.evaluate(async () => {
    const element = stage.element();
    return {
      element: element === before.element,
      shadow: element.shadowRoot === before.shadow,
      hall: (await element.hall()) === before.hall,
      glance: element.glance === stage.given.glance,
    };
  });
  assert.deepEqual(same, { element: true, shadow: true, hall: true, glance: true });
  assert.equal(await stage.elements.count(), 1);
  const address = await stage.press();
  assert.deepEqual(await stage.heard(), [`kebab-case, ${address}`]);
  // What the hall says was there all the time.
  await stage.change({ glance: null });
  await stage.standing.getByText("Guest").first().waitFor();
  assert.deepEqual(await stage.page.evaluate(() => heard.filter(({ name }) => name === "ready")), [], "it began anew");
}

/** Has the widget's script arrive now; a tag that a script adds would be against the page's policy. */
const loadWidget = ({ page }) => page.evaluate(() => import(new URL("js/widget.js", document.baseURI)).then(() => {}));

async function comesLate(stage, props) {
  await stage.show("Standing", props);
  assert.equal(await stage.page.locator("guildhall-member:not(:defined)").count(), 1);
  await loadWidget(stage);
  await stage.standing.getByText("Companion").first().waitFor();
  assert.equal(await stage.page.evaluate(() => stage.element().glance === stage.given.glance), true);
  const address = await stage.press();
  assert.deepEqual(await stage.heard(), [`kebab-case, ${address}`]);
}

async function comesLateWithWords(stage) {
  await stage.show("Told", { count: 3, score: 1240, tier: "Reader" });
  await stage.change({ count: 5, score: 1300, tier: "Companion" });
  await loadWidget(stage);
  await stage.card.getByText("Companion").waitFor();
  await stage.card.getByText("1,300").waitFor();
  assert.equal(await stage.read("count"), 5);
  await stage.change({ tier: "Host" });
  await stage.card.getByText("Host").waitFor();
}

/**
 * Each has a stage of its own: with the scenes (`scenes`), with the guide's component (`guide`), or with the one it shows for pages
 * that a server renders (`rendered`). `hasTag: false` is without the widget's script tag; `isRendered` asks the server first.
 */
export const ARRIVAL = {
  "what the guide shows works as it stands": { bundle: "guide", act: works, hasTag: false },
  "a server renders it, and hydrating keeps it as it is": { bundle: "rendered", act: isHydrated, isRendered: true },
  "what is given is there when the element comes late": { bundle: "rendered", act: comesLate, hasTag: false },
  "what is written is there when the element comes late": { bundle: "scenes", act: comesLateWithWords, hasTag: false },
};
