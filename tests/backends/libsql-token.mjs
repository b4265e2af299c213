// A key pair for a libSQL server and a token signed with it: `node libsql-token.mjs FOLDER`.
//
// Writes the public key, which the server is given, to `key.pem`, and the token, which a member enters, to `token`. What is
// there already is kept, because the token is entered somewhere; the private key is forgotten.

import { generateKeyPairSync, sign } from "node:crypto";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const folder = process.argv[2];
const [keyFile, tokenFile] = ["key.pem", "token"].map((name) => join(folder, name));
if (!existsSync(keyFile) || !existsSync(tokenFile)) {
  const { publicKey, privateKey } = generateKeyPairSync("ed25519");
  const inYear = Math.floor(Date.now() / 1000) + 365 * 24 * 60 * 60;
  const parts = [{ alg: "EdDSA", typ: "JWT" }, { a: "rw", exp: inYear }];
  const text = parts.map((part) => Buffer.from(JSON.stringify(part)).toString("base64url")).join(".");
  const signature = sign(null, Buffer.from(text), privateKey).toString("base64url");
  writeFileSync(keyFile, publicKey.export({ type: "spki", format: "pem" }));
  writeFileSync(tokenFile, `${text}.${signature}`, { mode: 0o600 });
}
