import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { assertAccessible } from "./support/accessibility.mjs";
import { enter, itemsIn, toSettings } from "./support/hall.mjs";

const charter = JSON.parse(await readFile(new URL("../../www/community/charter.json", import.meta.url), "utf8"));
const panel = (page) => page.getByTestId("onboarding");
const pressed = (chip) => chip.and(chip.page().locator("[aria-pressed=true]")).waitFor();

test("what a member says of themselves leads the shelf at once, is found again in the settings, and can be taken back", async (t) => {
  const { page } = await enter(t);
  await panel(page).getByRole("button", { name: "Continue" }).click();
  const shelf = page.getByRole("region", { name: "For you" });
  const before = await itemsIn(shelf);
  const choices = panel(page).getByRole("group", { name: "About you" });
  assert.deepEqual(await choices.getByRole("button").allInnerTexts(), charter.backgrounds.map(({ name }) => name.en));
  await choices.getByRole("button", { name: "I translate" }).click();
  await pressed(choices.getByRole("button", { name: "I translate" }));
  assert.notDeepEqual(await itemsIn(shelf), before, "the shelf follows");
  await assertAccessible(page);

  await toSettings(page);
  const kept = page.getByRole("group", { name: "About you" });
  await pressed(kept.getByRole("button", { name: "I translate" }));
  await kept.getByRole("button", { name: "I translate" }).click();
  await kept.getByRole("button", { name: "I translate", pressed: false }).waitFor();
  await page.reload();
  await kept.getByRole("button", { name: "I translate", pressed: false }).waitFor();
});

test("a community that names none asks nothing", async (t) => {
  const silent = JSON.stringify({ ...charter, backgrounds: undefined });
  const { page } = await enter(t, { files: { "community/charter.json": silent } });
  await panel(page).getByRole("button", { name: "Continue" }).click();
  await panel(page).getByTestId("interest-choices").waitFor();
  assert.equal(await panel(page).getByTestId("background-choices").count(), 0);
});
