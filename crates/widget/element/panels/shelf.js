import { make } from "../card/make.js";
import { list } from "./list.js";
import { words } from "./words.js";

/** What the member might like next, with the reason for each. */
export function shelf({ shelf }, say, { count, address }) {
  const { empty, minutes: unit, shelf: heading } = words(say);
  const entries = (shelf ?? []).slice(0, count).map(({ item, title, by, minutes, reason, link }) => {
    // What does not lie in the hall's library has an address of its own.
    const href = link ?? address(item);
    const facts = [say.text(by), minutes && `${say.number(minutes)} ${unit}`].filter(Boolean);
    return make(
      "li item",
      make(href ? "a title link" : "span title", { href, "data-item": item }, say.text(title)),
      facts.length > 0 && make("p small", facts.join(" · ")),
      say.text(reason) && make("p reason", say.text(reason)),
    );
  });
  return [make("p heading", heading), entries.length ? list(entries) : make("p small", empty)];
}
