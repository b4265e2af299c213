// The CouchDB protocol in memory, on this machine: `node couchdb.mjs PORT`.

import express from "express";
import couchdb from "express-pouchdb";
import http from "pouchdb-adapter-http";
import memory from "pouchdb-adapter-memory";
import PouchDB from "pouchdb-core";
import find from "pouchdb-find";
import mapreduce from "pouchdb-mapreduce";
import replication from "pouchdb-replication";

const port = Number(process.argv[2]);
for (const plugin of [memory, http, mapreduce, replication, find]) PouchDB.plugin(plugin);

const server = express();
// CouchDB lets its administrator alone make databases; express-pouchdb means to, and ends with an error.
server.put(/^\/[^/]+\/?$/, (request, answer, next) => {
  const [, pair] = (request.headers.authorization ?? "").split(" ");
  const [name] = atob(pair ?? "").split(":");
  if (name === "root") next();
  else answer.status(name ? 403 : 401).json({ error: "unauthorized", reason: "You are not a server admin." });
});
const settings = { inMemoryConfig: true, logPath: "/dev/null", overrideMode: { exclude: ["routes/fauxton"] } };
server.use("/", couchdb(PouchDB.defaults({ adapter: "memory" }), settings));
server.listen(port, "127.0.0.1");
