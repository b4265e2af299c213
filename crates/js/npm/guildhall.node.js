// For Node.js: the WebAssembly is read from the file system.

import { readFile } from "node:fs/promises";
import { GuildhallError, Hall, opener } from "./hall.js";
import init, { open as openCore, readPartsBy } from "./guildhall_core.js";

const start = async () => {
  readPartsBy(async (address) => new Response(await readFile(address)));
  await init({ module_or_path: await readFile(new URL("./guildhall_core_bg.wasm", import.meta.url)) });
  return openCore;
};

export const open = opener(start);
export { GuildhallError, Hall };
