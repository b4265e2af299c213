// The hall with a keyboard alone: every stop on the way is looked at.
import assert from "node:assert/strict";

/** How many stops may pass before something counts as not reachable. */
const FAR = 160;

/**
 * What has the focus, as a person would call it (role or tag, and name), and what is wrong with it as a stop: nothing has
 * the focus, it has no name, it lies outside the window or behind something, or it looks as if it had no focus.
 * Whether it does is told at the next stop, when it has lost it again.
 */
const stop = (page) =>
  page.evaluate(() => {
    const faults = [];
    const { activeElement: element } = document;
    // A radio button is drawn by its label, a label's drawing by the icon in it.
    const drawing = (element) => [element, element.closest("label"), ...(element.closest("label")?.querySelectorAll("*") ?? [])];
    const look = (element) =>
      drawing(element)
        .map((part) => {
          const { outlineStyle, outlineWidth, outlineColor, boxShadow } = part ? getComputedStyle(part) : {};
          return [outlineStyle === "none" || parseFloat(outlineWidth) === 0 ? "" : outlineStyle + outlineWidth + outlineColor, boxShadow];
        })
        .join();
    const before = globalThis.formerStop;
    delete globalThis.formerStop;
    if (before?.element.isConnected && before.element !== element && before.element.checkVisibility() && look(before.element) === before.look) {
      faults.push(`looks the same without the focus: ${before.element.outerHTML.slice(0, 140)}`);
    }
    if (element === document.body || element === document.documentElement) return { name: "nothing", faults };
    const spoken = (element) => {
      const copy = element.cloneNode(true);
      copy.querySelectorAll("[aria-hidden=true]").forEach((part) => part.remove());
      return copy.textContent;
    };
    const byId = (ids) => (ids ?? "").split(" ").map((id) => document.getElementById(id)?.textContent ?? "").join(" ");
    const name = [
      element.getAttribute("aria-label"),
      byId(element.getAttribute("aria-labelledby")),
      element.labels?.[0] && spoken(element.labels[0]),
      spoken(element),
      element.title,
    ].find((name) => name?.trim()) ?? "";
    const tag = element.getAttribute("role") ?? element.tagName.toLowerCase();
    const called = `${tag} ${name.trim().replace(/\s+/g, " ")}`.trim();
    if (!name.trim()) faults.push(`has no name: ${element.outerHTML.slice(0, 140)}`);
    const isUnseen = (element) => element.getBoundingClientRect().width <= 1 || getComputedStyle(element).opacity === "0";
    const drawn = isUnseen(element) && element.closest("label") ? element.closest("label") : element;
    const [box] = drawn.getClientRects();
    const at = ({ left, top, width, height }, x, y) => document.elementFromPoint(left + width * x, top + height * y);
    const isOwn = (hit) => hit && (drawn.contains(hit) || hit.contains(drawn) || hit.closest("label")?.contains(element));
    // What is taller than most of the window only has to be seen in part.
    const isTall = box.height > innerHeight * 0.6;
    const [top, bottom] = [Math.max(box.top, 0), Math.min(box.bottom, innerHeight)];
    const [left, right] = [Math.max(box.left, 0), Math.min(box.right, innerWidth)];
    if (isTall ? bottom - top < innerHeight / 4 : box.top < -1 || box.bottom > innerHeight + 1) {
      faults.push(`lies outside the window (${Math.round(box.top)} to ${Math.round(box.bottom)} of ${innerHeight}): ${called}`);
    } else if (![0.15, 0.5, 0.85].every((y) => isOwn(at({ left, top, width: right - left, height: bottom - top }, 0.5, y)))) {
      faults.push(`lies behind something (${at({ left, top, width: right - left, height: bottom - top }, 0.5, 0.5)?.className}): ${called}`);
    }
    globalThis.formerStop = { element, look: look(element) };
    return { name: called, faults };
  });

/** How tall the page is. */
const height = (page) => page.evaluate(() => document.documentElement.scrollHeight);

/**
 * Waits until the page has not become taller or shorter for a while: what an action leads to is worked out and drawn
 * in pieces, and a page that moves under the focus says nothing about the keyboard.
 */
async function still(page) {
  for (let [same, before, tries] = [0, -1, 0]; same < 4 && tries < 60; tries += 1) {
    const now = await height(page);
    same = now === before ? same + 1 : 0;
    before = now;
    await new Promise((resolve) => setTimeout(resolve, 75));
  }
}

/** A walk over a page; what is wrong with any stop is collected and held against the test at `end`. */
export class Walk {
  #page;
  #faults = new Set();
  #stops = 0;

  constructor(page) {
    this.#page = page;
  }

  /** Presses a key and answers what has the focus then. */
  async press(key) {
    const before = await height(this.#page);
    await this.#page.keyboard.press(key);
    // The page has moved since: the next key would bring the focus back into the window.
    if ((await height(this.#page)) !== before) {
      await still(this.#page);
      await this.#page.evaluate(() => document.activeElement?.scrollIntoView({ block: "nearest" }));
    }
    const { name, faults } = await stop(this.#page);
    this.#stops += 1;
    faults.forEach((fault) => this.#faults.add(`${this.#where()}: ${fault}`));
    return name;
  }

  #where() {
    return new URL(this.#page.url()).pathname;
  }

  /** Presses the tab key until `wanted` has the focus, a name or its pattern. */
  async to(wanted, key = "Tab") {
    const passed = [];
    while (passed.length < FAR) {
      const name = await this.press(key);
      if (wanted instanceof RegExp ? wanted.test(name) : name === wanted) return;
      passed.push(name);
    }
    assert.fail(`${wanted} is not reached on ${this.#where()}; passed were ${passed.join(", ")}`);
  }

  /** Once around the page: every stop until the first again. Answers how many there are. */
  async around() {
    const seen = new Set();
    for (;;) {
      await this.press("Tab");
      const place = await this.#page.evaluate(() => [...document.querySelectorAll("body *")].indexOf(document.activeElement));
      if (seen.has(place)) return seen.size;
      // Behind the last stop comes the browser itself, which is one, too.
      seen.add(place);
      assert.ok(seen.size < FAR * 4, "the walk around the page has no end");
    }
  }

  /** Types into what has the focus, and holds that every letter arrives there, whatever the first ones lead to. */
  async type(text) {
    const begun = await this.#page.evaluateHandle(() => document.activeElement);
    for (const letter of text) {
      await this.#page.keyboard.type(letter);
      // What it leads to is drawn before the next one.
      await this.#page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn))));
    }
    const typed = await begun.evaluate((field) => (document.activeElement === field ? field.value : "in another place"));
    if (!typed.endsWith(text)) this.note(`what is typed does not arrive: ${typed}`);
  }

  /** Presses a key on what has the focus, waits for `effect`, and holds that the focus is not lost by it. */
  async act(key, effect) {
    await this.#page.keyboard.press(key);
    await effect?.();
    await still(this.#page);
    await this.keeps(key);
  }

  /** Holds that something has the focus. */
  async keeps(after) {
    const isLost = await this.#page.evaluate(() => [document.body, document.documentElement, null].includes(document.activeElement));
    if (isLost) this.#faults.add(`${this.#where()}: the focus is lost after ${after}`);
  }

  /** Notes something that is wrong. */
  note(fault) {
    this.#faults.add(`${this.#where()}: ${fault}`);
  }

  /** Fails the test if anything was wrong on the way; answers how many stops there were. */
  end() {
    assert.deepEqual([...this.#faults], []);
    return this.#stops;
  }
}
