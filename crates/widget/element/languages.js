// The language of the page may change under an element.

const watching = new Set();
let observer;

/** Calls a function whenever a `lang` of the page changes; answers how to stop. */
export function onLanguage(changed) {
  observer ??= new MutationObserver(() => watching.forEach((each) => each()));
  if (!watching.size) observer.observe(document, { attributes: true, attributeFilter: ["lang"], subtree: true });
  watching.add(changed);
  return () => {
    watching.delete(changed);
    if (!watching.size) observer.disconnect();
  };
}
