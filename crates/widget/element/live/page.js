// What the page has in common with the script that fetched this one: what remembers
// something must not be there twice.

/** `warn`, `keep`, `kept` and `follow`. */
export let page;

/** Is called once, with all of it. */
export const meet = (given) => {
  page ??= given;
};
