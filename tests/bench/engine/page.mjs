// Runs in the page: the engine on five years of one member's daily use and a catalogue of 10,000 items.
import init, { EngineBench } from "guildhall-bench";

await init({ module_or_path: "/guildhall/bench_bg.wasm" });
const engine = new EngineBench(10_000);
const taste = engine.shelf_alone();
const works = {
  "apply one event": { work: () => engine.apply(), times: engine.events() },
  "standing after 20,000 events": { work: () => engine.standing(), times: 1 },
  "taste from 20,000 events": { work: () => engine.shelf_alone().free(), times: 1 },
  "shelf over 10,000 items": { work: () => engine.shelf_of(taste), times: 1 },
};

globalThis.bench = {
  names: Object.keys(works),

  /** Milliseconds of each of `runs` runs, after ten unmeasured ones. */
  measure(name, runs) {
    const { work, times } = works[name];
    for (let run = 0; run < 10; run++) work();
    return Array.from({ length: runs }, () => {
      const start = performance.now();
      work();
      return (performance.now() - start) / times;
    });
  },
};
