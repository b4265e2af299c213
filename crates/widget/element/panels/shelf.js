import { make } from "../card/make.js";
import { list } from "./list.js";
import { words } from "./words.js";

/** What the member might like next, with the reason for each. */
export function shelf({ shelf }, say, { count, link }) {
  const { empty, minutes: unit, shelf: heading } = words(say);
  const entries = (shelf ?? []).slice(0, count).map(({ item, title, by, minutes, reason }) => {
    const href = link(item);
    const facts = [say.text(by), minutes && `${say.number(minutes)} ${unit}`].filter(Boolean);
    return make(
      "li item",
      make(href ? "a title link" : "span title", { href, "data-item": item }, say.text(title)),
      make("p small", facts.join(" · ")),
      make("p reason", say.text(reason)),
    );
  });
  return [make("p heading", heading), entries.length ? list(entries) : make("p small", empty)];
}
