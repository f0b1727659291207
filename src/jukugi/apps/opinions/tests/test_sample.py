"""The sample's voices and bodies: complete, the same every time, and nothing invented at a real body."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db.models import Count, F, Q

from jukugi.apps.accounts.models import Participant
from jukugi.apps.issues.models import Issue, IssueEdge
from jukugi.apps.opinions.enums import RECEIPT_KIND, LinkKind, OpinionState
from jukugi.apps.opinions.models import (
    Appeal,
    Call,
    IssueLink,
    Opinion,
    OpinionGist,
    OpinionReview,
    OpinionRevision,
    PrintedCard,
    Submission,
)
from jukugi.apps.opinions.sample import CARDS, load_sample
from jukugi.apps.organizations.models import Membership, Organization
from jukugi.apps.processes.enums import RECORD_SLUG
from jukugi.apps.processes.models import Process
from jukugi.kit.pages.places import samples
from jukugi.kit.receipts.models import Receipt
from jukugi.kit.tables import packaged_rows

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 10, 15, tzinfo=ZoneInfo("Asia/Tokyo"))
TABLES = (Organization, Membership, Issue, IssueEdge, Participant, Submission, Opinion, OpinionReview, IssueLink)
BEFORE_VOICES = ("areas", "accounts", "organizations", "processes", "processes_record", "issues")


def load_city(now: datetime = NOW) -> None:
    for name in (*BEFORE_VOICES, "opinions"):
        samples[name](now)


@pytest.fixture
def city() -> None:
    load_city()


def counts() -> list[int]:
    return [table.objects.count() for table in (*TABLES, Receipt, PrintedCard)]


def voices() -> list[tuple]:
    """What the sample tells of every voice, without the numbers that are drawn anew each time."""
    about = Opinion.objects.order_by("pk").values_list(
        "text", "state", "submission__channel", "submission__place", "submission__ward__code",
        "submission__age_band", "submission__about__code", "submission__received_at", "submission__entered_at",
    )  # fmt: skip
    links = IssueLink.objects.order_by("pk").values_list("opinion__text", "issue__code", "kind", "reason", "linked_at")
    return [*about, *links]


def test_loaded_twice_nothing_is_doubled_and_what_staff_did_stays(city):
    opinion = Opinion.objects.waiting().first()
    Opinion.objects.filter(pk=opinion.pk).update(state=OpinionState.HIDDEN)
    before = counts()

    load_city(NOW + timedelta(days=40))

    opinion.refresh_from_db()
    assert (counts(), opinion.state) == (before, OpinionState.HIDDEN)


def test_on_one_day_the_sample_is_the_same_every_time(city):
    first = voices()
    Opinion.objects.update(made_by=None)
    for table in (
        Appeal,
        OpinionGist,
        OpinionRevision,
        IssueLink,
        OpinionReview,
        Opinion,
        Submission,
        PrintedCard,
        Call,
        Receipt,
    ):
        table.objects.all().delete()

    load_sample(NOW)

    assert len(first) > 400
    assert voices() == first


def test_every_voice_is_under_the_sample_process_and_has_a_receipt_of_its_kind(city):
    numbers = set(Submission.objects.values_list("receipt", flat=True))

    assert set(Submission.objects.values_list("process__is_sample", "process__is_finished")) == {(True, False)}
    assert set(Receipt.objects.filter(number__in=numbers).values_list("number", "kind")) == {
        (number, RECEIPT_KIND) for number in numbers
    }
    held = Submission.objects.annotate(held=Count("opinions", filter=~Q(opinions__state=OpinionState.REPLACED)))
    assert sorted(held.exclude(held=1).values_list("held", flat=True)) == [2], "one letter speaks of two things"
    assert not Submission.objects.filter(process__slug=RECORD_SLUG).exists()


def test_nothing_happens_after_today_or_before_it_came(city):
    assert not Submission.objects.filter(received_at__gt=NOW).exists()
    assert not Submission.objects.filter(entered_at__gt=NOW).exists()
    assert not Submission.objects.filter(entered_at__lt=F("received_at")).exists()
    assert not OpinionReview.objects.filter(decided_at__lt=F("opinion__submission__entered_at")).exists()
    assert not OpinionReview.objects.filter(decided_at__gt=NOW).exists()


def test_a_voice_that_waits_has_no_decision_and_every_other_has_one(city):
    reviewed = Opinion.objects.annotate(decided=Count("reviews"))

    assert reviewed.filter(state=OpinionState.WAITING).exists()
    assert not reviewed.filter(state=OpinionState.WAITING, decided__gt=0).exists()
    assert not reviewed.exclude(state=OpinionState.WAITING).exclude(decided=1).exists()
    standing = OpinionReview.objects.exclude(opinion__state=OpinionState.REPLACED)
    assert not standing.exclude(state=F("opinion__state")).exists()


def test_only_public_voices_lead_somewhere_and_every_link_has_its_reason(city):
    assert not IssueLink.objects.in_force().exclude(opinion__state=OpinionState.SHOWN).exists()
    assert not IssueLink.objects.filter(reason="").exists()
    assert not IssueLink.objects.exclude(issue=None).exclude(issue__process=F("opinion__submission__process")).exists()
    assert IssueLink.objects.filter(kind=LinkKind.NOT_TAKEN_UP, issue=None).exists()


def test_a_reason_quotes_words_that_the_voice_really_says(city):
    links = IssueLink.objects.exclude(kind=LinkKind.NOT_TAKEN_UP).select_related("opinion")

    quoted = [(link.opinion.text, words) for link in links for words in re.findall(r"「([^「」]+)」", link.reason)]

    assert len(quoted) > 300
    assert [words for text, words in quoted if words not in text] == []


def test_what_came_on_paper_names_who_typed_it_and_what_came_from_the_web_nobody(city):
    assert not Submission.objects.filter(channel="web").exclude(entered_by="").exists()
    assert not Submission.objects.exclude(channel="web").filter(entered_by="").exists()
    assert set(Submission.objects.values_list("channel", flat=True)) >= {"web", "card", "fax", "post", "meeting"}


def test_some_printed_cards_are_back_and_the_others_lead_to_no_voice(city):
    back = Submission.objects.filter(receipt__in=PrintedCard.objects.values("receipt"))

    assert PrintedCard.objects.count() == CARDS
    assert 0 < back.count() < CARDS
    assert set(back.values_list("channel", flat=True)) == {"card"}


def test_departments_that_decide_and_bodies_of_the_sample_are_called_sample_and_real_ones_have_a_source(city):
    invented = Organization.objects.filter(is_sample=True)
    deciding = Organization.objects.filter(pk__in=OpinionReview.objects.values("department")) | (
        Organization.objects.filter(pk__in=IssueEdge.objects.values("department"))
    )

    assert [body.name for body in invented if not body.name.startswith("見本")] == []
    assert [body.name for body in deciding if not body.is_sample] == []
    assert [body.name for body in Organization.objects.filter(is_sample=False) if not body.source] == []
    assert Organization.objects.filter(is_sample=False).exists()


def test_nobody_of_the_sample_is_a_member_of_a_real_body(city):
    assert Membership.objects.exists()
    assert not Membership.objects.filter(organization__is_sample=False).exists()


def test_no_voice_and_no_reason_names_a_real_body(city):
    names = list(Organization.objects.filter(is_sample=False).values_list("name", flat=True))
    said = [*Opinion.objects.values_list("text", flat=True), *IssueLink.objects.values_list("reason", flat=True)]

    assert [(name, text) for name in names for text in said if name in text] == []


def test_without_a_process_or_departments_nothing_is_loaded_and_it_is_said():
    sentence = load_sample(NOW)

    assert "載せませんでした" in sentence
    assert not Submission.objects.exists()


def test_beside_a_process_of_the_city_the_voices_still_go_to_the_sample(db):
    mine = Process.objects.create(slug="own", title="市の検討", starts_on=NOW.date(), ends_on=NOW.date(), is_main=True)

    load_city()

    assert not mine.submissions.exists()
    assert Submission.objects.exists()


@pytest.mark.parametrize("moment", ["2027-01-01T00:00+09:00", "2028-02-29T12:00+09:00", "2026-12-31T23:59+09:00"])
def test_on_any_day_of_the_year_the_sample_loads_and_lies_in_the_past(moment):
    now = datetime.fromisoformat(moment)

    load_city(now)

    rows = packaged_rows("jukugi.apps.opinions", "opinions.csv")
    assert sorted(Opinion.objects.filter(made_by=None).values_list("text", flat=True)) == sorted(
        row["text"] for row in rows
    )
    assert not Submission.objects.filter(received_at__gt=now).exists()
