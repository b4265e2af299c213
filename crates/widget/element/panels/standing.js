import { make } from "../card/make.js";
import { mark } from "../card/mark.js";
import { list } from "./list.js";
import { words } from "./words.js";

/** Where the member stands: the tier, the score, and what is missing for the next tier. */
export function standing({ community = {}, tier = {}, score, next }, say, { charter, isEmpty }) {
  const { score: word, unknown } = words(say);
  return [
    make(
      "header",
      make("p community", mark(community, say, charter), make("span", say.text(community.name))),
      // What is still coming is a quiet bar.
      tier.name || isEmpty ? make("p tier", say.text(tier.name)) : make("p small", unknown),
      score?.total != null && make("p score", make("span", word), " ", make("b", say.number(score.total))),
    ),
    next && ahead(next, say),
  ];
}

/** The way to the next tier. */
function ahead({ name, progress, missing }, say) {
  const share = Math.max(0, Math.min(1, progress || 0));
  // What is nearly there is not there.
  const hundredths = Math.floor(share * 100);
  const { colon, missing: lack, next } = words(say);
  const label = `${next}${colon}${say.text(name)}`;
  const shown = say.number(hundredths / 100, { style: "percent" });
  const bar = make(
    "div bar",
    { role: "progressbar", "aria-label": label, "aria-valuenow": hundredths, "aria-valuetext": shown },
    make("i"),
  );
  bar.firstChild.style.inlineSize = `${share * 100}%`;
  const lacking = say.text(missing) ?? [];
  return make(
    "div next",
    make("p", make("b", label), " ", make("span", { "aria-hidden": true }, shown)),
    bar,
    lacking.length > 0 && [make("p small", lack), list(lacking.map((what) => make("li", what)))],
  );
}
