"""The months after the camp, in Uzbek: from the offer on a phone to the donors' page.

A report is counted: ten minutes are enough for its taps, its pages and its one sentence
(rulebook 9.6). The network goes away twice while it is written, and nothing typed is lost.
"""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from tests.browser.network import cut, mend
from tests.browser.phones import AFTER_A_FALL, ROOT
from tests.browser.pocket import HAS_DRAFT
from tests.browser.serving import DESK
from tests.browser.visiting import serve
from tests.browser.waiting import until
from tests.followup.field import picture

pytestmark = pytest.mark.browser
TEAM, LEAD = "Atlas xalta", "Madina Yoʻldosheva"
SENTENCE = "Buxoro va Rishton doʻkonlari 214 ta sumka sotdi."
MOST_TAPS, MOST_PAGES = 6, 3
"""Of a report, from the home page: at half a minute a tap it is three minutes and the sentence."""


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    found = serve("appeals", tmp_path_factory.mktemp("grantee"))
    yield found
    found.kill()


class Hand:
    """Somebody at a page, whose taps and opened pages are counted."""

    def __init__(self, server, browser, one, **options):
        self.server = server
        self.context = server.context(browser, one, **options)
        self.context.add_cookies([{"name": "camp_language", "value": "uz", "url": server.address}])
        self.context.set_default_timeout(AFTER_A_FALL)
        self.page = self.context.new_page()
        self.taps = self.pages = 0

    def go(self, path):
        self.page.goto(self.server.address + path)
        self.pages += 1

    def tap(self, words, *, within=None, role="button"):
        self.taps += 1
        (within or self.page).get_by_role(role, name=words, exact=True).first.click()

    def follow(self, words, *, within=None):
        with self.page.expect_navigation():
            self.tap(words, within=within, role="link")
        self.pages += 1

    def fill(self, name, value, *, within=None):
        self.taps += 1
        (within or self.page).locator(f'[name="{name}"]:visible').first.fill(str(value))

    def choose(self, name, *photos):
        self.taps += 1
        self.page.locator(f'input[name="{name}"]:visible').first.set_input_files(
            [{"name": f"{n}.jpg", "mimeType": "image/jpeg", "buffer": photo}
             for n, photo in enumerate(photos)]
        )  # fmt: skip

    def sees(self, words):
        expect(self.page.locator("main")).to_contain_text(words, timeout=AFTER_A_FALL)


def day(ahead):
    """Return a day as the camp counts them."""
    return (datetime.now(ZoneInfo("Asia/Tashkent")) + timedelta(days=ahead)).date().isoformat()


def photo(n):
    return picture(size=(2400, 1800), colour=(n, 90, 160))


def task(officer, words):
    """Return the officer's task that says `words`, opened."""
    found = officer.page.locator(".task", has_text=words).first
    expect(found).to_be_visible(timeout=AFTER_A_FALL)
    # What was opened stays open while the page keeps itself fresh.
    closed = found.locator("details:not([open]) > summary")
    if closed.count():
        closed.first.click()
    return found


def test_from_the_offer_to_the_donors_page(server, chromium):
    moved = server.api(server.who("owner"), "PUT", "/camps/tashkent/phase", phase="followup")
    assert moved.ok, moved.text
    grantee = Hand(server, chromium, server.who(LEAD))
    officer = Hand(server, chromium, server.who("programme_officer"), viewport=DESK)
    officer.go(f"{ROOT}/followup")

    accept_and_meet_the_condition(grantee, officer)
    sign_and_pay(grantee, officer)
    report_through_two_outages(grantee, officer)
    show_a_receipt_and_answer_a_question(grantee, officer)
    climb_the_ladder(grantee, officer)
    end_and_tell_the_donors(grantee, officer, chromium)


