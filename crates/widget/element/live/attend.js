// Has an element live: opens the hall or the frame once that is wanted, and follows it.

import { frame } from "./frame.js";
import { Gate } from "./gate.js";
import { join } from "./hall.js";
import { placesOf } from "./places.js";
import { wanted } from "./wanted.js";
import { unkept, unreached } from "./words.js";

/**
 * `desk` is the element's: `element`, `shadow`, `root`, `charter` (its address), `isMoved` (it lived in another place of the page
 * before), and what it lets others do, `show`, `tell`, `ready` and `fail`. What is answered serves it until it is removed.
 */
export const attend = (desk) => new Life(desk);

class Life {
  #desk;
  #endings = [];
  #gate;
  #seat;
  #starting;
  #isFramed = false;
  /** Whether what is shown comes from an open hall. */
  isLive = false;

  constructor(desk) {
    this.#desk = desk;
    const { element } = desk;
    if (element.view === "gate") {
      this.#gate = new Gate(desk);
      this.#gate.judge();
    }
    const start = () => this.#start().catch(() => {});
    // Who lived elsewhere in the page lives on; who is new waits until that is wanted.
    if (desk.isMoved) start();
    else if (element.mode !== "card") this.#endings.push(wanted(element, start));
    const again = () => this.#starting === null && start();
    addEventListener("online", again);
    this.#endings.push(() => removeEventListener("online", again));
  }

  end() {
    for (const end of this.#endings.splice(0)) end();
    this.#seat = undefined;
  }

  /** Paints what is not the element's own to paint; answers whether there was such a thing. */
  paint(say) {
    if (this.#gate) this.#gate.paint(say);
    else if (this.#isFramed) this.#makeRoom();
    return this.#gate || this.#isFramed;
  }

  /** Something else is asked for, or only another glance is shown. */
  look(isShown) {
    if (!this.isLive) this.#gate?.judge();
    if (!isShown) this.#seat?.look();
  }

  async hall() {
    await this.#enter();
    return this.#seat.hall();
  }

  async refresh() {
    await this.#start();
    await this.#seat?.look();
  }

  #start() {
    this.#starting ??= this.#begin().catch((error) => {
      // Nothing is under way, and all may be tried again.
      this.#starting = null;
      this.#failed(error);
      throw error;
    });
    return this.#starting;
  }

  async #begin() {
    const { element, shadow, root } = this.#desk;
    if (element.mode !== "frame") {
      await this.#enter();
      return;
    }
    const leave = frame(element, shadow, (name, detail) => this.#framed(name, detail));
    this.#endings.push(leave, () => {
      root.hidden = false;
    });
  }

  async #enter() {
    if (!this.#seat) {
      const { element, charter } = this.#desk;
      const { catalogue, model, member } = element;
      this.#seat = join(placesOf({ charter, catalogue, model, member }), {
        picks: () => (element.view === "shelf" ? element.count : 0),
        changed: (...news) => this.#changed(...news),
        failed: (error) => this.#failed(error),
      });
      this.#endings.push(this.#seat.leave);
    }
    await this.#seat.hall();
  }

  async #changed(glance, change, hall) {
    const { show, ready, tell } = this.#desk;
    this.isLive = true;
    show(glance, hall.storage === "memory" ? unkept : null);
    await this.#gate?.judge(hall);
    ready("full");
    if (change) tell("change", change);
  }

  #failed(error) {
    this.#desk.fail(error, unreached);
  }

  #framed(name, detail) {
    const { tell, ready } = this.#desk;
    if (name === "height") this.#isFramed = !this.#gate;
    else if (name === "ready") ready("frame");
    else if (name === "gate") this.#gate?.decide(detail.open);
    else if (name === "error") this.#failed(detail);
    else if (tell(name, detail) && name === "select") location.assign(detail.href);
    if (this.#isFramed) this.#makeRoom();
  }

  /** What was painted before, and the room that it keeps, give way to the frame. */
  #makeRoom() {
    this.#desk.root.replaceChildren();
    this.#desk.root.hidden = true;
  }
}
