// Runs in the page: shelves of 20 by the engine, and by the same scoring in plain JavaScript.
import init, { ShelfBench } from "guildhall-bench";
import { PlainShelf } from "./plain.mjs";

await init({ module_or_path: "/guildhall/bench_bg.wasm" });

let bench, plain;
const works = {
  guildhall: () => bench.shelf(),
  both: () => bench.taste_and_shelf(),
  plain: () => plain.shelf().length,
};

globalThis.bench = {
  /** Makes a community of so many items and a member with such a history; answers whether both choose the same. */
  prepare(items, history) {
    bench?.free();
    bench = new ShelfBench(items, history);
    plain = new PlainShelf({
      items,
      history: bench.history(),
      rowItems: bench.row_items(),
      rowWeights: bench.row_weights(),
      tags: bench.tags(),
      tagStarts: bench.tag_starts(),
      direction: bench.direction(),
      popularity: bench.popularity(),
      ages: bench.ages(),
    });
    const ours = [...bench.picks()];
    const theirs = plain.shelf().map(({ item }) => item);
    // One place is the explored item's, which the plain shelf does not have.
    return { shared: theirs.filter((item) => ours.includes(item)).length, of: theirs.length };
  },

  /** Milliseconds of each of `runs` runs, after unmeasured ones. */
  measure(name, runs) {
    const work = works[name];
    for (let run = 0; run < 200; run++) work();
    return Array.from({ length: runs }, () => {
      const start = performance.now();
      work();
      return performance.now() - start;
    });
  },
};
