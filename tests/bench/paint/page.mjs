// What runs in the measured page, and how its markup is read.
import { FLAGS } from "./react/component.mjs";

/**
 * Runs before anything of the page: notes what is painted, which tasks are long, and when a click on the link to Home is
 * first handled. The click is tried again and again; what nobody handles is stopped from leading anywhere.
 */
export function watch(selector) {
  const seen = { paints: {}, long: [], handled: undefined };
  globalThis.seen = seen;
  const observe = (type, note) => new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({ type, buffered: true });
  observe("paint", (entry) => (seen.paints[entry.name] = entry.startTime));
  observe("largest-contentful-paint", (entry) => (seen.paints.largest = entry.startTime));
  observe("longtask", (entry) => seen.long.push([entry.startTime, entry.duration]));
  observe("layout-shift", (entry) => (seen.shift = (seen.shift ?? 0) + (entry.hadRecentInput ? 0 : entry.value)));
  addEventListener("click", (event) => {
    if (!event.isTrial) return;
    if (event.defaultPrevented) seen.handled ??= performance.now();
    event.preventDefault();
  });
  const trials = setInterval(() => {
    const click = new MouseEvent("click", { bubbles: true, cancelable: true });
    click.isTrial = true;
    document.querySelector(selector)?.dispatchEvent(click);
    if (seen.handled !== undefined) clearInterval(trials);
  }, 40);
}

/** Reads the markup in `#hall` of a page's HTML, without running it: elements as `[tag, attributes, children]`, texts. */
export async function markup(page, html) {
  return page.evaluate(
    ([html, flags]) => {
      const read = (node) => {
        if (node.nodeType === Node.TEXT_NODE) return node.data;
        const attributes = [...node.attributes].map(({ name, value }) => [name, flags.includes(name) ? "" : value]);
        return [node.localName, Object.fromEntries(attributes.sort(([a], [b]) => (a < b ? -1 : 1))), within(node)];
      };
      const within = (node) => {
        const nodes = [...node.childNodes].filter(({ nodeType }) => nodeType !== Node.COMMENT_NODE).map(read);
        // Texts that only a comment separated are one text to whoever reads them.
        return nodes.reduce((all, one) => {
          if (typeof one === "string" && typeof all.at(-1) === "string") all.push(all.pop() + one);
          else if (one !== "") all.push(one);
          return all;
        }, []);
      };
      return within(new DOMParser().parseFromString(html, "text/html").getElementById("hall"));
    },
    [html, FLAGS],
  );
}
