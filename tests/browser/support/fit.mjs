// Whether what the page shows fits where it is shown.
import { ACTIONABLE } from "./targets.mjs";

/**
 * What sticks out of the page sideways, words that are cut off, and words that are shortened without saying the whole
 * of it in a title. What scrolls by itself may be wider than the page. Looks within the hall, or within what is named.
 */
export const misfits = (page, within = "#hall") =>
  page.evaluate((within) => {
    const scroller = document.scrollingElement;
    const name = (element) => element.outerHTML.slice(0, 140);
    const scrolls = (element) => ["auto", "scroll"].includes(getComputedStyle(element).overflowX);
    const isInScroller = (element) => element && (scrolls(element) || isInScroller(element.parentElement));
    const isHidden = (element) =>
      element.closest("[hidden], .visually-hidden, .skip-link, dialog:not([open]), [popover]:not(:popover-open)");
    const all = [...document.querySelectorAll(`${within} *`)].filter((element) => !isHidden(element) && !element.closest("svg"));
    const out = all.filter((element) => {
      const { left, right, width } = element.getBoundingClientRect();
      return width > 0 && (right > innerWidth + 1 || left < -1) && !isInScroller(element.parentElement);
    });
    const saysAll = (element) => element.closest("[title]")?.title.includes(element.textContent.trim());
    const cut = all.filter((element) => {
      if (element.clientWidth <= 1 || !element.textContent.trim() || element.closest("thead") || saysAll(element)) return false;
      const { overflowX, overflowY } = getComputedStyle(element);
      return (
        (overflowX === "hidden" && element.scrollWidth > element.clientWidth + 1) ||
        (overflowY === "hidden" && element.scrollHeight > element.clientHeight + 2)
      );
    });
    return [
      ...(scroller.scrollWidth > innerWidth ? [`the page scrolls sideways: ${scroller.scrollWidth} > ${innerWidth}`] : []),
      ...out.slice(0, 3).map((element) => `sticks out: ${name(element)}`),
      ...cut.slice(0, 3).map((element) => `is cut: ${name(element)}`),
    ];
  }, within);

/** What can be acted on but lies behind something else once it is scrolled to. */
export const unreachable = (page) =>
  page.evaluate((actionable) => {
    const layer = [...document.querySelectorAll("dialog[open], [popover]:popover-open")].at(-1) ?? document;
    const elements = [...layer.querySelectorAll(actionable)].filter(
      (element) =>
        element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) &&
        !element.closest("[inert], .skip-link") &&
        !element.disabled,
    );
    const covered = elements.filter((element) => {
      const drawn = element.labels?.[0] && element.getBoundingClientRect().width <= 1 ? element.labels[0] : element;
      drawn.scrollIntoView({ block: "nearest", inline: "nearest", behavior: "instant" });
      // Of a link over several lines, its first.
      const [box] = drawn.getClientRects();
      const hit = document.elementFromPoint(box.left + box.width / 2, box.top + Math.min(box.height, innerHeight) / 2);
      if (!hit) return true;
      return !drawn.contains(hit) && !hit.contains(drawn) && !hit.closest("label")?.contains(element);
    });
    scrollTo(0, 0);
    return covered.map((element) => element.outerHTML.slice(0, 140));
  }, ACTIONABLE);

/** The share of the window's height that bars take which stay while the page is scrolled. */
export const shareOfBars = (page) =>
  page.evaluate(() => {
    scrollTo(0, document.documentElement.scrollHeight / 2);
    const bars = [...document.querySelectorAll("#hall *")].filter((element) => {
      const { position, pointerEvents } = getComputedStyle(element);
      const { top, bottom, width, height } = element.getBoundingClientRect();
      const isShown = height > 0 && top < innerHeight && bottom > 0 && width > innerWidth / 2;
      const stays = position === "fixed" || (position === "sticky" && getComputedStyle(element).top !== "auto" && top <= 1);
      return stays && isShown && pointerEvents !== "none" && !element.matches("[popover], dialog");
    });
    const heights = bars.map((element) => element.getBoundingClientRect().height);
    scrollTo(0, 0);
    return heights.reduce((sum, height) => sum + height, 0) / innerHeight;
  });
