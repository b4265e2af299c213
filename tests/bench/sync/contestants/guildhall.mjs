// Guildhall's own sync over the browser's database, built from `crates/backends/examples/sync_bench.rs`.
import init, { SyncBench } from "guildhall-bench";

export const name = "guildhall";

export async function open(database, server, place) {
  await init({ module_or_path: "/guildhall/bench_bg.wasm" });
  const bench = await SyncBench.open(database, server.url, place, server.user, server.secret);
  const only = (at) => async (onlySend) => (await bench.exchange(onlySend))[at];
  return { prepare: (count) => bench.prepare(count), push: () => only(0)(true), pull: () => only(1)(false), both: () => only(0)(false) };
}
