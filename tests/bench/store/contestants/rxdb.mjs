// RxDB over its Dexie storage, the one that its documentation names for the open-source edition in browsers.
import { createRxDatabase } from "rxdb/plugins/core";
import { getRxStorageDexie } from "rxdb/plugins/storage-dexie";
import { batches, events } from "../events.mjs";

export const name = "rxdb";

const text = { type: "string" };
const schema = {
  version: 0,
  primaryKey: "id",
  type: "object",
  properties: {
    id: { type: "string", maxLength: 36 },
    at: text,
    member: text,
    verb: text,
    object: text,
    value: { type: "number" },
    source: text,
    device: text,
    n: { type: "number" },
  },
  required: ["id", "at", "member", "verb", "device", "n"],
};

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
