// The open halls of this page. Elements of one community share one, which closes with the last of them.

import { openHall } from "./engine.js";
import { page } from "./page.js";

/** Shared halls by what they were opened with. */
const shared = new Map();

/** A hall that several elements look at. */
class Shared {
  #options;
  #close;
  #members = new Set();
  #hall;
  #isTelling = false;
  #changes = [];

  constructor(options, close) {
    this.#options = options;
    this.#close = close;
  }

  /** The open hall; one that failed to open is tried again. */
  get hall() {
    this.#hall ??= this.#open();
    return this.#hall;
  }

  async #open() {
    try {
      const hall = await openHall(this.#options);
      hall.subscribe((change) => this.tell(change));
      return hall;
    } catch (error) {
      this.#hall = undefined;
      throw error;
    }
  }

  add(member) {
    this.#members.add(member);
    return () => {
      this.#members.delete(member);
      // An element that is moved leaves and comes at once; the hall stays open for it.
      setTimeout(() => this.#members.size || this.#shut());
    };
  }

  async #shut() {
    this.#close();
    const opening = this.#hall;
    this.#hall = undefined;
    // One that never opened needs no closing.
    (await opening?.catch(() => {}))?.close();
  }

  /** Makes a new glance and hands it to the members; changes that come meanwhile are told in the next round. */
  async tell(change) {
    this.#changes.push(change);
    if (this.#isTelling) return;
    this.#isTelling = true;
    try {
      while (this.#changes.length) {
        const changes = this.#changes.splice(0);
        await this.#glance(changes.at(-1));
      }
    } catch (error) {
      for (const member of this.#members) member.failed(error);
    } finally {
      this.#isTelling = false;
    }
  }

  async #glance(change) {
    const { charter } = this.#options;
    if (/erased$/.test(change?.reason)) {
      page.keep(charter, null);
      return;
    }
    const hall = await this.hall;
    const counts = [...this.#members].map((member) => member.picks());
    const glance = await hall.glance({ shelf: Math.max(0, ...counts) });
    // Who asked for no shelf leaves the last one for those who show it later.
    glance.shelf ??= page.kept(charter)?.shelf ?? null;
    for (const member of this.#members) await member.changed(glance, change, hall);
    // Another member's hall is not what this device shows the next time.
    if (!this.#options.member) page.keep(charter, glance);
  }
}

/**
 * Has a member take part in a hall. A member has `picks()` (how many recommendations
 * it shows), `changed(glance, change, hall)` and `failed(error)`. Answers the
 * way out, to the hall, and to a new look.
 */
export function join(options, member) {
  const key = JSON.stringify(options);
  if (!shared.has(key)) shared.set(key, new Shared(options, () => shared.delete(key)));
  const place = shared.get(key);
  const leave = place.add(member);
  place.tell();
  return { leave, hall: () => place.hall, look: () => place.tell() };
}
