"""Wherever citizens write something, they read for what it is used, before they send it (個人情報保護法62条)."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

import jukugi
from jukugi.apps.opinions.enums import HEARING
from jukugi.apps.processes.tests.factories import OpeningFactory, PhaseFactory, ProcessFactory

APPS = Path(jukugi.__file__).parent / "apps"
INTAKES = [
    "accounts/mail",
    "budgeting/ballot_check",
    "budgeting/cocreation/new",
    "budgeting/propose",
    "circles/circle_new",
    "circles/wish_new",
    "evaluations/sheet_write",
    "meetings/register",
    "opinion_map/reasons",
    "opinion_map/voting",
    "opinions/opinion_write",
    "places/changed",
    "places/place_new",
    "places/walk",
    "public_comments/consultation_write",
    "sortition/register",
    "support/consultations/ask",
    "surveys/answer_check",
    "surveys/answer_page",
    "threads/mailing",
]
# Forms in which nobody tells anything new of themselves, or that belong to people who are told elsewhere.
OTHERS = {
    "accounts/carry": "a code",
    "accounts/carry_code": "a button",
    "accounts/confirm_mail": "a code",
    "accounts/erase": "takes away",
    "accounts/export": "for staff",
    "accounts/export_new": "for staff",
    "accounts/extend": "for staff",
    "accounts/find": "an address that was left before, whose purpose stood there",
    "accounts/forget": "takes away",
    "accounts/resident": "a code",
    "accounts/residents": "for staff",
    "accounts/stop": "for staff",
    "budgeting/ballot": "chooses; what is sent is checked on the next page",
    "budgeting/ballot_code": "a code",
    "budgeting/cocreation/own": "answers to a question on one's own proposal",
    "budgeting/withdraw": "takes away",
    "circles/_act": "buttons",
    "circles/fund_ask": "of a circle, by its members",
    "circles/fund_report": "of a circle, by its members",
    "circles/inside": "among the members of a circle",
    "circles/join": "asks the members of a circle",
    "circles/mine": "one's own items",
    "evaluations/_finding": "for staff",
    "meetings/registration": "gives a seat back",
    "meetings/table": "notes of a table, which the facilitator explains",
    "opinion_map/_reason_helpful": "a button",
    "opinion_map/_vote_card": "part of the page of votes",
    "opinions/appeal": "on a decision; answered in public",
    "places/coverage": "chooses what is shown",
    "places/keep": "of those who keep a place",
    "places/keep_month": "of those who keep a place",
    "sortition/join": "a code",
    "sortition/mine": "one's own registration",
    "surveys/paper_ask": "orders a paper",
    "surveys/survey_detail": "begins, or a code",
    "threads/_aside": "buttons",
    "threads/address": "changes or stops; its purpose stood where it was left",
}
STAFF = ("desk", "staff_", "_staff", "_desk", "wall", "issue_", "policy_", "process_", "phase_", "clause_", "document_")
BODIES = ("inventory", "organizations", "grouping", "drafts", "readability", "processes", "issues", "support/company")


def asked_by_all() -> set[str]:
    """Templates of rooms with a form that is sent, without those of staff and of associations."""
    found = set()
    for path in APPS.glob("*/templates/**/*.html"):
        name = str(path.relative_to(next(parent for parent in path.parents if parent.name == "templates")))[:-5]
        is_theirs = path.name.startswith(STAFF) or name.startswith(BODIES)
        if not is_theirs and re.search(r'<form[^>]*method="post"', path.read_text(encoding="utf-8")):
            found.add(name)
    return found


def test_every_form_of_citizens_is_known_here():
    assert sorted(asked_by_all() - set(INTAKES) - set(OTHERS)) == []
    assert sorted((set(INTAKES) | set(OTHERS)) - asked_by_all()) == []


@pytest.mark.parametrize("name", INTAKES)
def test_a_form_says_for_what_it_asks_before_its_end(name):
    room = name.partition("/")[0]
    text = (APPS / room / "templates" / f"{name}.html").read_text(encoding="utf-8")

    forms = re.findall(r"<form.*?</form>", text, re.DOTALL)
    assert any("{% purpose _(" in form for form in forms)


def test_the_words_stand_on_the_page_with_the_way_to_the_whole(client, db):
    now = timezone.now()
    process = ProcessFactory(is_main=True)
    phase = PhaseFactory(process=process, opens_at=now - timedelta(days=1), closes_at=now + timedelta(days=1))
    OpeningFactory(phase=phase, kind=HEARING)

    page = client.get("/opinions/new/").content.decode().replace("<wbr>", "")

    assert page.count("<b>利用目的</b>") == 1
    assert '<a href="/about/privacy/">個人情報の扱い</a>' in page
