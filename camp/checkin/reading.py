"""What a camera, a scanner or a hand gives the door, and the badge code in it."""

from camp.core.ids import BADGE_LENGTH, LETTERS, read_code
from camp.people.badges import PREFIX, read_badge


def read(secret: bytes, text: str) -> str | None:
    """Return the badge code in `text`, or None when there is none that counts.

    A QR, alone or at the end of an address, must carry our signature. Six bare characters were
    typed by hand from a badge and need none.
    """
    last = text.strip().rpartition("/")[2]
    if "." in last:
        return read_badge(secret, last if last.upper().startswith(PREFIX) else PREFIX + last)
    if last != text.strip() or last.upper().startswith(PREFIX):
        return None
    code = read_code(last)
    return code if len(code) == BADGE_LENGTH and set(code) <= set(LETTERS) else None
