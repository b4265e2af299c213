// RxDB over its Dexie storage, with its plugin for CouchDB, and as many at a time as Guildhall.
import { createRxDatabase } from "rxdb/plugins/core";
import { replicateCouchDB } from "rxdb/plugins/replication-couchdb";
import { getRxStorageDexie } from "rxdb/plugins/storage-dexie";
import { batches, events, schema } from "../../events.mjs";

export const name = "rxdb";

const DIRECTION = { batchSize: 1000 };

export async function open(database, server, place) {
  const db = await createRxDatabase({ name: database.replaceAll(/[^a-z0-9]/g, ""), storage: getRxStorageDexie() });
  const { events: collection } = await db.addCollections({ events: { schema } });
  const authorization = `Basic ${btoa(`${server.user}:${server.secret}`)}`;
  const exchange = async (directions) => {
    const state = replicateCouchDB({
      replicationIdentifier: database,
      collection,
      url: `${server.url}/${place}/`,
      live: false,
      waitForLeadership: false,
      fetch: (url, request = {}) => fetch(url, { ...request, headers: { ...request.headers, authorization } }),
      ...directions,
    });
    const failed = new Promise((_, fail) => state.error$.subscribe(fail));
    failed.catch(() => {});
    await Promise.race([state.awaitInitialReplication(), failed]);
    return collection.count().exec();
  };
  return {
    prepare: async (count) => {
      for (const batch of batches(events(1, count + 1), 1000)) await collection.bulkInsert(batch);
    },
    push: () => exchange({ push: DIRECTION }),
    pull: () => exchange({ pull: DIRECTION }),
    both: () => exchange({ push: DIRECTION, pull: DIRECTION }),
  };
}
