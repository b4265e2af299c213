// Building what is shown. Never from strings: a page with Trusted Types refuses those.

/** Names of drawn elements; everything else is HTML. */
const DRAWN = /^(svg|path|ellipse)$/;

/**
 * An element. `kind` is its tag and, after it, its parts (`"p title"`), by which a page can style it and we do. Among what
 * goes inside, plain objects are attributes and what is empty is left out.
 */
export function make(kind, ...inside) {
  const [tag, ...parts] = kind.split(" ");
  const element = DRAWN.test(tag)
    ? document.createElementNS("http://www.w3.org/2000/svg", tag)
    : document.createElement(tag);
  if (parts.length) element.setAttribute("part", parts.join(" "));
  for (const piece of inside.flat()) {
    if (piece == null || piece === "" || piece === false) continue;
    if (typeof piece !== "object" || piece instanceof Node) element.append(piece);
    else for (const name in piece) if (piece[name] != null) element.setAttribute(name, piece[name]);
  }
  return element;
}
