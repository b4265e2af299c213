import assert from "node:assert/strict";
import { test } from "node:test";
import { enter, expectStatus } from "./support/hall.mjs";

const PATHS = [
  "",
  "?demo",
  "discover?demo",
  "library?demo&kind=guide",
  "library/su-shi-night-walk?demo",
  "events?demo",
  "benefits?demo",
  "card?demo",
  "activity?demo",
  "privacy?demo",
  "settings?demo",
  "no/such/page",
];

/** Comes by every page of a visitor, with everything folded out. */
async function everywhere(visitor, look) {
  const { page, open } = visitor;
  const found = [];
  for (const path of PATHS) {
    if (/^(library\/|no\/)/.test(path)) expectStatus(visitor, path.split("?")[0], 404);
    await open(path);
    await page.getByRole("heading", { level: 1 }).waitFor();
    await page.waitForLoadState("networkidle");
    await page.locator("details").evaluateAll((all) => all.forEach((details) => (details.open = true)));
    found.push(...(await page.evaluate(look)).map((fault) => `/${path}: ${fault}`));
  }
  return found;
}

/** Controls that cannot be seen, and states that cannot be told from their opposite. */
const lostInForcedColours = () => {
  const name = (element) => element.outerHTML.slice(0, 140);
  const isShown = (element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && element.clientWidth > 1;
  const isClear = (colour) => /^rgba\(.*, 0\)$/.test(colour);
  const behind = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const { backgroundColor } = getComputedStyle(at);
      if (!isClear(backgroundColor)) return backgroundColor;
    }
    return "";
  };
  const hasEdge = (element) => {
    const { borderBlockEndStyle, borderBlockEndWidth, borderBlockEndColor } = getComputedStyle(element);
    const isDrawn = borderBlockEndStyle !== "none" && parseFloat(borderBlockEndWidth) > 0 && !isClear(borderBlockEndColor);
    return isDrawn && borderBlockEndColor !== behind(element.parentElement);
  };
  const isNative = (element) => element.matches("input") && getComputedStyle(element).appearance !== "none";
  const saysItself = (element) =>
    (element.textContent.trim() || element.querySelector("svg")) && getComputedStyle(element).color !== behind(element);
  const controls = [...document.querySelectorAll("button, select, textarea, input")].filter(isShown);
  const unseen = controls.filter((element) => !hasEdge(element) && !isNative(element) && !saysItself(element));
  // What is chosen differs from what is not by more than a colour that is taken away.
  const look = (element) =>
    [element, ...element.querySelectorAll("*")]
      .map((part) => {
        const style = getComputedStyle(part);
        const edge = [style.borderBlockEndStyle, style.borderBlockEndWidth, style.borderBlockEndColor];
        const stands = part.checkVisibility({ opacityProperty: true });
        return [stands, edge, style.backgroundColor, style.color, style.outlineStyle, style.fill, style.fontWeight, style.textDecorationLine];
      })
      .join();
  const twins = [
    ["[aria-pressed=true]", "[aria-pressed=false]"],
    ["label:has(> input[type=radio]:checked)", "label:has(> input[type=radio]:not(:checked))"],
    ["nav [aria-current]", "nav a:not([aria-current])"],
    ["[role=switch]:checked", "[role=switch]:not(:checked)"],
  ];
  const same = twins.flatMap(([chosen, other]) =>
    [...document.querySelectorAll(chosen)].filter(isShown).filter((element) => {
      const twin = [...document.querySelectorAll(other)].find((twin) => isShown(twin) && twin.className === element.className);
      return twin && look(twin) === look(element);
    }),
  );
  return [
    ...unseen.map((element) => `cannot be seen: ${name(element)}`),
    ...same.map((element) => `looks the same when it is not chosen: ${name(element)}`),
  ];
};

for (const colorScheme of ["light", "dark"]) {
  test(`where the system chooses the colours, every control is seen and every choice told (${colorScheme})`, async (t) => {
    const visitor = await enter(t, { path: "settings", forcedColors: "active", colorScheme });
    assert.ok(await visitor.page.evaluate(() => matchMedia("(forced-colors: active)").matches));
    assert.deepEqual(await everywhere(visitor, lostInForcedColours), []);
  });
}

test("who wants no motion sees none", async (t) => {
  const visitor = await enter(t, { path: "settings", reducedMotion: "reduce" });
  const found = await everywhere(visitor, () => {
    const seconds = (text) => Math.max(...text.split(", ").map((time) => parseFloat(time) * (time.endsWith("ms") ? 0.001 : 1)));
    const running = document.getAnimations().filter((animation) => animation.effect.getComputedTiming().activeDuration > 10);
    const moving = [...document.querySelectorAll("*")].flatMap((element) =>
      [null, "::before", "::after"]
        .map((pseudo) => getComputedStyle(element, pseudo))
        .filter(({ animationName, animationDuration, transitionDuration, scrollBehavior }) =>
          (animationName !== "none" && seconds(animationDuration) > 0.01) || seconds(transitionDuration) > 0.01 || scrollBehavior === "smooth")
        .map(() => element.outerHTML.slice(0, 120)),
    );
    return [...running.map((animation) => `runs: ${animation.animationName ?? animation.transitionProperty}`), ...new Set(moving)];
  });
  assert.deepEqual(found, []);
});
