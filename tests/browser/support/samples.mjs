// The sample sites in `www/embed`: pages as Hugo, Jekyll and WordPress write them, and one written by hand, with the widget in
// them.

import { host } from "./widget.mjs";
import { shows } from "./hall.mjs";

/** Of each site what it says in its own language: how the member stands, what a gate holds, and what a press says. */
export const SITES = {
  hugo: { stands: /^Membership card/, guest: "Guest", reader: "Reader", open: "For readers:", press: "Like this piece", notice: "Welcome back" },
  jekyll: { stands: "Where you stand", guest: "Guest", reader: "Reader", open: "float the strip on water", press: "I have read this", notice: "as a member" },
  plain: { stands: "Where you stand", guest: "Guest", reader: "Reader", press: "I like this one" },
  wordpress: { stands: /^会员卡/, guest: "访客", reader: "读者", open: "给读者", press: "我读完了", notice: "欢迎回来" },
};

/** Pieces that anybody may finish; four of them make a reader. */
const PIECES = ["kafka-first-sentence", "reading-walden-slowly", "stress-and-tone", "pillow-book-lists"];

/** Where the member stands, as the page shows it. */
export const standingOn = (page, { stands }) => page.getByRole("region", { name: stands });

/** Opens a sample site and waits until the hall is open in it; `warnings` fills with what the console warns of. */
export async function openSample(t, name, options = {}) {
  const visitor = await host(t, options);
  const { page } = visitor;
  const warnings = [];
  page.on("console", (message) => message.type() === "warning" && warnings.push(message.text()));
  await page.addInitScript(() => {
    globalThis.shifts = [];
    const named = (node) => node && (node.outerHTML ?? node.textContent).slice(0, 80);
    const at = ({ x, y, width, height }) => [x, y, width, height].map(Math.round).join(" ");
    new PerformanceObserver((list) => {
      for (const { value, hadRecentInput, sources } of list.getEntries()) {
        if (hadRecentInput) continue;
        const moved = sources.map(({ node, previousRect, currentRect }) => `${named(node)}: ${at(previousRect)} to ${at(currentRect)}`);
        globalThis.shifts.push({ value, moved });
      }
    }).observe({ type: "layout-shift", buffered: true });
  });
  await visitor.open(`embed/${name}/`);
  await arrived(page, SITES[name]);
  return { ...visitor, page, warnings };
}

/** Waits until every part of the widget in the page shows what it is going to show. */
export async function arrived(page, site) {
  const members = page.locator("guildhall-member");
  // Panels further down open their hall once they are about to be seen.
  for (let at = 0; at < (await members.count()); at += 1) await members.nth(at).scrollIntoViewIfNeeded();
  await shows(standingOn(page, site), new RegExp(`${site.guest}|${site.reader}`));
  const lists = page.locator("guildhall-member:is([view=shelf], [view=benefits])");
  for (let at = 0; at < (await lists.count()); at += 1) await lists.nth(at).getByRole("listitem").first().waitFor();
  await page.evaluate(() => scrollTo(0, 0));
}

/** Looks at the piece for as long as it takes to count as viewed. */
export async function view(page) {
  await page.locator("[data-guildhall-record^=view]").scrollIntoViewIfNeeded();
  await page.clock.runFor(2000);
  await page.locator("[data-guildhall-record^=view][data-guildhall-recorded]").waitFor();
}

/** Has the member of this browser read enough to be a reader. */
export const becomeReader = (page) =>
  page.locator("guildhall-member").first().evaluate(async (element, pieces) => {
    const hall = await element.hall();
    await hall.record(pieces.map((object) => ({ verb: "finish", object })));
  }, PIECES);
