// The host's side of the mode `frame`: a page of the hall's site, which may do what this page's policy forbids.

import { addressOf } from "../place.js";
import { languageAt } from "../words.js";

/** What a page can set, and a frame does not inherit. */
const THEME = ["ink", "ink-soft", "paper", "rule", "accent", "font", "radius", "space"].map((name) => `--guildhall-${name}`);
const ADDRESSES = ["charter", "catalogue", "model", "app"];

/** What the frame is told: what stands in the element, and how the page looks around it. */
function wishes(element) {
  const style = getComputedStyle(element);
  const wish = new URLSearchParams({
    lang: languageAt(element),
    dir: style.direction,
    "color-scheme": style.colorScheme,
    "font-size": style.fontSize,
  });
  for (const name of element.constructor.observedAttributes) {
    const value = name === "when" && typeof element.when === "object" ? JSON.stringify(element.when) : element.getAttribute(name);
    if (value == null) continue;
    wish.set(name, ADDRESSES.includes(name) && value !== "none" ? addressOf(value) : value);
  }
  for (const name of THEME) {
    const value = style.getPropertyValue(name).trim();
    if (value) wish.set(name, value);
  }
  return wish;
}

/** Puts the frame into the shadow root and passes on what it says; answers how to end that. */
export function frame(element, shadow, heard) {
  const page = new URL(addressOf("frame.html", import.meta.url));
  const inner = document.createElement("iframe");
  const label = shadow.querySelector("[aria-label]")?.getAttribute("aria-label");
  inner.title = label ?? "Guildhall";
  inner.setAttribute("part", "frame");
  // Until it says how high it is, it lies unseen over what is shown, so that nothing moves. By `visibility` it would be at rest.
  Object.assign(inner.style, { position: "absolute", insetBlockStart: 0, opacity: 0, pointerEvents: "none", verticalAlign: "top" });
  // A gate shows what the page put into it; its frame only knows whether it is open.
  inner.hidden = element.view === "gate";
  const show = () => {
    page.hash = wishes(element);
    if (inner.src !== page.href) inner.src = page.href;
  };
  const listen = ({ source, origin, data }) => {
    if (source !== inner.contentWindow || origin !== page.origin || !data?.guildhall) return;
    if (data.guildhall === "height") {
      Object.assign(inner.style, { position: "", opacity: "", pointerEvents: "", blockSize: `${Number(data.detail)}px` });
    }
    heard(data.guildhall, data.detail);
  };
  const refused = ({ effectiveDirective, blockedURI }) => {
    if (effectiveDirective !== "frame-src" || !page.href.startsWith(blockedURI)) return;
    // Each frame that is refused is told to every element; once is enough.
    document.removeEventListener("securitypolicyviolation", refused);
    inner.hidden = true;
    const message = `this page's security policy forbids the frame; add \`frame-src ${page.origin}\` to it`;
    heard("error", { code: "frame-blocked", message });
  };
  const changes = new MutationObserver(show);
  addEventListener("message", listen);
  document.addEventListener("securitypolicyviolation", refused);
  changes.observe(element, { attributes: true });
  changes.observe(document.documentElement, { attributes: true });
  show();
  shadow.append(inner);
  return () => {
    removeEventListener("message", listen);
    document.removeEventListener("securitypolicyviolation", refused);
    changes.disconnect();
    inner.remove();
  };
}
