// Events as other programs write them.

/** Items of the sample community that cost nothing and are open to everyone. */
export const FREE_ITEMS = [
  "how-to-read-a-hard-page",
  "reading-walden-slowly",
  "tao-yuanming-coming-home",
  "keeping-a-commonplace-book",
  "new-tales-of-the-world",
  "pepys-in-the-fire",
  "su-shi-night-walk",
  "keats-negative-capability",
  "sewing-a-pamphlet",
];

/** Events made here, so that each has an id of its own; the same in every run. */
let made = 0;

/** An event; `at` is a moment as text or in milliseconds, the other fields go in as they are. */
export function event({ at, ...fields }) {
  const moment = new Date(at);
  made += 1;
  const time = moment.getTime().toString(16).padStart(12, "0");
  const number = made.toString(16).padStart(12, "0");
  const id = `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-${number}`;
  return { id, at: moment.toISOString(), source: "import", device: "elsewhere", n: made, ...fields };
}

/** Events as an NDJSON file. */
export const ndjson = (events) => events.map((event) => `${JSON.stringify(event)}\n`).join("");

/**
 * A member's history: on each of the `days` before `until` they come in, open and finish one of the `items` (round
 * and round), rate it and say something about it.
 */
export function history({ member, items, days, until }) {
  const events = [];
  for (let day = days; day > 0; day -= 1) {
    const object = items[(days - day) % items.length];
    const at = (minutes) => Date.parse(until) - day * 86_400_000 + minutes * 60_000;
    events.push(
      event({ at: at(0), member, verb: "login" }),
      event({ at: at(1), member, verb: "view", object }),
      event({ at: at(20), member, verb: "finish", object }),
      event({ at: at(21), member, verb: "rate", object, value: 5 }),
      event({ at: at(22), member, verb: "comment", object, note: "Read with a pencil." }),
    );
  }
  return events;
}