def accept_and_meet_the_condition(grantee, officer):
    grantee.go(f"{ROOT}/grant")
    grantee.sees("25 950 000")
    grantee.tap("Qabul qilamiz")
    grantee.sees("Keyingi transh uchun")
    grantee.choose("file", photo(10))
    grantee.tap("Yuborish")
    grantee.sees("koʻrilmoqda")

    shown = task(officer, "1-shart")
    expect(shown.locator("img")).to_be_visible()
    officer.tap("Bajarilgan", within=shown)
    grantee.sees("Shartlar bajarildi: 1 tadan 1")


def sign_and_pay(grantee, officer):
    signed = task(officer, "Shartnomani imzolash mumkin.")
    officer.fill("payee", "Kelajak Lab", within=signed)
    officer.tap("Imzoni belgilash", within=signed)
    due = task(officer, "1-transh vaqti keldi")
    officer.tap("1-transhni tasdiqlash", within=due)
    paid = task(officer, "1-transh tasdiqlangan")
    officer.fill("document", "No. 77", within=paid)
    officer.tap("Toʻlovni belgilash", within=paid)
    grantee.sees("toʻlangan")

    officer.follow(TEAM, within=officer.page.locator("table"))
    soon = day(3)
    panel = officer.page.locator("section", has_text="Bosqich qoʻshish").last
    officer.fill("text", "200 ta sumka sotiladi", within=panel)
    officer.fill("due", soon, within=panel)
    officer.tap("Qoʻshish", within=panel)
    grantee.sees("200 ta sumka sotiladi")
    # Both sides read the same agreement, filled in twice.
    grantee.follow(re.compile("^Shartnoma"))
    for language in ("uz", "ru"):
        expect(grantee.page.locator(f"td[lang={language}]", has_text=TEAM).first).to_be_visible()


def report_through_two_outages(grantee, officer):
    officer.go(f"{ROOT}/followup")
    grantee.go(f"{ROOT}/home")
    grantee.taps = grantee.pages = 0
    grantee.follow("Jamoamning granti")
    grantee.follow("Hisobot")
    grantee.fill("direct_beneficiaries", 12)
    grantee.fill("text", SENTENCE)
    # The phone falls silent, and its page is lost: what was typed stands there again.
    cut(grantee.context)
    until(grantee.page, HAS_DRAFT, SENTENCE)
    path = grantee.page.url
    grantee.page.close()
    mend(grantee.context)
    grantee.page = grantee.context.new_page()
    grantee.page.goto(path)
    expect(grantee.page.locator("[name=text]")).to_have_value(SENTENCE)
    expect(grantee.page.locator("[name=direct_beneficiaries]")).to_have_value("12")
    # Sent without network: it waits on the phone, photos and all, and goes by itself.
    grantee.choose("photos", photo(20), photo(60), photo(100))
    expect(grantee.page.locator("camp-photos canvas")).to_have_count(3)
    cut(grantee.context)
    grantee.tap("Hisobotni yuborish")
    expect(grantee.page.locator(".state-line")).to_contain_text("1", timeout=AFTER_A_FALL)
    assert grantee.taps <= MOST_TAPS
    assert grantee.pages <= MOST_PAGES
    mend(grantee.context)

    sent = task(officer, "1-hisobot")
    expect(sent).to_contain_text(SENTENCE)
    expect(sent.locator("img")).to_have_count(3)
    officer.fill("comment", "Qaysi doʻkonlar?", within=sent)
    officer.tap("Qaytarish", within=sent)
    grantee.go(f"{ROOT}/grant")
    grantee.sees("Qaysi doʻkonlar?")
    grantee.follow("Hisobotni oʻzgartirish")
    grantee.fill("text", f"{SENTENCE} Muzey doʻkoni ham.")
    grantee.tap("Hisobotni yuborish")
    grantee.sees("koʻrilmoqda")
    again = task(officer, "Muzey doʻkoni ham.")
    officer.tap("Qabul qilish", within=again)
    grantee.sees("Hisobotlar qabul qilindi: 1 tadan 1")


