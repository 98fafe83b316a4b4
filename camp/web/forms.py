"""What a refused form gives back: the sentence, the faults by field and all that was typed."""

from typing import Any

from flask import Flask, g, request


def typed(name: str, default: Any = "") -> Any:
    """Return what was typed in the field before the refusal, else its default."""
    state = g.get("typed")
    return state["values"].get(name, default) if state else default


def typed_all(name: str, default: Any = ()) -> list[Any]:
    """Return what was chosen of several before the refusal, else the default."""
    state = g.get("typed")
    return state["values"].getlist(name) if state else list(default or ())


def fault(name: str) -> str:
    """Return what is wrong with the field, or nothing."""
    state = g.get("typed")
    found = state["errors"].get(name) if state else None
    return " ".join(found) if found else ""


def refusal() -> str:
    """Return the sentence that the page begins with after a refusal, or nothing."""
    state = g.get("typed")
    return state["sentence"] if state else ""


def data(*, lists: tuple[str, ...] = ()) -> dict[str, Any]:
    """Return the form's own fields as a schema reads them: empty ones left out, lists as lists."""
    fields: dict[str, Any] = {}
    for name in request.form:
        if name in {"csrf", "key", "back"}:
            continue
        values = [value.strip() for value in request.form.getlist(name)]
        if name in lists:
            fields[name] = [value for value in values if value]
        elif values[-1]:
            fields[name] = values[-1]
    return fields


def register(app: Flask) -> None:
    app.jinja_env.globals.update(typed=typed, typed_all=typed_all, fault=fault, refusal=refusal)
