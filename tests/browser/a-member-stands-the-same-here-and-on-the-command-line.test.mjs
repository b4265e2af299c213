import assert from "node:assert/strict";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { documents, folder, guildhall } from "./support/command-line.mjs";
import { PAGES, enter, figure, shows, standing, takeIn, turnTo, vanishes } from "./support/hall.mjs";

const MOMENT = "2026-12-01T02:00:00Z";

/** Imports a dump on the command line; answers the community's folder and its members, the highest score first. */
async function imported(t, dump) {
  const community = join(await folder(t), "hall");
  await guildhall("import", "stackexchange", dump, "--out", community);
  const ranking = await guildhall("standing", community, "--at", MOMENT, "--format", "csv", "--digest");
  const [heading, ...rows] = ranking
    .trimEnd()
    .split("\n")
    .map((line) => line.split(","));
  const members = rows.map((row) => Object.fromEntries(row.map((cell, at) => [heading[at], cell])));
  return { community, members };
}

/** The browser comes to the digest of the command line when the exported events of a member are imported there. */
async function standsTheSame(t, { community, member, isOffered = true }) {
  const file = join(await folder(t), `${member.member}.ndjson`);
  await guildhall("export", community, "--member", member.member, "--format", "ndjson", "--out", file);
  const [alone] = (await guildhall("standing", community, "--member", member.member, "--at", MOMENT, "--digest")).match(
    /[0-9a-f]{64}/,
  );
  assert.equal(alone, member.digest);

  const files = await documents(community, "other/");
  const { page } = await enter(t, { path: "activity?community=other/", at: MOMENT, files });
  const own = await page.getByTestId("member").innerText();
  await page.getByRole("contentinfo").getByRole("link", { name: "Privacy", exact: true }).click();
  await page.getByLabel("Import a file").setInputFiles(file);
  await takeIn(page, `${member.member}.ndjson`);
  const lines = (await readFile(file, "utf8")).trimEnd().split("\n").length;
  await shows(page.locator("[data-count=stored] dd"), new RegExp(`^${lines.toLocaleString("en")}$`));
  const offer = page.getByRole("button", { name: `See the hall as “${member.member}”` });
  if (isOffered) await offer.click();
  else {
    assert.equal(await offer.count(), 0);
    await page.getByRole("combobox", { name: "Whose hall is shown" }).selectOption(member.member);
  }
  const viewing = page.getByTestId("viewing-as");
  await viewing.getByText(member.member).waitFor();
  await turnTo(page, PAGES.activity);
  await shows(page.getByTestId("member"), member.member);
  await page.getByLabel("At the moment (UTC)").fill(MOMENT);
  await shows(page.getByTestId("digest"), member.digest);

  await turnTo(page, PAGES.home);
  assert.equal(figure((await standing(page)).score.toString()), Math.round(Number(member.score) * 10) / 10);
  // The choice is kept, the visitor records nothing by looking around, and comes back to their own hall.
  await page.reload();
  await viewing.getByText(member.member).waitFor();
  await turnTo(page, PAGES.activity);
  await page.getByLabel("At the moment (UTC)").fill(MOMENT);
  await shows(page.getByTestId("digest"), member.digest);
  await viewing.getByRole("button", { name: "Back to myself" }).click();
  await vanishes(viewing);
  await shows(page.getByTestId("member"), own);
}

test("each member of a small imported community has the digest of the command line in the browser, too", async (t) => {
  const { input, file } = JSON.parse(
    await readFile(new URL("../cases/import/a-dump-becomes-a-catalogue-and-events.json", import.meta.url), "utf8"),
  );
  const dump = join(await folder(t), "cheese");
  await mkdir(dump);
  await writeFile(join(dump, file), input.join("\n"));
  const { community, members } = await imported(t, dump);
  const people = members.filter(({ member }) => /^u\d+$/.test(member));
  assert.deepEqual(people.map(({ member }) => member).sort(), ["u11", "u12", "u13"]);
  // Every event about u13 is one about u11 as well: which of them the file is about is for the visitor to say.
  for (const member of people) await standsTheSame(t, { community, member, isOffered: member.member !== "u13" });
});

test("so have the first and the last of a real one", async (t) => {
  const dump = process.env.GUILDHALL_DATA;
  if (!dump) return t.skip("GUILDHALL_DATA names no folder with a Stack Exchange dump");
  const { community, members } = await imported(t, dump);
  const people = members.filter(({ member }) => /^u\d+$/.test(member));
  for (const member of [people[0], people[Math.floor(people.length / 2)], people.at(-1)]) {
    await standsTheSame(t, { community, member });
  }
});
