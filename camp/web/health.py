"""Is the process alive, and can it work."""

from flask import Flask, Response, jsonify
from sqlalchemy import text

from camp.web.context import db
from camp.web.guard import PUBLIC, rule


def register(app: Flask) -> None:
    @app.get("/healthz")
    @rule(PUBLIC)
    def healthz() -> Response:
        return jsonify(ok=True)

    @app.get("/readyz")
    @rule(PUBLIC)
    def readyz() -> Response:
        with db().read() as session:
            session.execute(text("SELECT 1"))
        return jsonify(ok=True)
