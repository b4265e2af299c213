import assert from "node:assert/strict";
import { test } from "node:test";
import { enter, itemIn, itemsIn, shows } from "./support/hall.mjs";

const results = (page) => page.getByTestId("results");
const marks = (part) => part.locator("mark").allInnerTexts();

test("a word that only a text has is found, with the place where it stands", async (t) => {
  const { page } = await enter(t, { path: "library" });
  await page.getByRole("searchbox").fill("nightgown");
  const found = itemIn(results(page), "pepys-in-the-fire");
  await found.getByText("In the text").waitFor();
  await found.locator("q mark").waitFor();
  assert.deepEqual(await marks(found), ["nightgown"]);
  assert.match(await found.locator("q").innerText(), /slipped on my nightgown/);
  await page.getByRole("searchbox").fill("walden");
  await itemIn(results(page), "reading-walden-slowly").waitFor();
  assert.equal((await itemsIn(results(page)))[0], "reading-walden-slowly", "titles come first");
});

test("Chinese texts are searched from a page in English, and the other way round", async (t) => {
  const { page } = await enter(t, { path: "library?q=%E6%9C%88%E8%89%B2" });
  const found = itemIn(results(page), "su-shi-night-walk");
  await found.locator("q[lang^=zh] mark").waitFor();
  assert.deepEqual(await marks(found), ["月色"]);

  const chinese = await enter(t, { path: "library?q=woods", locale: "zh-CN" });
  await chinese.page.getByText("见于正文").first().waitFor();
  await chinese.page.locator("q[lang=en] mark").first().waitFor();
});

test("case, accents and width do not matter", async (t) => {
  const { page } = await enter(t, { path: "library" });
  for (const asked of ["basho", "BASHŌ", "ｂａｓｈｏ", "bāsho"]) {
    await page.getByRole("searchbox").fill(asked);
    await itemIn(results(page), "basho-misquotes-du-fu").waitFor();
    assert.equal((await itemsIn(results(page)))[0], "basho-misquotes-du-fu", asked);
    assert.equal((await marks(itemIn(results(page), "basho-misquotes-du-fu")))[0], "Bashō", asked);
  }
});

test("what is looked for stands in the address, is shared by it, and is there again after going back", async (t) => {
  const { page, open } = await enter(t, { path: "library" });
  await page.getByRole("searchbox").fill("poem 诗");
  await page.getByRole("combobox", { name: "Kind" }).selectOption("article");
  await page.clock.runFor(1_000);
  await page.waitForURL(/library\?q=poem%20%E8%AF%97&kind=article$/);
  const found = await itemsIn(results(page));
  assert.ok(found.length > 0);
  await results(page).getByRole("link").first().click();
  await page.getByTestId("text").waitFor();
  await page.getByRole("link", { name: "Back to the results" }).click();
  await shows(page.locator("h1"), "Library");
  assert.equal(await page.getByRole("searchbox").inputValue(), "poem 诗");
  assert.deepEqual(await itemsIn(results(page)), found);
  await page.goBack();
  await page.getByTestId("text").waitFor();
  await page.goBack();
  await itemIn(results(page), found[0]).waitFor();
  assert.equal(await page.getByRole("combobox", { name: "Kind" }).inputValue(), "article");

  await page.getByRole("navigation").getByRole("link", { name: "Library", exact: true }).click();
  await open("library");
  await shows(page.locator(".result-count"), /^5\d pieces$/);
  assert.equal(await page.getByRole("searchbox").inputValue(), "");
});

test("facets count what each choice would find, and go away when they tell nothing apart", async (t) => {
  const { page } = await enter(t, { path: "library" });
  const kind = page.getByRole("combobox", { name: "Kind" });
  await kind.waitFor();
  assert.equal(await page.getByRole("combobox", { name: "Language" }).count(), 0, "everything exists in both");
  assert.equal(await page.getByRole("combobox", { name: "Reading" }).count(), 0, "nothing is finished yet");
  const counts = await kind.locator("option").allInnerTexts();
  const [, guides] = counts.map((text) => /^Guide \((\d+)\)$/.exec(text)).find(Boolean);
  await kind.selectOption("guide");
  await shows(page.locator(".result-count"), `${guides} pieces`);
  await page.getByRole("combobox", { name: "Access" }).selectOption("locked");
  assert.deepEqual((await itemsIn(results(page))).sort(), [
    "leading-a-reading-circle",
    "mending-a-torn-page",
    "paper-in-five-pictures",
  ]);
  await page.getByRole("searchbox").fill("walden");
  await page.getByText("Nothing fits “walden”").waitFor();
  await page.getByRole("button", { name: "Search everything" }).click();
  await itemIn(results(page), "reading-walden-slowly").waitFor();
});

test("how much was found is said once, after the member paused", async (t) => {
  const { page } = await enter(t, { path: "library" });
  const said = page.locator("main [role=status].visually-hidden");
  await page.clock.runFor(1_000);
  await shows(said, /^5\d pieces$/);
  await page.getByRole("searchbox").pressSequentially("walden slowly");
  assert.match(await said.innerText(), /^5\d pieces$/);
  await page.clock.runFor(1_000);
  await shows(said, /^\d+ pieces?$/);
  assert.equal(await said.innerText(), await page.locator(".result-count").innerText());
});
