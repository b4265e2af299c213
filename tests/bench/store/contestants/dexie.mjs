// Dexie: a table of events by id, without other indexes.
import { Dexie } from "dexie";
import { batches, events } from "../../events.mjs";

export const name = "dexie";

export async function open(database) {
  const db = new Dexie(database);
  db.version(1).stores({ events: "id" });
  await db.open();
  let prepared;
  return {
    load: async () => (await db.events.toArray()).length,
    prepare: (from, to) => (prepared = events(from, to)),
    importInBatches: async (size) => {
      for (const batch of batches(prepared, size)) await db.events.bulkAdd(batch);
    },
    writeSingly: async () => {
      for (const event of prepared) await db.events.add(event);
    },
  };
}
