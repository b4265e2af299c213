// The views beside the card. Bundled into a file of its own, so that a card does without them.

import { make } from "./card/make.js";
import { benefits } from "./panels/benefits.js";
import look from "./panels/look.css";
import { shelf } from "./panels/shelf.js";
import { standing } from "./panels/standing.js";
import { words } from "./panels/words.js";

const PANELS = { benefits, shelf, standing };

/**
 * A panel that shows a view of a glance. `how` has `count` and `link` (the address of an item) for the shelf, `app` (the
 * address of the hall), `note` (a quiet line) and `isEmpty` (nothing is known yet, and more is coming).
 */
export const panel = (view, glance, say, how) =>
  make(
    `section panel ${view}`,
    { "aria-label": words(say)[view] },
    PANELS[view](glance, say, how),
    make("footer", how.note, how.app && make("a link", { href: how.app }, words(say).app)),
  );

export { look };
