// RxDB over its Dexie storage, the one that its documentation names for the open-source edition in browsers.
import { createRxDatabase } from "rxdb/plugins/core";
import { getRxStorageDexie } from "rxdb/plugins/storage-dexie";
import { batches, events, schema } from "../../events.mjs";

export const name = "rxdb";

export async function open(database) {
  const db = await createRxDatabase({ name: database, storage: getRxStorageDexie() });
  const { events: collection } = await db.addCollections({ events: { schema } });
  let prepared;
  return {
    load: async () => (await collection.find().exec()).length,
    prepare: (from, to) => (prepared = events(from, to)),
    importInBatches: async (size) => {
      for (const batch of batches(prepared, size)) {
        const { error } = await collection.bulkInsert(batch);
        if (error.length > 0) throw new Error(`rxdb refused ${error.length} events`);
      }
    },
    writeSingly: async () => {
      for (const event of prepared) await collection.insert(event);
    },
  };
}
