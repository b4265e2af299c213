import { test } from "node:test";
import { enter, shows } from "./support/hall.mjs";
import { backend, connect, enterConnectable, fillIn, requestsTo, state, synced } from "./support/backends.mjs";
import assert from "node:assert/strict";

const trial = (page, code) => page.locator(`[data-testid=sync-trial][data-code=${code}]`).waitFor();
const test_it = (page) => page.getByRole("button", { name: "Only test it" }).click();

test("each way in which a connection fails is told apart", async (t) => {
  const server = await backend(t, "rest");
  const { page, context, site, problems } = await enterConnectable(t, { path: "sync" });
  // Pages that the app fetches ahead may be under way when the network goes.
  problems.expect(/status of 40\d|answer 40\d|ERR_CONNECTION_REFUSED|blocked by CORS|ERR_INTERNET_DISCONNECTED/);
  const sent = requestsTo(context, server.url);

  await fillIn(page, server);
  await test_it(page);
  await shows(page.getByTestId("sync-form"), /Tick the box first/);
  assert.deepEqual(sent, [], "not even a test is sent before the member has agreed");

  await page.getByLabel("I agree").check();
  await test_it(page);
  await trial(page, "fine");

  await fillIn(page, { ...server, secret: "not-the-password" });
  await test_it(page);
  await trial(page, "wrong-credentials");

  await fillIn(page, { ...server, url: site });
  await test_it(page);
  await trial(page, "wrong-place");

  await fillIn(page, { ...server, url: "not an address" });
  await test_it(page);
  await trial(page, "bad-address");

  await context.setOffline(true);
  await fillIn(page, server);
  await test_it(page);
  await trial(page, "offline");
  await context.setOffline(false);

  await server.stop();
  await test_it(page);
  await trial(page, "unreachable");
});

test("a site that does not name the server says which directive is missing", async (t) => {
  const { page, context } = await enter(t, { path: "sync" });
  await fillIn(page, { kind: "rest", url: "https://sync.example/api", user: "ada", secret: "x" });
  const sent = requestsTo(context, "https://sync.example");
  await page.getByLabel("I agree").check();
  await page.getByRole("button", { name: "Connect", exact: true }).click();
  await trial(page, "policy");
  await shows(page.getByTestId("sync-trial"), /connect-src 'self' https:\/\/sync\.example/);
  assert.deepEqual(sent, []);
});

test("a server that goes away and comes back loses nothing", async (t) => {
  const server = await backend(t, "rest");
  const { page, problems } = await enterConnectable(t, { path: "sync" });
  problems.expect(/ERR_CONNECTION_REFUSED|ERR_EMPTY_RESPONSE|ERR_CONNECTION_RESET|status of 40\d|answer 40\d/);
  await connect(page, server);
  await server.stop();
  for (let tries = 0; tries < 3; tries += 1) await page.getByRole("button", { name: "Sync now" }).click();
  await state(page, "trouble");
  await shows(page.getByTestId("sync-state"), /No answer came/);
  const again = await backend(t, "rest", server.port);
  await page.getByRole("button", { name: "Sync now" }).click();
  await synced(page);
  assert.equal(again.url, server.url);
});

test("an event that the server refuses is set aside with the reason and can be taken along", async (t) => {
  const server = await backend(t, "rest");
  const { page, context, site } = await enterConnectable(t, { path: "sync" });
  await context.route(`${server.url}/events`, async (route) => {
    if (route.request().method() !== "POST") return route.fallback();
    const { events } = JSON.parse(route.request().postData());
    const outcomes = events.map(({ id, verb }) =>
      verb === "like" ? { id, outcome: "rejected", code: "refused", message: "no likes here" } : { id, outcome: "stored" },
    );
    const headers = { "access-control-allow-origin": "*" };
    await route.fulfill({ status: 200, headers, contentType: "application/json", body: JSON.stringify({ outcomes }) });
  });
  await page.goto(new URL("discover", site).href);
  await page.getByTestId("shelf").getByRole("button", { name: "Like", exact: true }).first().click();
  await page.goto(new URL("sync", site).href);
  await fillIn(page, server);
  await page.getByLabel("I agree").check();
  await page.getByRole("button", { name: "Connect", exact: true }).click();
  const aside = page.getByTestId("sync-aside");
  await aside.waitFor();
  await shows(aside.getByRole("listitem").first(), /The server refuses it\. .?no likes here/);
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Save as a file" }).click(),
  ]);
  assert.match(download.suggestedFilename(), /not-synced\.ndjson$/);
  await page.reload();
  await page.getByTestId("sync-aside").waitFor();
});
