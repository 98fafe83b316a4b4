"""What certificates there are, and when the first may be given."""

from camp.core.errors import CampError, words

KINDS = ("participant", "volunteer", "mentor", "juror")
SINCE = "jury"
"""The phase from which on certificates are given: before the pitches nobody has earned one."""
SERIAL_LENGTH = 10
"""Letters of a serial number: 50 random bits, so that nobody finds one by trying."""


class TooEarly(CampError):
    slug, status = "too-early-for-certificates", 409
    title = words("Certificates are given from the jury’s round on.")
