// What a page fetches once it wants more than what was known last: open halls, frames, gates, attributes that record and show.
// Bundled into a file of its own, so that a card does without it.

import { attend } from "./live/attend.js";
import { meet } from "./live/page.js";
import { track } from "./live/track.js";

/** Answers what there is, for a page with which this has things in common. */
export function join(page) {
  meet(page);
  return { attend, track };
}
