// The views beside the card. Bundled into a file of its own, so that a card does without them.

import { make } from "./card/make.js";
import { benefits } from "./panels/benefits.js";
import { hallOf, itemsOf } from "./panels/links.js";
import look from "./panels/look.css";
import { shelf } from "./panels/shelf.js";
import { standing } from "./panels/standing.js";
import { words } from "./panels/words.js";

const PANELS = { benefits, shelf, standing };

/**
 * A panel for an element that shows a view of a glance. `how` has `charter` (its address), `note` (a quiet line, or nothing),
 * `isEmpty` (nothing is known yet, and more is coming) and `tell`, by which the page hears of links.
 */
export function panel(element, glance, say, { charter, note, isEmpty, tell }) {
  const { view, count, shadowRoot } = element;
  const app = hallOf(element, charter);
  const section = make(
    `section panel ${view}`,
    { "aria-label": words(say)[view] },
    PANELS[view](glance, say, { charter, count, isCounted: element.hasAttribute("count"), address: itemsOf(element, app), isEmpty }),
    make("footer", note, app && make("a link", { href: app }, words(say).app)),
  );
  section.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    // The page may do something else instead.
    if (link && !tell("select", { item: link.dataset.item ?? null, href: link.href })) event.preventDefault();
  });
  const focused = shadowRoot.activeElement?.href;
  // What has the focus has it again once the panel is in the place of the one before.
  if (focused) queueMicrotask(() => [...section.querySelectorAll("a")].find((link) => link.href === focused)?.focus());
  return section;
}

export { look };
