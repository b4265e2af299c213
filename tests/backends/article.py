"""The founding article's service for development and tests: `python article.py PORT`.

The routes and the answers of that service, kept simple: members register with a name and a password, sign in, and have a
level. It was written for these tests; nothing of it is meant to be run in earnest.
"""

import secrets
import sys

from flask import Flask, jsonify, request
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy.exc import IntegrityError
from sqlalchemy.pool import StaticPool
from werkzeug.security import check_password_hash, generate_password_hash

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "sqlite://"
# One connection, because another one would be another database in memory.
app.config["SQLALCHEMY_ENGINE_OPTIONS"] = {"poolclass": StaticPool, "connect_args": {"check_same_thread": False}}
database = SQLAlchemy(app)


class User(database.Model):
    id = database.Column(database.Integer, primary_key=True)
    username = database.Column(database.String(80), unique=True, nullable=False)
    password = database.Column(database.String(200), nullable=False)
    level = database.Column(database.Integer, nullable=False, default=1)
    token = database.Column(database.String(80), unique=True)


def asked(*names):
    """The named texts of the request's JSON, or nothing when one is missing."""
    body = request.get_json(silent=True)
    if not isinstance(body, dict):
        return None
    values = [body.get(name) for name in names]
    return values if all(isinstance(value, str) and value for value in values) else None


def said(message, status, **more):
    return jsonify(message=message, **more), status


@app.post("/register")
def register():
    if (values := asked("username", "password")) is None:
        return said("username and password are needed", 400)
    username, password = values
    database.session.add(User(username=username, password=generate_password_hash(password, "pbkdf2:sha256:1000")))
    try:
        database.session.commit()
    except IntegrityError:
        database.session.rollback()
        return said("the name is taken", 409)
    return said("registered", 201)


@app.post("/login")
def login():
    username, password = asked("username", "password") or ("", "")
    user = User.query.filter_by(username=username).first()
    if user is None or not check_password_hash(user.password, password):
        return said("wrong name or password", 401)
    user.token = secrets.token_urlsafe(32)
    database.session.commit()
    return said("signed in", 200, token=user.token, level=user.level)


@app.put("/update_level")
def update_level():
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    user = User.query.filter_by(token=token).first() if kind == "Bearer" and token else None
    if user is None:
        return said("sign in first", 401)
    level = (request.get_json(silent=True) or {}).get("level")
    if type(level) is not int or not 1 <= level <= 1000:
        return said("a level is a number from 1 on", 400)
    user.level = level
    database.session.commit()
    return said("updated", 200, level=level)


if __name__ == "__main__":
    with app.app_context():
        database.create_all()
    app.run(host="127.0.0.1", port=int(sys.argv[1]), threaded=False)
