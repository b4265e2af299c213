// A gate: what the page put into the element while a condition holds, and what stands in its place while it does not.

import { make } from "../card/make.js";
import { list } from "../panels/list.js";
import { sign } from "../panels/sign.js";
import { words } from "../panels/words.js";
import { holds, parse } from "./condition.js";
import { page } from "./page.js";

export class Gate {
  #desk;
  #isOpen;
  #missing;
  /** What is missing, for whoever asks; it begins closed, so that the page does not move when it becomes known. */
  #details;
  #shown;
  #say;
  #told;

  constructor(desk) {
    this.#desk = desk;
    const { item, when } = desk.element;
    if (!item && !when) page.warn("a gate without `when` or `item` stays shut");
  }

  /** Goes by the glance at once, and exactly by an open hall. Unknown is shut. */
  async judge(hall) {
    const { item, when, glance } = this.#desk.element;
    try {
      const condition = when ? parse(when) : null;
      if (!hall) {
        this.decide(!item && condition && holds(condition, glance?.attributes));
        return;
      }
      const judged = condition ? await hall.judge(condition) : { holds: !!item };
      const { open } = item ? await hall.explain({ item }) : { open: true };
      this.decide(judged.holds && open, judged.missing);
      this.#told = null;
    } catch (error) {
      this.decide(false);
      // Judged anew at every change, it is as wrong as before.
      if (this.#told === error.message) return;
      this.#told = error.message;
      page.warn(error.message);
      this.#desk.tell("error", { code: error.code ?? "bad-condition", message: error.message });
    }
  }

  decide(isOpen, missing) {
    const before = this.#isOpen;
    this.#isOpen = !!isOpen;
    this.#missing = missing;
    if (this.#say) this.paint(this.#say);
    if (before !== this.#isOpen) this.#desk.tell("gate", { open: this.#isOpen });
  }

  paint(say) {
    this.#say = say;
    const { language, text } = say;
    const { missing: lack, shut } = words(say);
    const missing = text(this.#missing) ?? [];
    const shown = JSON.stringify([this.#isOpen, missing, language]);
    if (shown === this.#shown) return;
    this.#shown = shown;
    // What unfolding gives is said to those who do not see the list.
    const title = [{ "aria-label": missing.length ? `${shut} · ${lack}` : null }, sign(false), shut];
    const more = [make("p small", lack), list(missing.map((what) => make("li", what)))];
    if (this.#details?.isConnected && missing.length && !this.#isOpen && this.#details.lang === language) {
      // Whoever has it open, or stands on it, is not disturbed.
      const [, ...before] = this.#details.children;
      before.forEach((part) => part.remove());
      this.#details.append(...more);
      return;
    }
    const open = this.#details?.open ? "" : null;
    this.#details = missing.length ? make("details", { lang: language, open }, make("summary title", title), more) : null;
    const instead = make(
      "section panel gate",
      { role: "group", "aria-label": shut, lang: language },
      this.#details ?? make("p title", title),
    );
    const slot = this.#isOpen ? make("slot") : make("slot", { name: "locked" }, instead);
    this.#desk.root.replaceChildren(slot);
  }
}
