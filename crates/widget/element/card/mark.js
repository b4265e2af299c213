import { addressOf } from "../place.js";
import { make } from "./make.js";

/** The community's mark: its letters, its picture, which lies beside the charter, or the first letter of its name. */
export function mark({ mark, name }, say, charter) {
  if (/[./]/.test(mark)) return make("img mark", { src: addressOf(mark, charter), alt: "" });
  const letters = mark ?? [...(say.text(name) ?? "")][0];
  return letters && make("span mark", { "aria-hidden": true }, letters);
}
