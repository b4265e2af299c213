// The events every library stores: what a reading member leaves behind.

const verbs = ["view", "finish", "like", "rate"];
let made = 0;

const text = { type: "string" };
/** What an event is, for libraries that want to be told. */
export const schema = {
  version: 0,
  primaryKey: "id",
  type: "object",
  properties: {
    id: { type: "string", maxLength: 36 },
    at: text,
    member: text,
    verb: text,
    object: text,
    value: { type: "number" },
    source: text,
    device: text,
    n: { type: "number" },
  },
  required: ["id", "at", "member", "verb", "device", "n"],
};

/** The event numbered `n`, with an id that sorts by time of making, as ids of version 7 do. */
export function event(n) {
  const time = Date.now().toString(16).padStart(12, "0");
  const id = `${time.slice(0, 8)}-${time.slice(8)}-7${tail(3)}-8${tail(3)}-${tail(4)}${(made++ >>> 0).toString(16).padStart(8, "0")}`;
  const verb = verbs[n % 4];
  return {
    id,
    at: new Date().toISOString(),
    member: `member-${n % 50}`,
    verb,
    object: `item-${n % 1000}`,
    ...(verb === "rate" ? { value: 4 } : {}),
    source: "import",
    device: "device-0123456789",
    n,
  };
}

/** The events numbered `from` up to `to`. */
export function events(from, to) {
  return Array.from({ length: to - from }, (_, at) => event(from + at));
}

/** `list` in parts of `size`. */
export function* batches(list, size) {
  for (let from = 0; from < list.length; from += size) yield list.slice(from, from + size);
}

function tail(digits) {
  return Math.floor(Math.random() * 16 ** digits).toString(16).padStart(digits, "0");
}
