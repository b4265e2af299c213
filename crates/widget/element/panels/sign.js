import { make } from "../card/make.js";

const OPEN = "M4 12.5l5 5L20 6.5";
const SHUT = "M7 11V8a5 5 0 0 1 10 0v3M5.5 11h13v9h-13z";

/** A sign for what is open and what is not; without a name, the words beside it say the same. */
export const sign = (isOpen, name) =>
  make(
    "svg",
    { viewBox: "0 0 24 24", ...(name ? { role: "img", "aria-label": name } : { "aria-hidden": true }) },
    make("path", { d: isOpen ? OPEN : SHUT }),
  );
