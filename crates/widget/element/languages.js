// The language of the page may change under an element.

const watching = new Set();
// Made here, where it can see nobody whom it would hold.
const tell = () => watching.forEach((each) => each());
let observer;

/** Calls a function whenever a `lang` of the page changes; answers how to stop. */
export function onLanguage(changed) {
  observer ??= new MutationObserver(tell);
  if (!watching.size) observer.observe(document, { attributes: true, attributeFilter: ["lang"], subtree: true });
  watching.add(changed);
  return () => {
    watching.delete(changed);
    if (!watching.size) observer.disconnect();
  };
}
