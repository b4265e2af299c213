// PouchDB with its default adapter.
import PouchDB from "pouchdb/dist/pouchdb.min.js";
import { batches, events } from "../../events.mjs";

export const name = "pouchdb";

export async function open(database) {
  const db = new PouchDB(database, { auto_compaction: false });
  let prepared;
  return {
    load: async () => (await db.allDocs({ include_docs: true })).rows.length,
    prepare: (from, to) => (prepared = events(from, to).map(({ id, ...rest }) => ({ _id: id, ...rest }))),
    importInBatches: async (size) => {
      for (const batch of batches(prepared, size)) {
        const refused = (await db.bulkDocs(batch)).filter((answer) => answer.error);
        if (refused.length > 0) throw new Error(`pouchdb refused ${refused.length} events`);
      }
    },
    writeSingly: async () => {
      for (const event of prepared) await db.put(event);
    },
  };
}
