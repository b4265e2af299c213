// Writes models by docs/model-format.md, without the code that reads them.
import { createHash } from "node:crypto";

const sha256 = (bytes) => createHash("sha256").update(bytes).digest();
const hash = (bytes) => sha256(bytes).subarray(0, 8).toString("hex");

function number(n) {
  const bytes = [];
  for (; n > 127; n = Math.floor(n / 128)) bytes.push((n % 128) | 128);
  return Buffer.from([...bytes, n]);
}

const ids = (items) => Buffer.concat(items.flatMap((id) => [number(Buffer.byteLength(id)), Buffer.from(id)]));

/** A row: `[[item's number, steps], …]`, one step being `scale`. */
function row(neighbours, scale = 1 / 127) {
  const sorted = [...neighbours].sort(([a], [b]) => a - b);
  if (sorted.length === 0) return number(0);
  const step = Buffer.alloc(4);
  step.writeFloatLE(scale);
  const distances = sorted.map(([item], at) => number(at === 0 ? item : item - sorted[at - 1][0] - 1));
  const weights = Buffer.from(sorted.map(([, steps]) => (steps + 256) % 256));
  return Buffer.concat([number(sorted.length), step, ...distances, weights]);
}

function sealed(header, body, version = 1) {
  const said = Buffer.from(JSON.stringify(header));
  const head = Buffer.alloc(10);
  head.write("GHMD");
  head.writeUInt16LE(version, 4);
  head.writeUInt32LE(said.length, 6);
  const content = Buffer.concat([head, said, body]);
  return Buffer.concat([content, sha256(content)]);
}

/** A model in one file. `rows` are by item: `{ a: { b: 127, c: -20 } }`. */
export function wholeModel(community, items, rows, { version = 1, ...header } = {}) {
  const numbered = (id) => Object.entries(rows[id] ?? {}).map(([other, steps]) => [items.indexOf(other), steps]);
  const body = Buffer.concat([ids(items), ...items.map((id) => row(numbered(id)))]);
  return sealed({ community, items: items.length, history: 1, ...header }, body, version);
}

/** A model with a shard for every item that has a row: its first file, and the other files by name. */
export function shardedModel(community, items, rows, header = {}) {
  const files = {};
  const list = ids(items);
  files[`${hash(list)}.ghi`] = list;
  const table = [];
  const shardOf = items.map((id) => {
    const neighbours = Object.entries(rows[id] ?? {}).map(([other, steps]) => [items.indexOf(other), steps]);
    if (neighbours.length === 0) return number(0);
    const shard = Buffer.concat([Buffer.from("GHMS\x01\x00"), number(items.indexOf(id)), row(neighbours)]);
    files[`${hash(shard)}.ghs`] = shard;
    table.push(Buffer.from(hash(shard), "hex"));
    return number(table.length);
  });
  const body = Buffer.concat([number(table.length), ...table, ...shardOf]);
  const said = { community, items: items.length, history: 1, ids: hash(list), ...header };
  return { first: sealed(said, body), files };
}
