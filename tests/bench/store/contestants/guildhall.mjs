// Guildhall's own store, built from `crates/browser/examples/store_bench.rs`.
import init, { StoreBench } from "guildhall-bench";

export const name = "guildhall";

export async function ready() {
  await init({ module_or_path: "/guildhall/bench_bg.wasm" });
}

/** Opens a store, which reads all of it. */
export async function open(database) {
  const bench = await StoreBench.open(database);
  return {
    load: async () => bench.found(),
    prepare: (from, to) => bench.prepare(from, to),
    importInBatches: (size) => bench.import(size),
    writeSingly: () => bench.write_singly(),
    writeNew: (count) => bench.write_new(count),
    numbers: () => bench.numbers(),
  };
}
