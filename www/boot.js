// Starts the app. The build bundles this with the glue it imports, so that the page's one script can
// carry its integrity, and puts the WebAssembly's real name in.
import init from "./guildhall-app.js";

// Set by the build: a site that is being written has no service worker, which would keep what is just changing.
const IS_BUILT = typeof GUILDHALL_RELEASE !== "undefined";

// Set by `early.js`.
await globalThis.guildhallSeen;
prepareWords();
try {
  await init();
} catch (error) {
  console.error(error);
  document.getElementById("cannot-start")?.removeAttribute("hidden");
}
if (IS_BUILT && "serviceWorker" in navigator) {
  // Nothing of the first visit waits for what makes the next one work without a network.
  const idle = globalThis.requestIdleCallback ?? ((then) => setTimeout(then, 2000));
  idle(keepSite);
}

/** The first number and the first date take a browser long; it has the time while the program is on its way. */
async function prepareWords() {
  const { lang } = document.documentElement;
  const locale = navigator.languages.find((tag) => tag.slice(0, 2) === lang.slice(0, 2)) ?? lang;
  const part = { month: "short", day: "numeric", timeZone: "UTC" };
  const makers = [
    () => new Intl.NumberFormat(locale),
    () => new Intl.DateTimeFormat(locale, { year: "numeric", ...part }),
    () => new Intl.DateTimeFormat(locale, { weekday: "long", ...part }),
  ];
  for (const make of makers) {
    await new Promise((later) => setTimeout(later));
    make().format(0);
  }
}

async function keepSite() {
  const address = new URL("sw.js", document.baseURI).href;
  // Under the security policy a worker's address has to come from a policy of ours.
  const policy = globalThis.trustedTypes?.createPolicy("guildhall-worker", { createScriptURL: (url) => url });
  try {
    const registration = await navigator.serviceWorker.register(policy?.createScriptURL(address) ?? address, {
      updateViaCache: "none",
    });
    const tell = (worker) => {
      // Without a worker in charge this is the first visit: there is nothing newer than what is shown.
      if (!navigator.serviceWorker.controller) return;
      globalThis.guildhallUpdate = () => worker.postMessage("take over");
      dispatchEvent(new Event("guildhall-update"));
    };
    if (registration.waiting) tell(registration.waiting);
    registration.addEventListener("updatefound", () => {
      const worker = registration.installing;
      worker?.addEventListener("statechange", () => worker.state === "installed" && tell(worker));
    });
    let isReloading = false;
    const wasInCharge = !!navigator.serviceWorker.controller;
    navigator.serviceWorker.addEventListener("controllerchange", () => {
      if (!wasInCharge || isReloading) return;
      isReloading = true;
      location.reload();
    });
    // A page that stays open for days asks for a newer version when it is looked at again.
    addEventListener("visibilitychange", () => {
      if (document.visibilityState === "visible") registration.update().catch(() => {});
    });
  } catch {
    // Private modes and some hosts forbid workers; the hall then needs the network, as it says when there is none.
  }
}
