// The frame's own page: one element in the mode `full`, as the page around it wishes, which hears what becomes of it.

import "./widget.js";

const element = document.querySelector("guildhall-member");
const root = document.documentElement;

/** Whether the page around is of this site: only such a page hears anything of the member. */
const isAtHome = (() => {
  try {
    return parent.origin === origin;
  } catch {
    return false;
  }
})();

function obey() {
  const wish = new URLSearchParams(location.hash.slice(1));
  for (const name of element.constructor.observedAttributes) {
    if (name === "mode") continue;
    if (wish.has(name)) element.setAttribute(name, wish.get(name));
    else element.removeAttribute(name);
  }
  root.lang = wish.get("lang") ?? "";
  root.dir = wish.get("dir") ?? "";
  for (const name of ["color-scheme", "font-size"]) root.style.setProperty(name, wish.get(name) ?? "");
  for (const [name, value] of wish) if (name.startsWith("--guildhall-")) root.style.setProperty(name, value);
}

for (const name of ["ready", "change", "gate", "select", "error"]) {
  element.addEventListener(`guildhall-${name}`, (event) => {
    // In a page of another site, links lead on by themselves.
    if (!isAtHome) return;
    if (name === "select") event.preventDefault();
    parent.postMessage({ guildhall: name, detail: event.detail }, origin);
  });
}

document.body.style.margin = 0;
addEventListener("hashchange", obey);
obey();

// How high it is, every page may know.
new ResizeObserver(() => {
  parent.postMessage({ guildhall: "height", detail: Math.ceil(element.getBoundingClientRect().height) }, "*");
}).observe(element);

// The page around waited until this is wanted.
element.refresh().catch(() => {});
