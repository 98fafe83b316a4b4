"""Ids, codes and tokens: what may be guessed, read aloud or typed, and what may not."""

import hmac
import secrets
from base64 import b32encode
from hashlib import sha256

LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Codes are read from a wall or a badge, so 0, O, 1 and I are left out (rulebook R3)."""

BADGE_LENGTH = 6
JOIN_LENGTH = 4


def new_id() -> str:
    """Return 20 letters and digits that carry 100 random bits."""
    return b32encode(secrets.token_bytes(13))[:20].decode().lower()


def new_token() -> str:
    """Return a secret of 256 random bits for a login."""
    return secrets.token_urlsafe(32)


def new_code(length: int) -> str:
    return "".join(secrets.choice(LETTERS) for _ in range(length))


def read_code(typed: str) -> str:
    """Return a typed code as it was printed: upper case, spaces and dashes dropped."""
    return "".join(letter for letter in typed.upper() if letter.isalnum())


def digest(token: str) -> str:
    """Return what is stored of a token: random 256 bits need no slow hash."""
    return sha256(token.encode()).hexdigest()


def sign(key: bytes, purpose: str, text: str, length: int = 32) -> str:
    """Return `length` hex digits (4 bits each) that only the owner of `key` can make."""
    return hmac.new(key, f"{purpose}:{text}".encode(), sha256).hexdigest()[:length]


def is_signed(key: bytes, purpose: str, text: str, signature: str) -> bool:
    # What was typed may hold any letters; signatures are hex digits.
    if not (text.isascii() and signature.isascii() and len(signature) >= 32):
        return False
    return hmac.compare_digest(sign(key, purpose, text, len(signature)), signature)


def is_whole(text: str) -> bool:
    """Whether a typed text is a whole number that every column holds: at most nine digits."""
    return text.isascii() and text.isdigit() and len(text) <= 9


def derived_pin(key: bytes, person_id: str) -> str:
    """Return the six digits that a person of the demo camp starts with."""
    return f"{int(sign(key, 'pin', person_id), 16) % 1_000_000:06d}"
