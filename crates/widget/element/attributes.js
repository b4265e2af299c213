// The element's attributes, each of which is a property too.

/** Of each what it is without a value; with it, where not every value is one, what there is to choose or the limits. */
export const ATTRIBUTES = {
  view: ["card", "standing", "shelf", "benefits", "gate"],
  mode: ["full", "card", "frame"],
  count: { usual: 4, most: 24 },
};
for (const name of "charter catalogue model member when item links app community name tier score number since points accent".split(" ")) {
  ATTRIBUTES[name] = null;
}

/** What was complained of already: once is enough. */
const said = new Set();

/** Says something to who builds the page, once; the page goes on. */
export function warn(message) {
  if (said.has(message)) return;
  said.add(message);
  console.warn(`Guildhall: ${message}`);
}

/** What an attribute means, whatever stands in it. */
export function read(element, name) {
  const rule = ATTRIBUTES[name];
  const written = element.getAttribute(name);
  if (!rule) return written ?? "";
  const [usual, possible, isFine] = Array.isArray(rule)
    ? [rule[0], rule.join(", "), rule.includes(written)]
    : [rule.usual, `1 to ${rule.most}`, +written >= 1 && +written <= rule.most && +written % 1 === 0];
  if (isFine) return rule.usual ? +written : written;
  if (written != null) warn(`\`${name}="${written}"\` is none of: ${possible}; it is taken as ${usual}`);
  return usual;
}