def show_a_receipt_and_answer_a_question(grantee, officer):
    grantee.follow("Bandlar boʻyicha cheklar")
    grantee.choose("file", photo(140))
    grantee.page.locator("[name=line]").select_option("Sewing machines")
    grantee.fill("amount", "10 600 000")
    grantee.tap("Chekni yuborish")
    grantee.sees("10 600 000")
    asked = task(officer, "1-chek")
    officer.fill("note", "Nechta mashina?", within=asked)
    officer.tap("Savol berish", within=asked)
    grantee.go(f"{ROOT}/grant")
    grantee.sees("Nechta mashina?")
    grantee.follow("Javob berish")
    grantee.fill("answer", "Uchta.")
    grantee.tap("Chekni yuborish")
    answered = task(officer, "1-chek")
    expect(answered).to_contain_text("Uchta.")
    officer.tap("Qabul qilish", within=answered)
    # Four fifths have receipts and the report is accepted: the second tranche is due.
    due = task(officer, "2-transh vaqti keldi")
    officer.tap("2-transhni tasdiqlash", within=due)
    paid = task(officer, "2-transh tasdiqlangan")
    officer.fill("document", "No. 78", within=paid)
    officer.tap("Toʻlovni belgilash", within=paid)
    expect(officer.page.locator(".task", has_text=TEAM)).to_have_count(0)


def climb_the_ladder(grantee, officer):
    """A milestone is late by a month; the calendar shows it, and a person decides."""
    officer.follow(TEAM, within=officer.page.locator("table"))
    late = day(-31)
    panel = officer.page.locator("section", has_text="Bosqich qoʻshish").last
    panel.get_by_text("Bosqich qoʻshish").click()
    officer.fill("text", "12 ayol daromad qiladi", within=panel)
    officer.fill("due", late, within=panel)
    officer.tap("Qoʻshish", within=panel)
    officer.go(f"{ROOT}/followup")
    first = officer.page.locator(".task").first
    expect(first).to_contain_text("31 kun kechikdi")
    worst = task(officer, "31 kun kechikdi")
    officer.fill("text", "Ikki hafta ichida javob kutamiz.", within=worst)
    officer.tap("Jamoaga yozish", within=worst)
    grantee.go(f"{ROOT}/grant")
    grantee.sees("Ikki hafta ichida javob kutamiz.")
    again = task(officer, "31 kun kechikdi")
    officer.fill("reason", "Bir oydan beri javob yoʻq.", within=again)
    officer.tap("Toʻxtatib turish", within=again)
    grantee.sees("toʻxtatib turilgan")


def end_and_tell_the_donors(grantee, officer, chromium):
    officer.follow(TEAM, within=officer.page.locator("table"))
    officer.fill(
        "reason",
        "Javob keldi.",
        within=officer.page.locator("form", has=officer.page.locator("[value=resume]")),
    )
    officer.tap("Davom ettirish")
    grantee.sees("hisobot kechikdi")
    grantee.follow("Yozish")
    grantee.fill("direct_beneficiaries", 640)
    grantee.fill("women", 400)
    grantee.fill("volunteer_hours", 210)
    grantee.fill("co_funding", "6 000 000")
    grantee.fill("text", "Loyiha tugadi, oʻn ikki ayol daromad qiladi.")
    grantee.tap("Hisobotni yuborish")
    grantee.sees("Yakuniy hisobot")
    officer.go(f"{ROOT}/followup")
    final = task(officer, "Yakuniy hisobot")
    officer.tap("Qabul qilish", within=final)
    due = task(officer, "3-transh vaqti keldi")
    officer.tap("3-transhni tasdiqlash", within=due)
    expect(officer.page.locator(".task", has_text="3-transh tasdiqlangan")).to_be_visible()

    officer.go(f"{ROOT}/donors")
    officer.tap("Eʼlon qilish")
    expect(officer.page.locator(".strip--calm")).to_be_visible(timeout=AFTER_A_FALL)
    visitor = chromium.new_context(locale="uz", service_workers="block")
    donor = visitor.new_page()
    donor.goto(f"{officer.server.address}{ROOT}/donors")
    for told in ("640", "210", "400", "240", "6 000 000"):
        expect(donor.locator("main")).to_contain_text(told)
    visitor.close()
