"""A STUB of PostgREST, not PostgREST: `python postgrest_stub.py PORT DATABASE SECRET ACCOUNT=PASSWORD...`.

PostgREST and Supabase come in no package that this project's tools can install. What is tested here is the SQL of
docs/backends/postgrest.sql, on a real PostgreSQL with real concurrent writers. This stub translates as much of PostgREST's
HTTP as the adapter speaks: inserts with `Prefer: resolution=ignore-duplicates,return=representation`, `?id=in.(...)`, remote
procedures, errors, and Supabase's sign-in with a password. Every request is one transaction in which the role is
`authenticated` and the token's claims are set, as in PostgREST.
"""

import base64
import hashlib
import hmac
import json
import queue
import re
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import psycopg
from psycopg import sql

PORT, DATABASE, SECRET, *ACCOUNTS = sys.argv[1:]
PASSWORDS = dict(account.split("=", 1) for account in ACCOUNTS)
NAME = re.compile(r"^[a-z][a-z0-9_]{0,62}$")
connections = queue.SimpleQueue()


class Refused(Exception):
    """An answer that is an error, in PostgREST's form."""

    def __init__(self, status, code, message):
        super().__init__(message)
        self.status, self.body = status, {"code": code, "message": message, "details": None, "hint": None}


def text_of(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def signature(text):
    return text_of(hmac.new(SECRET.encode(), text.encode(), hashlib.sha256).digest())


def token_for(account):
    claims = {"sub": account, "role": "authenticated", "exp": int(time.time()) + 3600}
    text = ".".join(text_of(json.dumps(part).encode()) for part in ({"alg": "HS256", "typ": "JWT"}, claims))
    return f"{text}.{signature(text)}"


def claims_of(header):
    kind, _, token = (header or "").partition(" ")
    text, _, signed = token.rpartition(".")
    if kind != "Bearer" or not text or not hmac.compare_digest(signature(text), signed):
        raise Refused(401, "PGRST301", "JWSError JWSInvalidSignature")
    payload = text.split(".")[1]
    claims = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    if claims["exp"] < time.time():
        raise Refused(401, "PGRST301", "JWT expired")
    return claims


def status_of(state):
    """The status that PostgREST gives an error of the database."""
    if state.startswith("PT"):
        return int(state[2:])
    return {"42501": 403, "42P01": 404, "42883": 404, "23505": 409, "54000": 413}.get(state, 400)


def transaction(claims, work):
    """Does the work as the member, and gives the connection back."""
    try:
        connection = connections.get_nowait()
    except queue.Empty:
        connection = psycopg.connect(DATABASE)
    try:
        with connection.transaction():
            connection.execute("set local role authenticated")
            connection.execute("select set_config('request.jwt.claims', %s, true)", [json.dumps(claims)])
            result = work(connection)
    except psycopg.Error as error:
        if connection.closed:
            raise Refused(503, "PGRST001", "Database connection lost") from error
        connections.put(connection)
        raise Refused(status_of(error.sqlstate or ""), error.sqlstate, error.diag.message_primary) from error
    connections.put(connection)
    return result


def insert(table, rows, prefer):
    """What PostgREST makes of a POST to a table."""
    columns = sorted({column for row in rows for column in row})
    if not columns:
        return lambda connection: []
    names = sql.SQL(", ").join(map(sql.Identifier, columns))
    once = sql.SQL("on conflict do nothing" if "resolution=ignore-duplicates" in prefer else "")
    shown = sql.SQL(", ").join(sql.Identifier(column) for column in columns)
    statement = sql.SQL(
        "with added as (insert into {table} ({names}) select {names} from json_populate_recordset(null::{table}, %s::json)"
        " {once} returning {shown}) select coalesce(json_agg(added), '[]')::text from added"
    ).format(table=sql.Identifier(table), names=names, once=once, shown=shown)
    return lambda connection: connection.execute(statement, [json.dumps(rows)]).fetchone()[0]


def find(table, query):
    wanted = re.fullmatch(r"in\.\((.*)\)", query.get("id", [""])[0])
    if wanted is None:
        raise Refused(400, "PGRST100", "the stub knows `id=in.(...)` alone")
    columns = sql.SQL(", ").join(sql.Identifier(name) for name in query.get("select", ["id,event"])[0].split(","))
    statement = sql.SQL(
        "with found as (select {columns} from {table} where id = any(%s::uuid[]))"
        " select coalesce(json_agg(found), '[]')::text from found"
    ).format(columns=columns, table=sql.Identifier(table))
    ids = [name.strip('"') for name in wanted[1].split(",") if name]
    return lambda connection: connection.execute(statement, [ids]).fetchone()[0]


def call(function, arguments):
    given = sql.SQL(", ").join(
        sql.SQL("{} => {}").format(sql.Identifier(name), sql.Literal(value)) for name, value in arguments.items()
    )
    statement = sql.SQL("select {}({})::text").format(sql.Identifier(function), given)
    return lambda connection: connection.execute(statement).fetchone()[0]


def answer(method, address, headers, body):
    url = urlsplit(address)
    query = parse_qs(url.query)
    if (method, url.path) == ("POST", "/auth/v1/token"):
        account = (body or {}).get("email", "")
        if not hmac.compare_digest(PASSWORDS.get(account, "").encode(), (body or {}).get("password", "").encode()) or not account:
            return 400, json.dumps({"error_code": "invalid_credentials", "msg": "Invalid login credentials"})
        return 200, json.dumps({"access_token": token_for(account), "token_type": "bearer", "expires_in": 3600})
    parts = url.path.removeprefix("/rest/v1").strip("/").split("/")
    if not all(NAME.match(part) for part in parts) or not 1 <= len(parts) <= 2:
        raise Refused(404, "PGRST125", "Invalid path specified in request URL")
    claims = claims_of(headers.get("Authorization"))
    match method, parts:
        case "POST", ["rpc", function]:
            return 200, transaction(claims, call(function, body or {}))
        case "POST", [table]:
            prefer = headers.get("Prefer", "")
            rows = transaction(claims, insert(table, body if isinstance(body, list) else [body], prefer))
            return 201, rows if "return=representation" in prefer and rows else ""
        case "GET", [table]:
            return 200, transaction(claims, find(table, query))
    raise Refused(405, "PGRST117", "Unsupported HTTP method")


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def respond(self):
        length = int(self.headers.get("Content-Length") or 0)
        data = self.rfile.read(length)
        try:
            try:
                body = json.loads(data) if data else None
            except ValueError as error:
                raise Refused(400, "PGRST102", "Empty or invalid json") from error
            status, text = answer(self.command, self.path, self.headers, body)
        except Refused as refused:
            status, text = refused.status, json.dumps(refused.body)
        data = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    do_GET = do_POST = do_PATCH = do_DELETE = do_PUT = respond

    def log_message(self, *_):
        pass


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64


Server(("127.0.0.1", int(PORT)), Handler).serve_forever()
