"""A trial of one ward and the company of one association, for the permission matrix."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from jukugi.apps.areas.models import Area
from jukugi.apps.organizations.models import Organization
from jukugi.apps.support.models import SheetReader
from jukugi.apps.support.tests.factories import (
    InquiryStepFactory,
    MatchFactory,
    NextStepFactory,
    OfferFactory,
    SituationSheetFactory,
    SupporterFactory,
)
from tests.scenarios_for_all_roles import ScenariosForAllRoles


class SupportForAllRoles:
    """An offer on trial of which nobody has looked back; a sheet that nobody is in charge of, but one body reads."""

    def __init__(self, ward: Area, association: Organization) -> None:
        self.ward = ward
        self.association = association
        self.scenarios = ScenariosForAllRoles(ward)
        self.trial = OfferFactory(area=ward, review_on=timezone.localdate())
        self.match = MatchFactory(sheet=SituationSheetFactory(organization=association))
        self.step = NextStepFactory(organization=association)
        self.inquiry = InquiryStepFactory(inquiry__ward=ward).inquiry
        self.reader = SheetReader.objects.create(
            organization=association, reader=SupporterFactory(), named_on=timezone.localdate(), actor_key="x"
        )

    def values(self) -> dict[str, Any]:
        """What stands in the addresses of the room."""
        return self.scenarios.values() | {
            "offer_pk": self.trial.pk,
            "association_pk": self.association.pk,
            "match_pk": self.match.pk,
            "step_pk": self.step.pk,
            "reader_pk": self.reader.pk,
            "inquiry_pk": self.inquiry.pk,
            "what": "answer",
        }

    def forms(self) -> dict[str, dict[str, object]]:
        """What the forms of the room take."""
        offer = {
            "function": self.trial.function_id,
            "organization": self.trial.organization_id,
            "area": self.ward.pk,
            "title": "見本の支援メニュー",
            "starts_on": timezone.localdate(),
        }
        day = timezone.localdate()
        sheet = {"wants": ["books"], "size": "tiny", "member_ages": "few", "officer_ages": "few", "money": "even"}
        sheet |= {"visit": "welcome", "channel": "card", "told_on": day}
        step = {"what": "見本", "by": "officer", "due_on": day}
        done = {"helped": "yes", "done_on": day}
        table = f"団体名,年度,支援,受けた\n{self.association.name},2025,補助金,はい\n"
        asked = {"text": "見本の相談", "asker": "person", "ward": self.ward.pk}
        return self.scenarios.forms() | {
            "support:ask": asked,
            "support:new-consultation": {**asked, "channel": "phone", "received_on": day},
            "support:inquiry-deed": {"words": "見本の答え"},
            "support:own-sheet": sheet,
            "support:company-sheet": sheet,
            "support:own-readers": {"reader": SupporterFactory().pk},
            "support:company-readers": {"reader": SupporterFactory().pk},
            "support:own-match": {"answer": "accepted"},
            "support:company-match": {"answer": "accepted"},
            "support:own-step": step,
            "support:company-step": step,
            "support:own-step-done": done,
            "support:company-step-done": done,
            "support:company-visit": {"visited_on": day, "way": "there", "heard": "見本"},
            "support:company-received": {
                "file": SimpleUploadedFile("支援.csv", table.encode()),
                "source": "見本",
            },
            "support:company-offer": {"needs": ["money"]},
            "support:new-function": {"name": "見本のはたらき"},
            "support:new-offer": offer,
            "support:look-back": {"tried": "貸した。", "came_of_it": "続いた。", "outcome": "goes_on"},
        }
