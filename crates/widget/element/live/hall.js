// The open halls of this page. Elements of one community share one, which closes some time after the last of them has left.

import { openHall } from "./engine.js";
import { page } from "./page.js";

/** How long a hall that nobody looks at stays open, in milliseconds: elements are moved, pages build themselves anew. */
const LINGER = 1000;

/** Lets the page answer in between: computing and painting in one go would be a long task on a phone. */
const breath = () => new Promise((resolve) => setTimeout(resolve));

/** Shared halls by what they were opened with. */
const shared = new Map();

/** A hall that several members look at. */
class Shared {
  #options;
  #close;
  #members = new Set();
  /** The promise of the hall, and the hall itself. */
  #opening;
  #hall;
  #isTelling = false;
  #isStale = false;
  #changes = [];

  constructor(options, close) {
    this.#options = options;
    this.#close = close;
  }

  /** The open hall; one that could not be opened is tried again. */
  get hall() {
    this.#opening ??= this.#open();
    return this.#opening;
  }

  async #open() {
    try {
      const hall = await openHall(this.#options);
      hall.subscribe((change) => this.#hall === hall && this.#changed(change));
      this.#hall = hall;
      this.look();
      return hall;
    } catch (error) {
      this.#opening = undefined;
      throw error;
    }
  }

  add(member) {
    this.#members.add(member);
    if (this.#hall) this.look();
    return () => {
      this.#members.delete(member);
      setTimeout(() => this.#members.size || this.#shut(), LINGER);
    };
  }

  async #shut() {
    const opening = this.#opening;
    this.#close();
    this.#opening = this.#hall = undefined;
    // One that never opened needs no closing.
    (await opening?.catch(() => {}))?.close();
  }

  #changed(change) {
    if (/erased|evicted/.test(change.reason)) {
      // Everything is gone, and whoever goes on here begins anew.
      page.keep(this.#options.charter, null);
      this.#opening = this.#hall = undefined;
      this.hall.catch((error) => this.#fail(error));
    } else this.look(change);
  }

  /** Makes a new glance and hands it to the members; what changes meanwhile is told in the next round. */
  async look(...changes) {
    this.#changes.push(...changes);
    if (this.#isTelling) {
      this.#isStale = true;
      return;
    }
    this.#isTelling = true;
    try {
      do {
        this.#isStale = false;
        await this.#tell(this.#changes.splice(0));
      } while (this.#isStale);
    } catch (error) {
      this.#fail(error);
    } finally {
      this.#isTelling = false;
    }
  }

  async #tell(changes) {
    const hall = this.#hall;
    if (!hall) return;
    const { charter, member: other } = this.#options;
    const counts = [...this.#members].map((member) => member.picks());
    const glance = await hall.glance({ shelf: Math.max(0, ...counts) });
    await breath();
    // Who asked for no shelf leaves the last one for those who show it later.
    glance.shelf ??= page.kept(charter)?.shelf ?? null;
    const events = changes.reduce((sum, change) => sum + change.events, 0);
    const change = changes.length ? { reason: changes.at(-1).reason, events } : null;
    for (const member of [...this.#members]) await member.changed(glance, change, hall);
    // Another member's hall is not what this browser shows the next time.
    if (!other) page.keep(charter, glance);
  }

  #fail(error) {
    for (const member of [...this.#members]) member.failed(error);
  }
}

/**
 * Has a member take part in a hall, as `picks()` (how many recommendations it shows), `changed(glance, change, hall)` and
 * `failed(error)`. Answers the way out, to the hall, which opens when it is first asked for, and to a new look.
 */
export function join(options, member) {
  const key = JSON.stringify(options);
  if (!shared.has(key)) shared.set(key, new Shared(options, () => shared.delete(key)));
  const place = shared.get(key);
  return { leave: place.add(member), hall: () => place.hall, look: () => place.look() };
}
