"""What an association tells is read by nobody else: on every page, export and form of the room, also on new ones.

The addresses are walked from the room's own list. A new page is in the test by itself; where it needs a key of a new
kind, the walk asks for one.
"""

import re

import pytest
from django.test import Client
from django.urls import URLPattern, reverse
from django.utils import timezone

from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.tests.factories import UserFactory
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.organizations.tests.factories import AssociationFactory, DepartmentFactory
from jukugi.apps.support.models import Charge, Match, NextStep, SheetReader, SituationSheet, Visit
from jukugi.apps.support.tests.browsers import device, member, signed, staff
from jukugi.apps.support.tests.factories import (
    ChargeFactory,
    InquiryStepFactory,
    MatchFactory,
    NextStepFactory,
    OfferFactory,
    SituationSheetFactory,
    SupporterFactory,
    VisitFactory,
)
from jukugi.apps.support.urls import urlpatterns
from jukugi.kit.audit.models import AuditEntry

pytestmark = pytest.mark.django_db

SECRETS = tuple(f"ひみつの{what}" for what in ("望み", "心配", "都合", "話", "助け", "一歩", "結果", "理由", "覚え"))
ASKED = "ないしょの相談"
WHOLE_SITE = ("home", "desk", "threads", "support:support")


class Told:
    """An association that told of itself, was visited and agreed on a step, with an officer in charge."""

    def __init__(self) -> None:
        self.ward = WardFactory()
        self.association = AssociationFactory(area=self.ward, name="ひそかな町会")
        self.charge = ChargeFactory(organization=self.association, note="ひみつの覚え")
        given = {"organization": self.association}
        self.sheet = SituationSheetFactory(
            **given, wants_words="ひみつの望み", worries_words="ひみつの心配", visit_words="ひみつの都合"
        )
        VisitFactory(**given, heard="ひみつの話", helped="ひみつの助け")
        self.step = NextStepFactory(**given, what="ひみつの一歩")
        NextStepFactory(**given, done_on="2026-10-01", helped="yes", done_note="ひみつの結果")
        self.match = MatchFactory(sheet=self.sheet)
        MatchFactory(sheet=self.sheet, answer="set_aside", reason="ひみつの理由", answered_at=timezone.now())
        asked = InquiryStepFactory(words=ASKED, inquiry__ward=self.ward, inquiry__author_key="nobody")
        self.inquiry = asked.inquiry
        self.centre = SupporterFactory()
        self.reader = SheetReader.objects.create(
            organization=self.association, reader=self.centre, named_on="2026-09-01", actor_key="x"
        )

    def keys(self) -> dict[str, object]:
        return {
            "association_pk": self.association.pk,
            "reader_pk": self.reader.pk,
            "match_pk": self.match.pk,
            "step_pk": self.step.pk,
            "offer_pk": self.match.offer_id,
            "inquiry_pk": self.inquiry.pk,
            "what": "answer",
        }

    def addresses(self) -> dict[str, str]:
        """Every page, form and export of the room by its name, and those of the site that show all rooms."""
        keys = self.keys()
        found = {name: reverse(name) for name in WHOLE_SITE}
        for pattern in urlpatterns:
            assert isinstance(pattern, URLPattern)
            names = pattern.pattern.converters
            given = {name: keys.get(name, self.association.pk) for name in names}
            found[f"support:{pattern.name}"] = reverse(f"support:{pattern.name}", kwargs=given)
        found["own"] = reverse("organizations:own", args=[self.association.pk])
        found["receipt"] = f"/threads/{self.inquiry.receipt}/"
        found["unit"] = f"/desk/associations/{self.association.pk}/"
        found["search"] = "/opinions/?q=望み"
        return found

    def found(self, client: Client, *secrets: str) -> set[str]:
        """Names of pages on which one of these words is read; empty forms are sent too, and what comes back is read."""
        told = set()
        for name, address in self.addresses().items():
            pages = [client.get(address)]
            if "withdraw" not in name:
                pages.append(client.post(address, {}))
            for page in pages:
                text = re.sub(r"<wbr>|​", "", page.content.decode("utf-8", "replace"))
                if any(secret in text for secret in secrets):
                    told.add(name.removeprefix("support:"))
        return told


@pytest.fixture
def told():
    return Told()


