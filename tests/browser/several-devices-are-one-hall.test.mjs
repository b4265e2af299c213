import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { assertAccessible } from "./support/accessibility.mjs";
import { FREE_ITEMS, history, ndjson } from "./support/events.mjs";
import { NOW, PAGES, importFile, ownName, shows, standing, turnTo } from "./support/hall.mjs";
import { backend, connect, enterConnectable, fillIn, requestsTo, state, synced } from "./support/backends.mjs";

/** The servers; each is started as a community would start it. */
const SERVERS = ["rest", "pocketbase", "couchdb", "webdav", "libsql", "postgrest", "xapi"];

/** Likes one of the pieces that are not liked yet. */
const likes = async (page, at) => {
  await turnTo(page, PAGES.discover);
  await page.getByTestId("shelf").getByRole("button", { name: "Like", exact: true }).nth(at).click();
};

const CHARTER = new URL("../../www/community/charter.json", import.meta.url);

const toSync = async (page) => {
  await page.getByTestId("sync-mark").getByRole("link").click();
  await page.getByRole("heading", { level: 1, name: "Sync" }).waitFor();
};

const digest = async (page) => {
  await turnTo(page, PAGES.activity);
  await page.getByLabel("At the moment (UTC)").fill("2026-12-05T03:00:00Z");
  return page.getByTestId("digest").innerText();
};

/** Has a hall look for news at once. */
const syncNow = async (page) => {
  await toSync(page);
  await page.getByRole("button", { name: "Sync now" }).click();
};

for (const name of SERVERS) {
  test(`two devices are one member by way of ${name}, also after both were offline`, async (t) => {
    const server = await backend(t, name);
    if (!server) return t.skip(`${name} is not installed; \`cargo xtask setup --backends\` installs it`);
    const [here, there] = [await enterConnectable(t, { path: "sync" }), await enterConnectable(t, { path: "sync" })];
    // The end of what a device has written to a folder is where there is no further file.
    if (name === "webdav") for (const { problems } of [here, there]) problems.expect(/404.*\.ndjson/);
    const sent = requestsTo(here.context, server.url);
    await likes(here.page, 0);
    await here.page.goto(new URL("sync", here.site).href);
    assert.deepEqual(sent, [], "nothing leaves before the member has agreed");
    await connect(here.page, server);
    await connect(there.page, server);
    await toSync(there.page);
    await there.page.getByTestId("sync-members").getByRole("button", { name: "This is me" }).click();
    await there.page.getByTestId("sync-members").waitFor({ state: "detached" });
    await synced(there.page);
    await turnTo(there.page, PAGES.home);
    const { score } = await standing(there.page);
    assert.ok(score > 0, "what was done elsewhere counts here");

    // Both act without a connection, and keep what they did.
    for (const { page, context } of [here, there]) {
      // The page's part of the program must be here before there is no way to fetch it.
      await turnTo(page, PAGES.discover);
      await page.getByTestId("shelf").waitFor();
      await context.setOffline(true);
    }
    await likes(here.page, 1);
    await likes(there.page, 2);
    for (const { page, context, problems } of [here, there]) {
      await page.locator("[data-testid=sync-mark][data-state=offline]").waitFor();
      problems.expect(/ERR_INTERNET_DISCONNECTED/);
      await context.setOffline(false);
      await synced(page);
    }
    await syncNow(here.page);
    await synced(here.page);
    await syncNow(there.page);
    await synced(there.page);
    await syncNow(here.page);
    await synced(here.page);
    const digests = [];
    for (let tries = 0; tries < 20; tries += 1) {
      digests.splice(0, 2, await digest(here.page), await digest(there.page));
      if (digests[0] === digests[1]) break;
      await syncNow(here.page);
      await synced(here.page);
    }
    assert.equal(digests[0], digests[1], "both stand the same");

    // What has been read is still there when the page is loaded again, without a password.
    await there.page.reload();
    await there.page.locator("[data-testid=sync-mark][data-state=sign-in]").waitFor();
    assert.equal(await digest(there.page), digests[0]);
  });
}

test("a second tab sends nothing a second time and shows how it stands", async (t) => {
  const server = await backend(t, "rest");
  const { page, context, site } = await enterConnectable(t, { path: "sync" });
  await connect(page, server);
  const posts = requestsTo(context, `${server.url}/events`);
  const second = await context.newPage();
  await second.goto(new URL("discover", site).href);
  await second.locator("[data-testid=sync-mark][data-state=synced]").waitFor();
  const isSending = (request) => request.url() === `${server.url}/events` && request.method() === "POST";
  const [sent] = await Promise.all([context.waitForEvent("request", isSending), likes(second, 0)]);
  await (await sent.response()).finished();
  await synced(second);
  // Another round of both tabs: what was sent is not sent again.
  const look = context.waitForEvent("request", (request) => request.url().startsWith(`${server.url}/events?`));
  await toSync(second);
  await second.getByRole("button", { name: "Sync now" }).click();
  await look;
  await synced(page);
  const sending = posts.filter((request) => request.startsWith("POST") && request.endsWith("/events"));
  assert.equal(sending.length, 1, `one tab sends, once: ${posts}`);
});

