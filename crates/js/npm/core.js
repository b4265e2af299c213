// The compiled part and the loader of its further parts, bundled into one script.

export * from "./guildhall_core.js";
export { default } from "./guildhall_core.js";
export { readPartsBy } from "./__wasm_split.js";
