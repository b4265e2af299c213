// When a page can spare what the living widget costs.

/** How far below the window an element may be and still be worth preparing. */
const AHEAD = "200px";

const idle = (act) => (window.requestIdleCallback ?? setTimeout)(act);

/** Once the page has loaded and has nothing better to do. */
const spare = (act) =>
  document.readyState === "complete" ? idle(act) : addEventListener("load", () => idle(act), { once: true });

/** Calls a function once an element is about to be seen, or touched at once; answers how to call that off. */
export function wanted(element, start) {
  let isOver = false;
  const once = () => {
    if (isOver) return;
    end();
    start();
  };
  const seen = new IntersectionObserver((entries) => entries.some((entry) => entry.isIntersecting) && once(), { rootMargin: AHEAD });
  const end = () => {
    isOver = true;
    seen.disconnect();
    for (const type of ["focusin", "pointerenter"]) element.removeEventListener(type, once);
  };
  for (const type of ["focusin", "pointerenter"]) element.addEventListener(type, once);
  spare(() => isOver || seen.observe(element));
  return end;
}
