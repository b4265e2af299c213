// Runs in the page: one exchange of one library, called by the script beside it.
import * as bare from "./contestants/bare.mjs";
import * as guildhall from "./contestants/guildhall.mjs";
import { large, usual } from "./contestants/pouchdb.mjs";
import * as rxdb from "./contestants/rxdb.mjs";

const contestants = Object.fromEntries([guildhall, usual, large, rxdb, bare].map((library) => [library.name, library]));

globalThis.bench = {
  names: Object.keys(contestants),

  /** Time of one exchange: `push`, `pull` or `both`; before the first and the last, `count` events are written here. */
  async exchange(name, way, database, server, place, count) {
    const library = await contestants[name].open(database, server, place);
    if (way !== "pull") await library.prepare(count);
    const start = performance.now();
    const exchanged = await library[way]().catch((error) => {
      throw new Error(`${name}: ${error.reason ?? error.message}`);
    });
    const time = performance.now() - start;
    if (exchanged !== count) throw new Error(`${name}: ${way} of ${exchanged} events instead of ${count}`);
    return time;
  },
};
