// What the server alone takes for the requests that Guildhall makes: nothing is kept here, checked or counted.
import { batches, events } from "../../events.mjs";

export const name = "requests alone";

export async function open(_, server, place) {
  const base = `${server.url}/${place}`;
  const headers = { authorization: `Basic ${btoa(`${server.user}:${server.secret}`)}`, "content-type": "application/json" };
  let bodies = [];
  let count = 0;
  const push = async () => {
    for (const body of bodies) await (await fetch(`${base}/_bulk_docs`, { method: "POST", headers, body })).json();
    return count;
  };
  const pull = async () => {
    let [found, since, page] = [0, "0"];
    do {
      const address = `${base}/_changes?include_docs=true&limit=1000&since=${since}`;
      page = await (await fetch(address, { headers })).json();
      [found, since] = [found + page.results.length, page.last_seq];
    } while (page.results.length === 1000);
    return found;
  };
  return {
    prepare: async (wanted) => {
      count = wanted;
      const documents = events(1, wanted + 1).map((event) => ({ _id: event.id, event }));
      bodies = [...batches(documents, 1000)].map((docs) => JSON.stringify({ docs }));
    },
    push,
    pull,
    both: async () => (await push(), pull()),
  };
}
