// How large the things are that a finger or a shaking hand must hit.

/** Everything that can be acted on, by what it is. */
export const ACTIONABLE =
  "a[href], button, input:not([type=hidden]), select, textarea, summary, [role=button], [role=link], [role=slider], [tabindex='0']";

/**
 * The targets that are smaller than 24 px and have another within that circle. Links within a sentence are as large as
 * its letters, and nobody expects otherwise.
 */
export const smallTargets = (page) =>
  page.evaluate((actionable) => {
    const SIDE = 24;
    const isShown = (element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
    const isInSentence = (element) => {
      if (element.tagName !== "A" || getComputedStyle(element).display !== "inline") return false;
      const block = element.closest("p, li, dd, dt, td, figcaption, summary, label");
      return block !== null && block.textContent.trim().length > element.textContent.trim().length;
    };
    // What is drawn by its label is hit by its label.
    const area = (element) => {
      const own = element.getBoundingClientRect();
      const label = element.labels?.[0];
      if (!label) return own;
      const around = label.getBoundingClientRect();
      return around.width * around.height > own.width * own.height ? around : own;
    };
    const isUnseen = ({ width, height }) => width <= 1 || height <= 1;
    const targets = [...document.querySelectorAll(actionable)]
      .filter((element) => isShown(element) && !element.disabled && !element.closest("[inert], [aria-hidden=true]"))
      .map((element) => ({ element, box: area(element) }))
      .filter(({ box }) => !isUnseen(box));
    const isSmall = ({ box }) => box.width < SIDE - 0.5 || box.height < SIDE - 0.5;
    const middle = ({ left, right, top, bottom }) => ({ x: (left + right) / 2, y: (top + bottom) / 2 });
    const distance = ({ x, y }, { left, right, top, bottom }) =>
      Math.hypot(Math.max(left - x, 0, x - right), Math.max(top - y, 0, y - bottom));
    const crowds = (small, other) => {
      if (small === other || small.element.contains(other.element) || other.element.contains(small.element)) return false;
      const [here, there] = [middle(small.box), middle(other.box)];
      if (distance(here, other.box) < SIDE / 2) return true;
      return isSmall(other) && Math.hypot(here.x - there.x, here.y - there.y) < SIDE;
    };
    return targets
      .filter((target) => isSmall(target) && !isInSentence(target.element) && targets.some((other) => crowds(target, other)))
      .map(({ element, box }) => `${Math.round(box.width)} x ${Math.round(box.height)} px: ${element.outerHTML.slice(0, 140)}`);
  }, ACTIONABLE);
