import { make } from "../card/make.js";

/** A list; its role is said, because a list without bullets loses it in Safari. */
export const list = (entries) => make("ul list", { role: "list" }, entries);
