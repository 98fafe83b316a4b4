"""What a certificate says, on paper and where it is checked, in its own language."""

from flask_babel import gettext

from camp.certificates.models import Certificate
from camp.core.errors import words
from camp.core.models import Camp
from camp.web import i18n

NAMES = {
    "participant": words("Participant"), "volunteer": words("Volunteer"),
    "mentor": words("Mentor"), "juror": words("Juror"),
}  # fmt: skip
DEEDS = {
    "participant": words("took part in the camp and pitched with a team."),
    "volunteer": words("helped the camp as a volunteer."),
    "mentor": words("gave time and knowledge to the teams as a mentor."),
    "juror": words("heard and judged the teams as a member of the jury."),
}


def kind_name(kind: str) -> str:
    return str(gettext(NAMES.get(kind, kind)))


def serial_in_groups(serial: str) -> str:
    """Return "7K3F9-Q2MXH": two groups are read aloud without a slip."""
    half = len(serial) // 2
    return f"{serial[:half]}-{serial[half:]}"


def sentences(certificate: Certificate, where: Camp) -> dict[str, str]:
    """Return the words of a certificate, said in the language of this answer.

    Camp names and places are the camp's own words; days are days of its time zone.
    """
    first, last = (each.astimezone(where.zone).date() for each in (where.starts_at, where.ends_at))
    return {
        "title": gettext("Certificate"),
        "kind": kind_name(certificate.kind),
        "lead": gettext("This is to certify that"),
        "deed": gettext(DEEDS.get(certificate.kind, "")),
        "camp": i18n.camp_name(where),
        "place": where.place,
        "days": i18n.days(first, last),
        "given": gettext(
            "Given on %(day)s",
            day=i18n.day(certificate.given_at.astimezone(where.zone), "d MMMM y"),
        ),
        "serial": serial_in_groups(certificate.serial),
        "serial_name": gettext("Serial number"),
        "signature": gettext("For the organisers"),
        "check": gettext("Check this certificate"),
    }
