// The one script tag. A second one, of whatever version, changes nothing.

import { warn } from "./attributes.js";
import { loadLive } from "./load.js";
import { GuildhallMember } from "./member.js";

const NAME = "guildhall-member";
/** Attributes by which a page takes part; what they do is in `live/track.js`. */
const TRACKED = ["record", "show", "hide"].map((name) => `[data-guildhall-${name}]`).join();

/** Fetches what the attributes need, once there is one in the page. */
function track() {
  const look = () => {
    if (!document.querySelector(TRACKED)) return;
    observer.disconnect();
    loadLive().then((live) => live.track(), ({ message }) => warn(message));
  };
  const observer = new MutationObserver(look);
  observer.observe(document, { childList: true, subtree: true });
  look();
}

// On a server there may be somebody's `customElements`, as Lit's, and even a `document`, but no page.
if (globalThis.document?.head && !customElements.get(NAME)) {
  customElements.define(NAME, GuildhallMember);
  track();
}

export { GuildhallMember };