test("disconnecting keeps what is here and says what stays there", async (t) => {
  const server = await backend(t, "rest");
  const { page, context, site } = await enterConnectable(t, { path: "sync" });
  await connect(page, server);
  await state(page, "synced");
  await page.getByText("Disconnect this device").click();
  await page.getByRole("button", { name: /^Disconnect from/ }).click();
  await page.getByTestId("sync-form").waitFor();
  assert.equal(await page.getByTestId("sync-mark").count(), 0);
  const sent = requestsTo(context, server.url);
  await likes(page, 0);
  await page.goto(new URL("privacy", site).href);
  await shows(page.getByTestId("sending"), /Does not happen/);
  await page.getByText(/receipts|answers/i).first().click();
  await shows(page.getByTestId("receipts"), /nothing is sent to 127\.0\.0\.1/);
  assert.deepEqual(sent, []);
});

test("who stays signed in goes on after coming back, until everything is erased", async (t) => {
  const server = await backend(t, "rest");
  const { page, context, site } = await enterConnectable(t, { path: "sync" });
  await page.getByRole("switch", { name: "Stay signed in" }).check();
  await connect(page, server);
  await page.reload();
  await synced(page);

  await page.getByRole("button", { name: "Pause" }).click();
  await state(page, "paused");
  const sent = requestsTo(context, server.url);
  await likes(page, 0);
  await toSync(page);
  assert.deepEqual(sent, [], "nothing is sent while it is paused");
  const isSending = (request) => request.url() === `${server.url}/events` && request.method() === "POST";
  await Promise.all([context.waitForEvent("request", isSending), page.getByRole("button", { name: "Go on" }).click()]);
  await synced(page);

  await page.goto(new URL("privacy", site).href);
  await shows(page.getByTestId("sending"), /stay signed in/);
  await page.getByTestId("erase").getByRole("textbox").fill("Lamplight Reading Room");
  await page.getByTestId("erase").getByRole("button").click();
  await page.getByTestId("sync-mark").waitFor({ state: "detached" });
  await page.goto(new URL("sync", site).href);
  await page.getByTestId("sync-form").waitFor();
});

test("the page is accessible and fits, connected or not", async (t) => {
  const server = await backend(t, "rest");
  const { page } = await enterConnectable(t, { path: "sync", viewport: { width: 360, height: 800 } });
  await assertAccessible(page);
  await connect(page, server);
  await assertAccessible(page);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.ok(overflow <= 0, `the page is ${overflow} px too wide`);
});

test("the article's service is told the level that a member reached, once", async (t) => {
  const server = await backend(t, "article");
  if (!server) return t.skip("Flask is not installed; `cargo xtask setup --backends` installs it");
  const visitor = await enterConnectable(t);
  const { page, context } = visitor;
  /** The level as the service gives it to whoever signs in. */
  const level = async () => {
    const body = JSON.stringify({ username: server.user, password: server.secret });
    const headers = { "content-type": "application/json" };
    return (await (await fetch(`${server.url}/login`, { method: "POST", headers, body })).json()).level;
  };
  // Who is not known yet is refused, and then registered.
  visitor.problems.expect(/401.*\/login/);
  const told = requestsTo(context, `${server.url}/update_level`);
  const tiers = JSON.parse(readFileSync(CHARTER, "utf8")).tiers.map((tier) => tier.name.en);
  const past = history({ member: await ownName(visitor), items: FREE_ITEMS, days: 30, until: NOW });
  await importFile(page, "past.ndjson", ndjson(past));
  await turnTo(page, PAGES.home);
  const { tier } = await standing(page);
  const reached = tiers.indexOf(tier) + 1;
  assert.ok(reached > 1, `${tier} is more than the lowest tier`);

  await page.goto(new URL("sync", visitor.site).href);
  const taken = page.waitForResponse((answer) => answer.request().method() === "PUT" && answer.ok());
  await fillIn(page, server);
  await shows(page.getByTestId("sync-consent"), /the level I have reached[^]*Nothing of what I read/);
  await connect(page, server);
  await taken;
  assert.equal(await level(), reached);
  await toSync(page);
  await page.getByRole("button", { name: "Sync now" }).click();
  await synced(page);
  assert.equal(told.filter((request) => request.startsWith("PUT")).length, 1, "what the service has is not sent again");
  await shows(page.getByTestId("sync-state"), /knows the level you have reached/);
  assert.equal(await page.getByTestId("sync-sent").count(), 0, "no events are counted where none are sent");

  // What was agreed to is what was read, and the page on privacy says the same.
  await page.goto(new URL("privacy", visitor.site).href);
  await shows(page.getByTestId("sending"), /the level you have reached is sent to 127[^]*nothing of what is noted/);
  await page.getByText(/receipts|answers/i).first().click();
  await shows(page.getByTestId("receipts"), /the level I have reached[^]*Nothing of what I read/);
});
