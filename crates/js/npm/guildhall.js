// For browsers, workers and bundlers: the WebAssembly lies beside this script.

import { GuildhallError, Hall, opener } from "./hall.js";
import init, { open as openCore } from "./guildhall_core.js";

const start = async () => {
  await init({ module_or_path: new URL("./guildhall_core_bg.wasm", import.meta.url) });
  return openCore;
};

export const open = opener(start);
export { GuildhallError, Hall };
