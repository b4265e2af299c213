// Glances: what can be shown of a member without computing anything. The last one of a community lies in the browser's
// storage, where the hall leaves it after every change.

const FORM = 1;
const keyOf = (charter) => `guildhall:glance:${charter}`;
/** Who wants to hear of a new glance on this page, by key. */
const listeners = new Map();

/** A glance if it is one of a form that is known here. */
export const known = (glance) => (glance?.guildhall === FORM ? glance : null);

/** The glance kept for a charter; nothing where there is none, or where the browser keeps nothing. */
export function kept(charter) {
  try {
    return known(JSON.parse(localStorage.getItem(keyOf(charter))));
  } catch {
    return null;
  }
}

/** Keeps a glance and tells who listens; `null` forgets it. */
export function keep(charter, glance) {
  const key = keyOf(charter);
  try {
    if (glance) localStorage.setItem(key, JSON.stringify(glance));
    else localStorage.removeItem(key);
  } catch {
    // Nothing is kept; what is on the page follows all the same.
  }
  hear(key, glance);
}

/** Calls a function with each new glance of a charter, also of those that other tabs keep; answers how to stop. */
export function follow(charter, heard) {
  const key = keyOf(charter);
  if (!listeners.size) addEventListener("storage", onStorage);
  listeners.set(key, (listeners.get(key) ?? new Set()).add(heard));
  return () => {
    const others = listeners.get(key);
    if (others?.delete(heard) && !others.size) listeners.delete(key);
    if (!listeners.size) removeEventListener("storage", onStorage);
  };
}

const hear = (key, glance) => listeners.get(key)?.forEach((heard) => heard(glance));

function onStorage({ key, newValue }) {
  try {
    // Without a key, everything was cleared.
    if (key == null) for (const each of listeners.keys()) hear(each, null);
    else hear(key, known(JSON.parse(newValue)));
  } catch {
    // Somebody else's value under our name.
  }
}

/** A glance of what stands in attributes; nothing where they say nothing of a member. */
export function told(attribute) {
  const [community, accent, name, number, since, score, points, tier] = [
    "community", "accent", "name", "number", "since", "score", "points", "tier",
  ].map(attribute);
  if ((name ?? number ?? since ?? score ?? points ?? tier) == null) return null;
  // A score is for `Intl` to read; what is no number is not shown.
  const amount = (text) => (text && isFinite(text) ? +text : null);
  return {
    guildhall: FORM,
    community: { name: community, accent },
    member: { name, number, since },
    score: { total: amount(score) },
    points: amount(points),
    tier: { name: tier },
  };
}
