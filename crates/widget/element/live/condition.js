// Conditions on what a glance says of a member: the charter's dialect as far as pages need it, and a short form of it. What
// only the engine can say is left to it: numbers beside texts, paths, groups, patterns.

/** `tier >= 2`, `plan = year`, `planActive` */
const SHORT = /^(\w+)\s*(?:(>=|<=|!=|==?|>|<)\s*("[^"]*"|[^\s"<>=!]+))?$/;
const SIGNS = { ">=": "$gte", "<=": "$lte", ">": "$gt", "<": "$lt", "!=": "$ne", "=": "$eq", "==": "$eq" };

/** A condition in the charter's dialect, of an object, its JSON, or the short form; throws where it is none of these. */
export function parse(written) {
  if (written && typeof written === "object") return written;
  const text = String(written).trim();
  if (text[0] === "{") return JSON.parse(text);
  const parts = text.split(/\s+and\s+/i).map((part) => {
    const [, name, sign = "=", value = "true"] = SHORT.exec(part) ?? [];
    if (!name) throw Error(`\`${part}\` is no condition; write \`tier>=2\`, \`plan=year\`, or JSON`);
    const operand = /^("|-?\d+(\.\d+)?$|true$|false$)/.test(value) ? JSON.parse(value) : value;
    return { [name === "tier" && operand >= 0 ? "tierRank" : name]: { [SIGNS[sign]]: operand } };
  });
  return parts.length > 1 ? { $and: parts } : parts[0];
}

/** Thrown, in effect, by everything that is for the engine to say. */
const leave = () => {
  throw Error();
};
const plain = (value) => (value && typeof value === "object" ? leave() : (value ?? null));
const same = (value, asked) => plain(value) === plain(asked);
/** Beside a number, what is missing counts as 0. */
const order = (test) => (value, asked) => {
  const mine = value ?? (typeof asked === "number" ? 0 : value);
  return typeof mine === typeof asked ? test(mine, asked) : leave();
};
const isIn = (value, list) => [value].flat().some((mine) => list.some((one) => same(mine, one)));

const OPERATORS = {
  $eq: same,
  $ne: (value, asked) => !same(value, asked),
  $gt: order((mine, asked) => mine > asked),
  $gte: order((mine, asked) => mine >= asked),
  $lt: order((mine, asked) => mine < asked),
  $lte: order((mine, asked) => mine <= asked),
  $in: isIn,
  $nin: (value, list) => !isIn(value, list),
  $exists: (value, asked) => (value != null) === !!asked,
  $not: (value, asked) => !meets(value, asked),
};

function meets(value, asked) {
  if (asked && typeof asked === "object") {
    const names = Object.keys(asked);
    return names.length ? names.every((name) => (OPERATORS[name] ?? leave)(value, asked[name])) : leave();
  }
  if (typeof asked === "number") value ??= 0;
  return value == null || typeof value === typeof asked ? same(value, asked) : leave();
}

const GROUPS = {
  $and: (parts, facts) => parts.every((part) => meetsAll(part, facts)),
  $or: (parts, facts) => !parts.length || parts.some((part) => meetsAll(part, facts)),
  $nor: (parts, facts) => !GROUPS.$or(parts, facts),
  $not: (part, facts) => !meetsAll(part, facts),
};

const meetsAll = (condition, facts) =>
  Object.entries(condition).every(([name, asked]) =>
    /^\w+$/.test(name) ? meets(facts[name], asked) : (GROUPS[name] ?? leave)(asked, facts),
  );

/** Whether a parsed condition holds, as far as these facts tell; nothing where only the engine can say. */
export function holds(condition, facts) {
  try {
    return facts ? meetsAll(condition, facts) : undefined;
  } catch {
    return undefined;
  }
}
