// Starts the app. The build bundles this with the glue it imports, so that the page's one script can
// carry its integrity, and puts the WebAssembly's real name in.
import init from "./guildhall-app.js";

// Set by the build: a site that is being written has no service worker, which would keep what is just changing.
const IS_BUILT = typeof GUILDHALL_RELEASE !== "undefined";

let policy;

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

/** The address of a script of the site for a worker: under the security policy it has to come from a policy of ours. */
function worker(name) {
  const address = new URL(name, document.baseURI).href;
  policy ??= globalThis.trustedTypes?.createPolicy("guildhall-worker", { createScriptURL: (url) => url });
  return policy?.createScriptURL(address) ?? address;
}

/** Has the browser learn to write numbers and dates beside the page, while the program is on its way. */
function prepareWords() {
  const { lang } = document.documentElement;
  const locale = navigator.languages.find((tag) => tag.slice(0, 2) === lang.slice(0, 2)) ?? lang;
  try {
    new Worker(worker("words.js"), { name: locale });
  } catch {
    // Where workers are forbidden the page learns it when it needs it.
  }
}

async function keepSite() {
  try {
    const registration = await navigator.serviceWorker.register(worker("sw.js"), { updateViaCache: "none" });
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
