import { make } from "./make.js";
import { mark } from "./mark.js";

/** How many finishes there are; the look has one each. */
const FINISHES = 5;

/** The membership card: whose it is and what it is worth. `isEmpty`: nothing is known yet, and more is coming. */
export function card({ community = {}, member = {}, tier = {}, score, labels = [] }, say, { charter, isEmpty }) {
  const { words } = say;
  const name = say.text(community.name);
  const fact = (part, value, kind = "div") => value && make(kind, make("dt", words[part]), make(`dd ${part}`, value));
  return make(
    "section card",
    { "aria-label": [words.card, name].filter(Boolean).join(", "), "data-finish": finish(tier) },
    rosette(member.number ?? name ?? ""),
    make("p community", name ?? words.card),
    mark(community, say, charter),
    make("p tier", say.text(tier.name) ?? (isEmpty ? "" : words.unknown), labels[0] && make("span labels", labels.map(say.text).join(" · "))),
    make(
      "dl",
      fact("name", member.name, "div who"),
      fact("number", member.number, "div who"),
      fact("score", score?.total != null && say.number(score.total)),
      fact("since", member.since && say.day(member.since)),
    ),
  );
}

/** The lowest tier is plain paper, the highest the night; the others lie between. */
const finish = ({ rank = 0, of = 1 }) =>
  Math.floor((Math.min(rank, of - 1) * (FINISHES - 1) + (of - 1) / 2) / (of - 1)) || 0;

/** A rosette of turned ellipses. The same number always gives the same one. */
function rosette(number) {
  let seed = 0;
  for (const letter of number) seed = (seed * 31 + letter.codePointAt()) % 9973;
  const petals = 9 + (seed % 6);
  const ellipses = Array.from({ length: petals }, (_, at) =>
    make("ellipse", { rx: 98, ry: 34 + (seed % 29), transform: `rotate(${(at * 180) / petals})` }),
  );
  return make("svg", { viewBox: "-100 -100 200 200", "aria-hidden": true }, ellipses);
}
