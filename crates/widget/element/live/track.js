// Attributes that make pages of any kind take part: what visitors do is recorded, and what is shown depends on it.
//
//     data-guildhall-record="view:item"   data-guildhall-at="visible|click|submit|ended"
//     data-guildhall-show="tier>=2"       data-guildhall-hide="planActive"
//
// An element whose deed is stored gets `data-guildhall-recorded`, so that a page can show it.
//
// What is hidden is hidden from view, not from whoever looks into the page.

import { holds, parse } from "./condition.js";
import { join } from "./hall.js";
import { page } from "./page.js";
import { placesOf } from "./places.js";

const [RECORD, RECORDED, AT, SHOW, HIDE, CHARTER] = ["record", "recorded", "at", "show", "hide", "charter"].map(
  (name) => `data-guildhall-${name}`,
);
const WATCHED = `[${RECORD}],[${SHOW}],[${HIDE}]`;
/** How long something must be seen to count as viewed, in milliseconds. */
const DWELL = 1000;
/** How many deeds wait at most where they cannot be recorded. */
const WAITING = 100;
/** Codes of errors after which a deed waits for better times. */
const UNSTORED = /^(stor|closed$|erased$|internal$)/;

const placesAt = (element) => placesOf({ charter: element.closest(`[${CHARTER}]`)?.getAttribute(CHARTER) });

/** What one charter has to do with this page. */
class Ground {
  #places;
  #key;
  #glance;
  #seat;
  #conditional = new Map();
  #deeds = [];
  /** Elements by the ids of their deeds, while they wait. */
  #doing = new Map();
  #isSending = false;

  constructor(at) {
    this.#places = at;
    this.#key = `guildhall:deeds:${at.charter}`;
    this.#glance = page.kept(at.charter);
    page.follow(at.charter, (glance) => {
      this.#glance = glance;
      this.judge();
    });
    try {
      const waiting = JSON.parse(localStorage.getItem(this.#key));
      if (Array.isArray(waiting)) this.#deeds = waiting;
    } catch {
      // Nothing waits where nothing is kept.
    }
    if (this.#deeds.length) this.#send();
  }

  /** Shows or hides an element from now on. */
  mind(element) {
    const [isShow, written] = element.hasAttribute(SHOW) ? [true, element.getAttribute(SHOW)] : [false, element.getAttribute(HIDE)];
    try {
      this.#conditional.set(element, { isShow, condition: parse(written) });
    } catch (error) {
      page.warn(error.message);
      this.#conditional.set(element, { isShow });
    }
    this.judge();
  }

  /** Goes by the glance, or exactly by an open hall. What is not known does not hold. */
  async judge(hall) {
    for (const [element, { isShow, condition }] of this.#conditional) {
      if (!element.isConnected) {
        this.#conditional.delete(element);
        continue;
      }
      let does = condition && holds(condition, this.#glance?.attributes);
      if (hall && condition) does = (await hall.judge(condition).catch((error) => page.warn(error.message)))?.holds;
      // Of what is known only the engine can say whether that is enough.
      else if (condition && this.#glance && does === undefined) this.#hall().catch((error) => page.warn(error.message));
      element.hidden = !does === isShow;
    }
  }

  /** Keeps a deed at once, since the page may be left with the next click, and records it. */
  record(verb, object, element) {
    const id = crypto.randomUUID();
    this.#deeds.push({ verb, object, at: new Date().toISOString(), id });
    this.#doing.set(id, element);
    this.#deeds.splice(0, this.#deeds.length - WAITING);
    this.#keep();
    this.#send();
  }

  #keep() {
    try {
      if (this.#deeds.length) localStorage.setItem(this.#key, JSON.stringify(this.#deeds));
      else localStorage.removeItem(this.#key);
    } catch {
      // What cannot be kept is recorded, or lost with the page.
    }
  }

  async #send() {
    if (this.#isSending) return;
    this.#isSending = true;
    try {
      const hall = await this.#hall();
      for (let deed; (deed = this.#deeds[0]); ) {
        const element = this.#doing.get(deed.id);
        // A repeated one counts once, by its id; one that is refused would be refused again.
        const mark = () => element?.setAttribute(RECORDED, "");
        await hall.record(deed).then(mark, (error) => {
          if (UNSTORED.test(error.code)) throw error;
          page.warn(`\`${[deed.verb, deed.object].filter(Boolean).join(":")}\` is not recorded: ${error.message}`);
        });
        this.#deeds.shift();
        this.#doing.delete(deed.id);
        this.#keep();
      }
    } catch (error) {
      page.warn(error.message);
    } finally {
      this.#isSending = false;
    }
  }

  /** The open hall, in which the page takes part from the first deed on. */
  async #hall() {
    this.#seat ??= join(this.#places, {
      picks: () => 0,
      changed: (glance, change, hall) => {
        this.#glance = glance;
        return this.judge(hall);
      },
      failed() {},
    });
    return this.#seat.hall();
  }
}

const grounds = new Map();
function groundAt(element) {
  const at = placesAt(element);
  if (!grounds.has(at.charter)) grounds.set(at.charter, new Ground(at));
  return grounds.get(at.charter);
}

const momentOf = (element) => element.getAttribute(AT) ?? (/^view\b/.test(element.getAttribute(RECORD)) ? "visible" : "click");

/** Timers of what is being looked at, and what counts as viewed: once a page. */
const timers = new WeakMap();
const viewed = new Set();

function record(element) {
  const [, verb, object] = /^([^:]+)(?::(.+))?$/s.exec(element.getAttribute(RECORD).trim()) ?? [];
  if (verb) groundAt(element).record(verb, object, element);
}

/** At least half of it, or of the window, for a second. */
function onSight(entries, observer) {
  for (const { target, isIntersecting, intersectionRatio, intersectionRect, rootBounds } of entries) {
    clearTimeout(timers.get(target));
    const isSeen = isIntersecting && (intersectionRatio >= 0.5 || intersectionRect.height >= rootBounds?.height / 2);
    if (!isSeen) continue;
    const count = () => {
      const what = target.getAttribute(RECORD);
      observer.unobserve(target);
      if (viewed.has(what)) return;
      viewed.add(what);
      record(target);
    };
    timers.set(target, setTimeout(count, DWELL));
  }
}

/** Takes part in the page from now on. */
export function track() {
  const sight = new IntersectionObserver(onSight, { threshold: [0, 0.1, 0.2, 0.3, 0.4, 0.5] });
  const find = (node) => {
    const inside = [...node.querySelectorAll(WATCHED)];
    for (const element of node.matches?.(WATCHED) ? [node, ...inside] : inside) {
      const ground = groundAt(element);
      if (element.hasAttribute(SHOW) || element.hasAttribute(HIDE)) ground.mind(element);
      // Nothing is recorded unasked for those whose browser says so.
      if (element.hasAttribute(RECORD) && momentOf(element) === "visible" && !navigator.globalPrivacyControl) sight.observe(element);
    }
  };
  // `ended` does not bubble; in the capturing phase everything comes by.
  for (const moment of ["click", "submit", "ended"]) {
    document.addEventListener(moment, ({ target }) => {
      const element = target.closest?.(`[${RECORD}]`);
      if (element && momentOf(element) === moment) record(element);
    }, true);
  }
  find(document);
  new MutationObserver((changes) => {
    for (const { type, target, addedNodes } of changes) {
      if (type === "attributes") find(target);
      else addedNodes.forEach((node) => node.nodeType === Node.ELEMENT_NODE && find(node));
    }
  }).observe(document, { subtree: true, childList: true, attributeFilter: [RECORD, SHOW, HIDE] });
}
