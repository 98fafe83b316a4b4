"""What a phone may keep for reading without network, and the worker that keeps it.

Every answer is forbidden to the browser's own store (`no-store`). Only the pages in KEPT carry the
leave `Camp-Keep`, which our worker alone understands; it binds them to the login in `Camp-Who` and
drops them when that changes. A page that shows other people's data, a secret, or what is not yet
published is not in the list, and neither is the projector's.
"""

import json
from functools import cache
from hashlib import sha256

from flask import Flask, Response, render_template, request

from camp.core.ids import sign
from camp.web import i18n
from camp.web.assets import DIST, asset, manifest
from camp.web.context import actor, secret
from camp.web.guard import PUBLIC, rule

KEPT = frozenset({
    "home.home", "schedule.days", "own.badge", "own.more", "concerns.form",
    "ideas.board", "ideas.idea", "ideas.new_idea", "ideas.edit",
    "teams.board", "teams.own", "teams.team",
    "projects.workspace", "projects.section",
    "mentoring.queue", "mentoring.my_team", "mentoring.visit_note",
    "jury.home", "jury.score", "jury.scores",
    "checkin.door", "checkin.walk_in_form",
})  # fmt: skip
"""The person's own pages, by endpoint: what is not named is never kept."""
SEARCHES = frozenset({"q"})
"""A page with such a question shows what was found about others."""
CORE = ("app.css", "app.js", "onest-latin.woff2", "piazzolla-latin.woff2")
DOOR = ("door.js", "door.css", "door-worker.js")


def mark() -> str:
    """Return what stands for this login on its own phone, and tells nobody who it is."""
    return sign(secret(), "kept", actor().login_id)[:16] if actor().login_id else "-"


def may_keep() -> bool:
    """Return whether the page that was asked for is the person's own to keep."""
    return (
        request.endpoint in KEPT
        and request.method == "GET"
        and bool(actor().login_id)
        and SEARCHES.isdisjoint(request.args)
    )


@cache
def worker() -> str:
    """Return the worker's script; a new build is a new worker."""
    names = manifest()
    script = (DIST / names["sw.js"]).read_text()
    decoder = [f"/assets/{file.name}" for file in DIST.glob("*.wasm")]
    build = {
        "version": sha256(json.dumps(names).encode()).hexdigest()[:12],
        "core": [asset(name) for name in CORE],
        "door": [*(asset(name) for name in DOOR), *decoder],
    }
    return f"self.BUILD = {json.dumps(build)};\n{script}"


def register(app: Flask) -> None:
    app.jinja_env.globals["may_keep"] = may_keep

    @app.after_request
    def tell_the_worker(response: Response) -> Response:
        if response.mimetype == "text/html":
            response.headers["Camp-Who"] = mark()
            response.headers["Content-Language"] = i18n.tag()
            if response.status_code == 200 and may_keep():
                response.headers["Camp-Keep"] = "1"
        return response

    @app.get("/sw.js", endpoint="worker")
    @rule(PUBLIC)
    def script() -> Response:
        return Response(worker(), mimetype="text/javascript")

    @app.get("/offline")
    @rule(PUBLIC)
    def offline() -> str:
        return render_template("offline.html")
