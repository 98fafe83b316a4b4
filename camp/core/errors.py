"""Errors a person can act on. Each knows its slug, its status and its words.

`words` marks a sentence for translation and changes nothing: rooms know no language, the doors
do. A detail may hold `%(name)s` places, filled from the error's facts after translation.
"""


def words(sentence: str) -> str:
    return sentence


class CampError(Exception):
    slug = "error"
    status = 400
    title = words("Something is wrong with the request.")

    def __init__(self, detail: str = "", **facts: object) -> None:
        super().__init__(detail or self.title)
        self.detail = detail
        self.facts = facts


class NotFound(CampError):
    slug, status, title = "not-found", 404, words("There is nothing here.")


class Forbidden(CampError):
    slug, status = "forbidden", 403
    title = words("Your role does not allow this.")


class SignInNeeded(CampError):
    slug, status, title = "sign-in-needed", 401, words("Please sign in first.")


class Invalid(CampError):
    """Some values need another look; `fields` maps a field to what is wrong with it."""

    slug, status, title = "invalid", 422, words("Some values need another look.")


class Conflict(CampError):
    slug, status = "conflict", 409
    title = words("Somebody changed this in the meantime. Look at it again.")


class GateClosed(CampError):
    slug, status = "gate-closed", 409
    title = words("This is not open now.")


class KeyReused(CampError):
    slug, status = "key-reused", 422
    title = words("This request was sent before with other content.")