def strangers(told):
    """Everybody who must read nothing, by what they are."""
    other_ward = WardFactory()
    other = AssociationFactory(area=told.ward)
    return {
        "another association of the ward": device(other, "o"),
        "an officer of the ward who is not named": staff(RoleKind.WARD_OFFICER, told.ward),
        "an officer of another ward": staff(RoleKind.WARD_OFFICER, other_ward),
        "an officer in charge of another association": signed(ChargeFactory(organization=other).officer),
        "an unrelated department": staff(RoleKind.WARD_OFFICER, other_ward, DepartmentFactory()),
        "a policy officer of the city": staff(RoleKind.POLICY_OFFICER),
        "an operator": staff(RoleKind.OPERATOR),
        "a body that was not named": member(SupporterFactory()),
        "a person without a role": signed(UserFactory()),
        "a stranger": Client(),
    }


WHO = [
    "another association of the ward",
    "an officer of the ward who is not named",
    "an officer of another ward",
    "an officer in charge of another association",
    "an unrelated department",
    "a policy officer of the city",
    "an operator",
    "a body that was not named",
    "a person without a role",
    "a stranger",
]


class TestNobodyElseReads:
    @pytest.mark.parametrize("who", WHO)
    def test_a_stranger_reads_no_word_on_any_page(self, told, who):
        client = strangers(told)[who]

        assert told.found(client, *SECRETS) == set()

    def test_the_walk_would_find_the_words_on_the_association_s_own_pages(self, told):
        found = told.found(device(told.association), *SECRETS)

        assert found == {"own-company", "own-sheet", "own-step-done", "own"}

    def test_the_officer_in_charge_reads_them_and_it_is_told(self, told):
        found = told.found(signed(told.charge.officer), *SECRETS)

        assert found == {"company-association", "company-sheet", "company-step-done"}
        assert told.association.sheet_openings.count() == 1

    def test_a_body_that_was_named_reads_the_sheet_and_the_steps_and_it_is_told(self, told):
        client = member(told.centre)

        assert told.found(client, *SECRETS) == {"read-sheet"}
        assert told.association.sheet_openings.get().body == told.centre

    def test_what_was_heard_is_not_for_the_body(self, told):
        assert told.found(member(told.centre), "ひみつの話", "ひみつの助け", "ひみつの覚え") == set()

    def test_who_was_in_charge_reads_nothing_after_the_hand_over(self, told):
        former = told.charge.officer
        Charge.objects.filter(pk=told.charge.pk).update(ended_on=timezone.localdate())

        assert told.found(signed(former), *SECRETS) == set()

    def test_a_device_whose_code_is_over_reads_nothing(self, told):
        client = device(told.association)
        told.association.access_codes.update(revoked_at=timezone.now())

        assert told.found(client, *SECRETS) == set()

    def test_the_audit_says_no_word_of_it(self, told):
        told.found(signed(told.charge.officer), *SECRETS)

        kept = "".join(str(one.details) + one.subject_key for one in AuditEntry.objects.all())
        assert not [secret for secret in SECRETS if secret in kept]


class TestNobodyElseReadsWhatWasAsked:
    @pytest.mark.parametrize(
        "who",
        [
            "another association of the ward",
            "an officer of another ward",
            "an unrelated department",
            "an operator",
            "a body that was not named",
            "a person without a role",
            "a stranger",
        ],
    )
    def test_a_stranger_reads_no_word_of_a_consultation(self, told, who):
        assert told.found(strangers(told)[who], ASKED) == set()

    def test_the_walk_would_find_it_at_the_ward_s_own_desk(self, told):
        found = told.found(staff(RoleKind.WARD_OFFICER, told.ward), ASKED)

        assert found == {"consultations", "inquiry", "inquiry-deed", "receipt"}


class TestNobodyElseWrites:
    @pytest.mark.parametrize("who", WHO)
    def test_nothing_that_a_stranger_sends_changes_anything(self, told, who):
        client = strangers(told)[who]
        before = state()
        forms = {
            "wants": ["books"],
            "visit": "welcome",
            "size": "tiny",
            "member_ages": "few",
            "officer_ages": "few",
            "money": "even",
            "channel": "card",
            "told_on": "2026-10-01",
            "answer": "accepted",
            "what": "ほかのこと",
            "by": "officer",
            "due_on": "2027-01-01",
            "helped": "yes",
            "done_on": "2026-10-02",
            "visited_on": "2026-10-02",
            "way": "there",
            "heard": "ほかの話",
            "reader": told.centre.pk,
        }

        for name, address in told.addresses().items():
            if name.startswith(("support:own-", "support:company-")) and name != "support:company-officer":
                client.post(address, forms)

        assert state() == before


def state():
    """Everything of the association's that could be changed."""
    return [
        list(model.objects.order_by("pk").values()) for model in (SituationSheet, Match, NextStep, Visit, SheetReader)
    ]


def test_offers_are_open_to_all_and_say_nothing_of_associations(told):
    OfferFactory(title="だれでも使えるもの")

    page = Client().get("/support/").content.decode()

    assert "ひそかな町会" not in page
