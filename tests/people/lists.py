"""An organiser at the page where lists of people come in."""

import re
from io import BytesIO
from uuid import uuid4

from camp.people.models import Participant, Person

ROWS = "Name,Phone,Year of birth\nLola Azimova,901234567,2004\nMadina Rasulova,901234568,2005\n"


class List:
    """Aziza at the page of lists."""

    def __init__(self, cast, name="Aziza"):
        self.cast, self.client = cast, cast.browser(name)
        self.root = f"/camps/{cast.slug}/people/table"

    def send(self, content, name="people.csv"):
        """Send a file; return the page of the list, or the refusal."""
        token = re.search(r'name="csrf" value="(\w+)"', self.client.get(self.root).text)[1]
        fields = {"csrf": token, "key": str(uuid4()), "back": self.root}
        if isinstance(content, str):
            content = content.encode()
        sent = {**fields, "file": (BytesIO(content), name)}
        self.answer = self.client.post(self.root, data=sent)
        self.place = self.answer.headers.get("Location", "")
        return self.page() if self.place else self.answer.text

    def page(self):
        return self.client.get(self.place).text

    def do(self, what, **fields):
        typed = {name.replace("_", "-"): value for name, value in fields.items()}
        if "leave-bad" in typed:
            typed["leave_bad"] = typed.pop("leave-bad")
        data = {"do": what, **typed}
        return self.cast.form(self.client, self.place, data, back=self.place)

    def take(self, **fields):
        return self.do("take", **fields)


def names(cast):
    with cast.db.read() as session:
        rows = session.query(Person.name).join(Participant).filter_by(camp_id=cast.camp.id)
        return sorted(name for (name,) in rows)


def counts(page):
    return [int(one) for one in re.findall(r"<strong>(\d+)</strong>", page)[:5]]
