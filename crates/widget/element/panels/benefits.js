import { make } from "../card/make.js";
import { list } from "./list.js";
import { sign } from "./sign.js";
import { words } from "./words.js";

/** What the tier gives: what is open first, then what is not, each with what is missing; all of it, unless the page counts. */
export function benefits({ benefits = [] }, say, { count: most, isCounted }) {
  const { empty, open: opened, shut, benefits: heading } = words(say);
  const entries = [...benefits]
    .sort((one, other) => !!other.open - !!one.open)
    .slice(0, isCounted ? most : benefits.length)
    .map(({ name, detail, open, missing, link }) => {
      const lacking = open ? [] : (say.text(missing) ?? []);
      const href = open ? link : null;
      return make(
        `li benefit ${open ? "open" : "shut"}`,
        sign(open, open ? opened : shut),
        make(
          "div",
          make(href ? "a title link" : "span title", { href }, say.text(name)),
          make("p small", say.text(detail)),
          lacking.length > 0 && make("p reason", lacking.join(" · ")),
        ),
      );
    });
  const count = benefits.filter(({ open }) => open).length;
  return [
    make(
      "p heading",
      heading,
      entries.length > 0 && make("span small", ` ${say.number(count)} / ${say.number(benefits.length)} ${opened}`),
    ),
    entries.length ? list(entries) : make("p small", empty),
  ];
}
