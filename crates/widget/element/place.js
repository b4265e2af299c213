// Where the charter lies: beside the script, in a hall's site, unless an attribute says otherwise.

import { warn } from "./attributes.js";

/** An address as it is meant, or nothing where it is none. */
export function addressOf(written, base = document.baseURI) {
  try {
    return new URL(written, base).href;
  } catch {
    warn(`\`${written}\` is no address`);
  }
}

/** The charter that an attribute names, or the usual one; the versioned scripts lie one folder deeper. */
export const charterOf = (written) =>
  (written && addressOf(written)) || addressOf(`${SITE}community/charter.json`, import.meta.url);
