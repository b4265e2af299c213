// Runs before anything is painted, from the page itself: looks that the member chose, and the language.
// The build puts it into the page and its hash into the security policy.
(() => {
  const root = document.documentElement;
  // A browser that keeps nothing has nothing to tell.
  const kept = (key) => {
    try {
      return localStorage.getItem(`guildhall:${key}`);
    } catch {
      return null;
    }
  };
  for (const name of ["theme", "text", "motion"]) {
    const value = kept(name);
    if (value) root.dataset[name] = value;
  }
  // What the build wrote is the standing of somebody who was never here.
  const query = location.search;
  if (/[?&](community|demo)\b/.test(query)) root.dataset.elsewhere = "";
  else if (kept("here")) root.dataset.returning = "";
  // Program and documents come once the page is there to be looked at: what a first visitor waits for is what they see.
  // Who has been here has the program at hand, and a page nobody looks at is never painted.
  globalThis.guildhallSeen = new Promise((seen) => {
    const parsed = () => {
      if (document.readyState === "loading") return;
      document.removeEventListener("readystatechange", parsed);
      const isWritten = document.querySelector("[data-seal]") && !("returning" in root.dataset || "elsewhere" in root.dataset);
      if (!isWritten || document.visibilityState !== "visible") return seen();
      const isContent = ({ name }) => name === "first-contentful-paint";
      new PerformanceObserver((list) => list.getEntries().some(isContent) && seen()).observe({ type: "paint", buffered: true });
      // Should the browser not say when it has painted.
      setTimeout(seen, 2000);
    };
    // Not the end of loading, which waits for the script that waits for this.
    document.addEventListener("readystatechange", parsed);
  });
  globalThis.guildhallSeen.then(() => {
    for (const link of document.querySelectorAll("link[data-later]")) link.rel = "preload";
  });
  // An address without a language speaks the member's.
  const base = new URL(document.baseURI).pathname;
  const address = location.pathname.slice(base.length);
  if (/^zh(\/|$)/.test(address)) return;
  const wanted = [kept("language"), ...navigator.languages].find((tag) => /^(en|zh)\b/.test(tag ?? ""));
  if (wanted?.startsWith("zh")) location.replace(`${base}zh/${address}${query}${location.hash}`);
})();
