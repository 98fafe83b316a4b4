"""A camp that its owner makes and runs from the desk, and who was handed a link by them."""

from datetime import UTC, datetime, timedelta

from playwright.sync_api import Browser, expect

from tests.browser.by_hand import PIN, Person

OWNER = "Akosua Mensah"
STAFF = {
    "Nana Boateng": "moderator", "Adwoa Osei": "door lead", "Kwame Asante": "secretary",
    "Kwesi Appiah": "mentor", "Maame Serwaa": "chair", "Fiifi Quaye": "juror",
    "Dede Lartey": "juror",
}  # fmt: skip
AT_DESKS = {"Nana Boateng", "Kwame Asante"}
INVITED = {
    "Ama Darko": "024 000 0001", "Kofi Ofori": "024 000 0002", "Esi Amankwah": "024 000 0003",
}  # fmt: skip
MINUTES = "%Y-%m-%dT%H:%M"


class OwnCamp:
    """The owner at a desk, and everybody else by name."""

    def __init__(self, chromium: Browser, address: str) -> None:
        self._chromium, self._address = chromium, address
        self._people: dict[str, Person] = {}
        self.owner = self.newcomer(OWNER, desk=True)
        self.code = ""

    def __getitem__(self, name: str) -> Person:
        """Return somebody by the beginning of their name."""
        return next(one for known, one in self._people.items() if known.startswith(name))

    def newcomer(self, name: str, *, desk: bool = False) -> Person:
        self._people[name] = Person(self._chromium, self._address, name, desk=desk)
        return self._people[name]

    def found(self) -> None:
        """Become the owner of the empty server and begin the camp, now and for two days."""
        owner, now = self.owner, datetime.now(UTC)
        owner.opens()
        owner.arrives("/start")
        owner.types(name=OWNER, pin=PIN)
        owner.clicks("Begin")
        owner.arrives("/camps/new")
        owner.chooses("Kind of camp", "Youth small grant")
        owner.types(
            name="Accra Youth Climate Camp", theme="Cool streets", timezone="Africa/Accra",
            place="Community hall, Accra", rooms="Hall, Library", capacity="20", currency="GHS",
            starts_at=(now - timedelta(hours=3)).strftime(MINUTES),
            ends_at=(now + timedelta(days=2)).strftime(MINUTES), language="en",
        )  # fmt: skip
        owner.clicks("Begin the camp")
        owner.arrives("/camps/accra-youth-climate-camp/settings")
        self.code = owner.page.locator(".desk__sub").inner_text().split()[-1]
        owner.types(
            team_min="2", team_max="4", jury_seats="3", quorum="2",
            envelope="9000", min_award="1000", max_award="6000",
        )  # fmt: skip
        owner.page.get_by_label("Official points").select_option("additive")
        owner.clicks("Save")
        owner.sees("Saved")

    def appoint(self) -> None:
        """Appoint the staff by a list and hand every link of the printed sheet to its owner."""
        owner = self.owner
        owner.follows("Staff and jury")
        owner.types(table="\n".join(f"{name}, {role}" for name, role in STAFF.items()))
        owner.clicks("Appoint")
        chair = owner.page.get_by_role("button", name="Maame Serwaa: take back Jury chair")
        expect(chair).to_be_visible()
        owner.follows("Print their links")
        for name in STAFF:
            self.hand_over(name, desk=name in AT_DESKS)

    def invite(self) -> None:
        """Take in participants from a pasted table."""
        rows = [f"{name}\t{phone}\t2005\tGhana" for name, phone in INVITED.items()]
        owner = self.owner
        owner.follows("People")
        owner.follows("Import people")
        owner.types(table="\n".join(["Name\tPhone\tYear of birth\tRegion", *rows]))
        owner.clicks("Look at the rows")
        owner.clicks("Take these people in")
        owner.arrives("/people")

    def hand_over(self, name: str, *, desk: bool = False) -> Person:
        """Read somebody's link from the sheet that the owner has open and let them use it."""
        link = self.owner.card(".sheet__card", name).locator(".sheet__link").inner_text()
        person = self.newcomer(name, desk=desk)
        person.comes_in_by(link)
        return person

    def move(self, words: str, by: str = OWNER) -> None:
        """Move the camp by the button of these words, from the control room."""
        mover = self[by]
        mover.opens()
        if not mover.page.url.endswith("/control"):
            mover.follows("Control room")
        mover.follows("Move the camp…")
        mover.clicks(words)
        mover.arrives("/control")

    def set_deadline(self, minutes: int) -> None:
        """Set the end of handing in to so many minutes from now."""
        at = datetime.now(UTC) + timedelta(minutes=minutes)
        self.owner.opens()
        self.owner.follows("Gates and deadlines")
        self.owner.types(name="submission", at=at.strftime(MINUTES))
        self.owner.clicks("Set the deadline")
        expect(self.owner.page.locator(".panel")).to_contain_text([
            "Gates", f"{at.day} {at:%b %H:%M}"
        ])  # fmt: skip

    def go_home(self) -> None:
        for person in self._people.values():
            person.leaves()
