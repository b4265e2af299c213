import assert from "node:assert/strict";
import { test } from "node:test";
import { PAGES, enter, shows, toast, vanishes, untilFinished } from "./support/hall.mjs";

/** What has the focus, as a person would call it: role or tag, and name. */
const focused = (page) =>
  page.evaluate(() => {
    const { activeElement: element } = document;
    const name = element.getAttribute("aria-label") ?? element.labels?.[0]?.innerText ?? element.innerText ?? "";
    return `${element.tagName.toLowerCase()} ${name.trim().split("\n")[0]}`.trim();
  });

/** Presses the tab key until something has the focus; fails when it has been everywhere. */
async function tabTo(page, wanted, key = "Tab") {
  const passed = [];
  while (passed.length < 150) {
    await page.keyboard.press(key);
    const name = await focused(page);
    if (wanted instanceof RegExp ? wanted.test(name) : name === wanted) return;
    passed.push(name);
  }
  assert.fail(`${wanted} is not reached; passed were ${passed.join(", ")}`);
}

/** Whether the focused element shows that it is, by an outline or a shadow. */
const showsFocus = (page) =>
  page.evaluate(() => {
    const dressed = (element) => {
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
      return (outlineStyle !== "none" && parseFloat(outlineWidth) > 0) || boxShadow !== "none";
    };
    // A radio button is drawn by its label, a label's drawing by the icon in it.
    const { activeElement: element } = document;
    return [element, element.closest("label"), ...(element.closest("label")?.querySelectorAll("*") ?? [])].some(
      (part) => part && dressed(part),
    );
  });

test("the first stop leads past the navigation to the content", async (t) => {
  const { page, site } = await enter(t);
  await page.keyboard.press("Tab");
  assert.equal(await focused(page), "a Skip to the content");
  const skip = page.getByRole("link", { name: "Skip to the content" });
  await page.waitForFunction(() => document.activeElement.getBoundingClientRect().top >= 0);
  assert.ok(await skip.isVisible());
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement.id), "main");
  assert.equal(page.url(), site, "the address stays");
  await page.keyboard.press("Tab");
  assert.ok(await page.evaluate(() => document.activeElement.closest("main") !== null));
});

test("a new page begins at its heading, wherever one came from", async (t) => {
  const { page } = await enter(t);
  for (const [, name] of [PAGES.discover, PAGES.library, PAGES.activity]) {
    await tabTo(page, `a ${name}`, "Shift+Tab");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name }).waitFor();
    assert.equal(await focused(page), `h1 ${name}`);
    assert.equal(await page.evaluate(() => scrollY), 0);
    assert.match(await page.title(), new RegExp(`^${name} · Lamplight Reading Room$`));
  }
  await page.goBack();
  await page.getByRole("heading", { level: 1, name: "Library" }).waitFor();
  assert.equal(await focused(page), "h1 Library");
});

test("every stop shows that it has the focus", async (t) => {
  for (const path of ["", "discover", "library/faraday-candle-course", "activity"]) {
    const { page } = await enter(t, { path });
    if (path.startsWith("library/")) await page.getByTestId("text").waitFor();
    const seen = new Set();
    for (;;) {
      await page.keyboard.press("Tab");
      const name = await focused(page);
      const place = await page.evaluate(() => [...document.querySelectorAll("body *")].indexOf(document.activeElement));
      // Behind the last stop comes the browser itself, or the first again.
      if (place < 0 || seen.has(place)) break;
      seen.add(place);
      assert.ok(await showsFocus(page), `${name} on ${path || "the first page"} does not show its focus`);
    }
    assert.ok(seen.size > 10, `${seen.size} stops on ${path || "the first page"}`);
  }
});

test("an item is read, finished, rated, liked and commented without a mouse, and a word taken back", async (t) => {
  const { page } = await enter(t);
  await tabTo(page, "a How to Read a Hard Page");
  await page.keyboard.press("Enter");
  await page.getByTestId("text").waitFor();
  assert.equal(await focused(page), "h1 How to Read a Hard Page");

  await tabTo(page, "button Mark as finished");
  await page.keyboard.press("Enter");
  await untilFinished(page);
  await page.getByText("You have finished this").waitFor();
  await tabTo(page, "input 1 of 5");
  await page.keyboard.press("Space");
  await shows(toast(page).locator("p").first(), /^Rated/);
  await page.keyboard.press("ArrowRight");
  await page.getByRole("radio", { name: "2 of 5" }).and(page.locator(":checked")).waitFor();
  assert.equal(await focused(page), "input 2 of 5", "the focus stays with the rating");
  await tabTo(page, "button Like");
  await page.keyboard.press("Space");
  await page
    .getByRole("region", { name: "After reading" })
    .locator("[aria-pressed=true]")
    .getByText("Like", { exact: true })
    .waitFor();
  await tabTo(page, "textarea Your comment");
  await page.keyboard.type("Written without a mouse.");
  await tabTo(page, "button Add comment");
  await page.keyboard.press("Enter");
  await page.getByRole("listitem").getByText("Written without a mouse.").waitFor();

  // The newest word lies at the end of the page and can be reached and answered from there.
  const words = page.locator(".toast").filter({ hasText: "Commented: How to Read a Hard Page" });
  await words.waitFor();
  await tabTo(page, "button Take back");
  while (!(await words.locator(":focus").count())) await tabTo(page, "button Take back");
  await page.keyboard.press("Enter");
  await vanishes(page.getByRole("listitem").getByText("Written without a mouse."));
});

test("hiding an item with the keyboard goes on from the content, not from the top of the page", async (t) => {
  const { page } = await enter(t, { path: "discover" });
  await tabTo(page, "button Hide");
  await page.keyboard.press("Enter");
  await shows(toast(page).locator("p").first(), /^Hid/);
  await page.keyboard.press("Tab");
  const place = page.locator("main :focus");
  assert.equal(await place.count(), 1, `the focus went to ${await focused(page)}`);
  await tabTo(page, /^summary Why this\?/);
  await page.keyboard.press("Enter");
  await page.locator("details[open]").getByText("In all").waitFor();
});
