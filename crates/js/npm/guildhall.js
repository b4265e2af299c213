// For browsers, workers and bundlers: the WebAssembly lies beside this script.

import { GuildhallError, Hall, opener } from "./hall.js";
import init, { open as openCore } from "./guildhall_core.js";

const WASM = "guildhall_core_bg.wasm";
let expected = {};

/** Says what files must hash to, `{ "guildhall_core_bg.wasm": "sha384-…" }`, before a hall is opened; others are refused. */
export const expect = (hashes) => {
  expected = hashes;
};

const start = async () => {
  const address = new URL("./guildhall_core_bg.wasm", import.meta.url);
  const integrity = expected[WASM];
  await init({ module_or_path: integrity ? fetch(address, { integrity }) : address });
  return openCore;
};

export const open = opener(start);
export { GuildhallError, Hall };
