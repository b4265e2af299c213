// Fetches and starts the parts that the build has cut off the program. What the program imports from here, a loader for
// each chunk, is written below by the build, which also bundles this with what starts the program.
import { initSync } from "./program.js";

let read = (address, integrity) => fetch(address, integrity ? { integrity } : undefined);

/** Has parts read in another way than over the network; `how` answers a promise of a `Response`. */
export const readPartsBy = (how) => {
  read = how;
};

const part = (address, integrity) => {
  let started;
  return () => {
    started ??= (async () => {
      const response = await read(address(), integrity);
      if (!response.ok) throw new Error(`\`${address()}\` was answered with ${response.status}`);
      return WebAssembly.instantiate(await response.arrayBuffer(), { __wasm_split: initSync() });
    })();
    // What could not be had is fetched anew when it is asked for again.
    started.catch(() => {
      started = undefined;
    });
    return started;
  };
};

const loader = (...parts) => async (answer, question) => {
  let isHere = true;
  try {
    await Promise.all(parts.map((start) => start()));
  } catch (error) {
    console.warn(error);
    isHere = false;
  }
  initSync().__indirect_function_table.get(answer)(question, isHere);
};
