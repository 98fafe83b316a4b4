"""What takes many clicks at a camp: an idea, dots, a seat, a project, a ballot."""

from playwright.sync_api import expect

from tests.browser.by_hand import Person

SECTIONS = {
    "problem": {"problem": "It is hot and it floods."},
    "beneficiaries": {"beneficiaries": "300", "who": "Traders and pupils"},
    "solution": {"solution": "Something that grows."},
    "tested": {"tested": "One of them at one stop."},
}


def register(who: Person, code: str, phone: str, year: str, why: str) -> None:
    """Come by the camp's code and fill in the open form."""
    who.opens()
    who.types(code=code)
    who.clicks("Come in")
    who.follows("Register")
    who.types(name=who.name, phone=phone, birth_year=year, region="Ghana", motivation=why)
    who.clicks("Send")
    who.sees("Your registration has arrived.")


def agree(who: Person, *, photo: str = "Yes") -> None:
    """Read the rules that are open and agree to them, with a look at them in another language."""
    who.chooses("May we photograph you?", photo)
    for short, heading in (("Рус", "Правила лагеря"), ("Eng", "Camp rules")):
        who.page.locator(".languages").get_by_text(short).click()
        expect(who.page.get_by_role("heading", level=1)).to_have_text(heading)
    answer = "yes" if photo == "Yes" else "no"
    expect(who.page.locator(f'[name=photo][value="{answer}"]')).to_be_checked()
    who.clicks("I agree to the rules")
    who.arrives("/home")


def post_idea(who: Person, title: str, problem: str, solution: str) -> None:
    who.opens()
    who.follows("Ideas")
    who.follows("New idea")
    who.types(title=title, problem=problem, solution=solution)
    who.clicks("Post idea")
    who.sees("Sent: waits for the organisers")


def give_dots(who: Person, given: dict[str, int]) -> None:
    who.opens()
    who.follows("To the ideas")
    for title, dots in given.items():
        star = who.page.get_by_role("button", name=f"Dot {dots} of 2 for {title}")
        with who.page.expect_response("**/ideas/*/dots") as answer:
            star.click()
        expect(star).to_have_attribute("aria-pressed", "true")
        assert answer.value.ok  # "Saved" may still speak of the dot before.
        assert who.page.locator(".dots-bar camp-timer").inner_text() != ""
    expect(who.page.locator(".state-line")).to_contain_text("Saved")


def make_team(who: Person, name: str) -> None:
    who.opens()
    who.follows("See open seats")
    who.types(name=name)
    who.clicks("Make the team")
    who.arrives("/team")


def ask_to_join(who: Person, team: str) -> None:
    who.opens()
    who.follows("See open seats")
    who.follows("Ask", inside=who.card(".team-list__item", team))
    who.types(text="I can build and carry.")
    who.clicks("Ask to join")
    who.sees("You asked at")


def accept(lead: Person, name: str) -> None:
    lead.opens()
    lead.follows("Team")
    lead.clicks("Accept", inside=lead.card("article[id^=request-]", name))
    expect(lead.page.locator(".team__members")).to_contain_text(name)


def write_project(who: Person, title: str, budget: list[tuple[str, int, int, int]]) -> str:
    """Fill in all sections and hand in; return what the sums of the budget say.

    A line of the budget is what for, how many, the cost of one and the own part.
    """
    who.opens()
    who.follows("Open the project")
    who.page.locator(".worksteps__step").first.click()
    for section, fields in SECTIONS.items():
        who.arrives(f"/project/{section}")
        who.types(**fields, **({"title": title} if section == "problem" else {}))
        who.page.locator("button[name=then]").click()
    who.arrives("/project/budget")
    for number, line in enumerate(budget):
        _add_line(who, number, line)
    sums = who.page.locator("#sums").inner_text()
    who.page.locator("button[name=then]").click()
    who.arrives("/project/milestones")
    for number in range(3):
        who.types(**{f"title.{number}": "A step", f"due.{number}": f"2027-0{number + 1}-15"})
    who.page.locator("button[name=then]").click()
    who.arrives("/project/risks")
    who.types(risks="No rain.")
    who.clicks("Save and go back")
    who.arrives("/project")
    who.clicks("Submit version 1")
    who.sees("Version 1 is in")
    return sums


def _add_line(who: Person, number: int, line: tuple[str, int, int, int]) -> None:
    item, quantity, cost, own = line
    box = who.page.locator(f"#line-{number + 1}")
    if box.get_attribute("open") is None:
        box.locator("summary").click()
    box.get_by_label("What for").fill(item)
    box.get_by_label("Kind").select_option("Equipment")
    box.get_by_label("How many").fill(str(quantity))
    box.get_by_label("Cost of one").fill(str(cost))
    box.get_by_label("Of it, your own part").fill(str(own))
    who.clicks("Save and add up")
    expect(box.locator("summary")).to_contain_text(item)


def mark(juror: Person, team: str, marks: tuple[int, ...]) -> None:
    """Mark every criterion on the juror's phone and hand the ballot in."""
    juror.opens()
    juror.follows(team)
    rows = juror.page.locator(".score-row")
    expect(rows).to_have_count(len(marks))
    for number, points in enumerate(marks):
        rows.nth(number).get_by_role("radio", name=str(points), exact=True).check()
    juror.clicks("Hand in")
    juror.arrives("/jury")
