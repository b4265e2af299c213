import { warn } from "./attributes.js";
import { follow, keep, kept } from "./glance.js";
import { addressOf } from "./place.js";
import { verified } from "./verify.js";

/** What other files must have in common with this one, because it remembers something. */
const COMMON = { warn, follow, keep, kept };

const loading = {};

/** A file that is fetched on first use; where it could not be, the next call tries again. */
const once = (name, fetched) => () => {
  const address = addressOf(`./${name}.js`, import.meta.url);
  loading[name] ??= verified(address, INTEGRITY[name]).then(fetched);
  loading[name].catch(() => {
    loading[name] = undefined;
  });
  return loading[name];
};

export const loadPanels = once("panels", () => import("./panels.js"));
export const loadLive = once("live", () => import("./live.js").then((live) => live.join(COMMON)));
