// The engine: fetched once, verified, shared by all halls of the page.

import { addressOf } from "../place.js";
import { verified } from "../verify.js";

/** The smallest WebAssembly there is. */
const NOTHING = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0);

/** Throws where the page's policy forbids WebAssembly, before anything is downloaded for nothing. */
function compile() {
  try {
    return new WebAssembly.Module(NOTHING);
  } catch (cause) {
    const message = "this page's security policy forbids WebAssembly, so that what was known last is shown; "
      + "add `script-src 'wasm-unsafe-eval'` to the policy, or use mode=\"frame\"";
    throw Object.assign(Error(message, { cause }), { code: "wasm-unavailable" });
  }
}

async function start() {
  compile();
  const scripts = Object.entries(INTEGRITY.engine).filter(([name]) => name.endsWith(".js"));
  await Promise.all(scripts.map(([name, hash]) => verified(addressOf(name, import.meta.url), hash)));
  const { open, expect } = await import("./guildhall.js");
  expect(INTEGRITY.engine);
  return open;
}

let started;

/** Opens a hall; where the engine could not be fetched, the next call tries again. */
export async function openHall(options) {
  started ??= start();
  let open;
  try {
    open = await started;
  } catch (error) {
    started = undefined;
    throw error;
  }
  // Who publishes a charter has checked it, and a card needs no content.
  return open({ checked: true, lazy: true, ...options });
}
