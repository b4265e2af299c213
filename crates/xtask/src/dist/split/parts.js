// Fetches and starts the parts that the build has cut off the program. What the program imports from here, a loader for
// each chunk, is written below by the build, which also bundles this with the page's script.
import { initSync } from "./guildhall-app.js";

const parts = new Map();

function part(name) {
  if (!parts.has(name)) {
    const response = fetch(new URL(name, import.meta.url));
    const started = WebAssembly.instantiateStreaming(response, { __wasm_split: initSync() });
    // What could not be had is fetched anew when it is asked for again.
    started.catch(() => parts.delete(name));
    parts.set(name, started);
  }
  return parts.get(name);
}

const loader = (...names) => async (answer, question) => {
  let isHere = true;
  try {
    await Promise.all(names.map(part));
  } catch (error) {
    console.warn(error);
    isHere = false;
  }
  initSync().__indirect_function_table.get(answer)(question, isHere);
};
