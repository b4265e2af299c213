// Runs in the page: one measurement of one library, called by the script beside it.
import * as dexie from "./contestants/dexie.mjs";
import * as guildhall from "./contestants/guildhall.mjs";
import * as pouchdb from "./contestants/pouchdb.mjs";
import * as rxdb from "./contestants/rxdb.mjs";

const contestants = Object.fromEntries([guildhall, dexie, rxdb, pouchdb].map((library) => [library.name, library]));

async function milliseconds(work) {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

globalThis.bench = {
  names: Object.keys(contestants),

  /** Time to store `count` events in batches of `size`, all durable at the end. */
  async import(name, database, count, size) {
    const store = await opened(name, database);
    store.prepare(0, count);
    return milliseconds(() => store.importInBatches(size));
  },

  /** Time to store `count` events one by one, each waited for. */
  async singly(name, database, count) {
    const store = await opened(name, database);
    store.prepare(0, count);
    return milliseconds(() => store.writeSingly());
  },

  /** Fills a store for `load`, in parts so that no library has to hold everything twice. */
  async fill(name, database, count) {
    const store = await opened(name, database);
    for (let from = 0; from < count; from += 10_000) {
      store.prepare(from, Math.min(from + 10_000, count));
      await store.importInBatches(1_000);
    }
  },

  /** Time from opening a store to having all of its events as objects in memory. */
  async load(name, database, count) {
    await contestants[name].ready?.();
    let found;
    const time = await milliseconds(async () => {
      found = await (await contestants[name].open(database)).load();
    });
    if (found !== count) throw new Error(`${name} found ${found} events of ${count}`);
    return time;
  },

  /** Writes one or many events at a time and reports each acknowledgement through `acknowledged(numbers)`. */
  async writeForEver(database) {
    const store = await opened("guildhall", database);
    for (let round = 0; ; round++) {
      globalThis.acknowledged([...(await store.writeNew(round % 10 === 0 ? 40 : 1 + (round % 3)))]);
    }
  },

  /** The numbers of all events written in Guildhall's store. */
  async numbers(database) {
    return [...(await opened("guildhall", database)).numbers()];
  },
};

async function opened(name, database) {
  await contestants[name].ready?.();
  return contestants[name].open(database);
}
