// PouchDB with its default adapter, replicating as it does by default, and in larger batches.
import PouchDB from "pouchdb/dist/pouchdb.min.js";
import { batches, events } from "../../events.mjs";

export const usual = { name: "pouchdb", open: open({}) };
export const large = { name: "pouchdb, 1000 at a time", open: open({ batch_size: 1000 }) };

function open(options) {
  return async (database, server, place) => {
    const db = new PouchDB(database);
    const auth = { username: server.user, password: server.secret };
    // Without cookies, for which the gate does not ask.
    const fetch = (url, request) => globalThis.fetch(url, { ...request, credentials: "omit" });
    const remote = new PouchDB(`${server.url}/${place}`, { auth, fetch, skip_setup: true });
    const written = ({ errors, doc_write_failures: refused, docs_written: count }) => {
      if (errors?.length || refused) throw new Error(`pouchdb wrote ${count} documents, and ${refused} not`);
      return count;
    };
    return {
      prepare: async (count) => {
        await db.sync(remote, options);
        const documents = events(1, count + 1).map(({ id, ...rest }) => ({ _id: id, ...rest }));
        for (const batch of batches(documents, 1000)) await db.bulkDocs(batch);
      },
      push: async () => written(await db.replicate.to(remote, options)),
      pull: async () => written(await db.replicate.from(remote, options)),
      both: async () => written((await db.sync(remote, options)).push),
    };
  };
}
