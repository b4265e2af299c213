import { make } from "./make.js";

/** The community's mark: its letters on its colour, or the first letter of its name. */
export const mark = ({ mark, name }, say) => {
  const letters = mark ?? [...(say.text(name) ?? "")][0];
  return letters && make("span mark", { "aria-hidden": true }, letters);
};
