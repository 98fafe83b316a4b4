"""Errors in the reader's words: problem details (RFC 9457) for programs, the page for people.

A form that was refused comes back as the page it stood on, with the sentence at its head and every
typed value in its place.
"""

from typing import Any

from flask import Flask, Response, current_app, g, json, redirect, render_template, request, url_for
from flask_babel import gettext
from marshmallow import ValidationError
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.exceptions import HTTPException

from camp.core.errors import CampError, SignInNeeded, words
from camp.core.machine import says_full
from camp.web import guard
from camp.web.context import actor, machine, now
from camp.web.faults import in_words
from camp.web.writes import is_api, local

FULL = words("The disk of the server is full. Reading goes on; tell the organisers.")


def problem(slug: str, status: int, title: str, detail: str = "", **facts: Any) -> Response:
    body = {"type": f"/problems/{slug}", "status": status, "title": title, **facts}
    if detail:
        body["detail"] = detail
    return Response(json.dumps(body), status, mimetype="application/problem+json")


def answer(slug: str, status: int, title: str, detail: str = "", **facts: Any) -> Response:
    """Answer a refusal the way the asker can use: as data, or as the page with the sentence."""
    shown = gettext(title)
    told = gettext(detail) % facts if detail else ""
    fields = facts.get("fields")
    if isinstance(fields, dict):
        facts["fields"] = {name: _sentences(errors) for name, errors in fields.items()}
    if isinstance(facts.get("missing"), list):
        facts["missing"] = [_lack(one) for one in facts["missing"]]
    if is_api() or request.headers.get("Camp-Form"):
        return problem(slug, status, shown, told, **facts)
    # What is too large to be read is too large to be shown again.
    sent = {} if status == 413 else request.form
    if request.method == "POST" and sent:
        page = _page_again(told or shown, facts.get("fields", {}))
        if page is not None:
            return Response(page, status)
    page = render_template(
        "problem.html",
        title=shown,
        detail=told,
        slug=slug,
        fields=facts.get("fields"),
        missing=facts.get("missing"),
        back=local(sent.get("back", "/")),
    )
    return Response(page, status)


def _sentences(errors: Any) -> list[str]:
    if isinstance(errors, dict):
        return [sentence for nested in errors.values() for sentence in _sentences(nested)]
    return [in_words(str(error)) for error in ([errors] if isinstance(errors, str) else errors)]


def _lack(one: Any) -> Any:
    """Return what is missing in the reader's words; names stay as they are."""
    return {**one, "what": gettext(one["what"])} if isinstance(one, dict) else one


def _page_again(sentence: str, fields: dict[str, list[str]]) -> str | None:
    """Return the page that the form stood on, with what was typed; None if there is none."""
    back = local(request.form.get("back", "")).partition("?")[0]
    try:
        endpoint, arguments = current_app.create_url_adapter(request).match(back, "GET")  # type: ignore[union-attr]
    except HTTPException:
        return None
    view = current_app.view_functions[endpoint]
    if not guard.allows(getattr(view, "rule", ""), actor(), g.get("camp")):
        return None
    g.typed = {"values": request.form, "errors": fields, "sentence": sentence}
    try:
        page = view(**arguments)
    except CampError:
        return None  # The page itself is gone, too.
    return page if isinstance(page, str) else None


def register(app: Flask) -> None:
    @app.errorhandler(CampError)
    def camp_error(error: CampError) -> Any:
        wants_page = not is_api() and not request.headers.get("Camp-Form")
        if isinstance(error, SignInNeeded) and wants_page and request.method == "GET":
            place = "people.pin" if actor().held_back else "people.join"
            return redirect(url_for(place, next=request.full_path.rstrip("?")))
        return answer(error.slug, error.status, error.title, error.detail, **error.facts)

    @app.errorhandler(ValidationError)
    def schema_error(error: ValidationError) -> Response:
        title = words("Some values need another look.")
        return answer("invalid", 422, title, fields=error.messages)

    @app.errorhandler(OperationalError)
    @app.errorhandler(InterfaceError)
    @app.errorhandler(PoolTimeout)
    def database_error(error: Exception) -> Response:
        full = says_full(error)
        if full:
            # One line: the log may stand on the same disk.
            current_app.logger.error("the disk is full: %s", getattr(error, "orig", error))
            machine().full_at = now()
        else:
            current_app.logger.error("database", exc_info=error)
        title = FULL if full else words("The server is busy. Try again in a moment.")
        made = answer("disk-full" if full else "busy", 507 if full else 503, title)
        made.headers["Retry-After"] = "5"
        return made

    @app.errorhandler(HTTPException)
    def http_error(error: HTTPException) -> Any:
        if error.code is None or error.code < 400:
            return error
        data = getattr(error, "data", None)
        if data and "messages" in data:
            fields = data["messages"].get("json", data["messages"])
            return answer("invalid", 422, words("Some values need another look."), fields=fields)
        title = {
            404: words("There is nothing here."),
            405: words("This cannot be done here."),
            413: words("This is too large."),
        }.get(error.code, words("Something is wrong with the request."))
        return answer(error.name.lower().replace(" ", "-"), error.code, title)

    _register_broken(app)


def _register_broken(app: Flask) -> None:
    @app.errorhandler(RecursionError)
    def too_deep(error: RecursionError) -> Response:
        # JSON that is nested without end is the sender's fault; anything else is ours.
        if not request.is_json:
            return unexpected(error)
        return answer("too-deep", 400, words("This is nested too deeply to be read."))

    @app.errorhandler(Exception)
    def unexpected(error: Exception) -> Response:
        current_app.logger.error("unexpected", exc_info=error)
        return answer("unexpected", 500, words("Something broke on the server. Try again."))
