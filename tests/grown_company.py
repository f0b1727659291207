"""The company of associations with many rows in every list, to count what its pages ask the database."""

from datetime import date

from django.utils import timezone

from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.organizations.models import Organization
from jukugi.apps.support.actions.counting import count_all
from jukugi.apps.support.models import SheetOpening, SheetReader
from jukugi.apps.support.tests.factories import (
    ChargeFactory,
    FunctionFactory,
    InquiryFactory,
    InquiryStepFactory,
    MatchFactory,
    NextStepFactory,
    SituationSheetFactory,
    SupporterFactory,
    SupportReceivedFactory,
    VisitFactory,
)

PUBLIC = {
    "support in figures": ("/support/company/", 10),
    "to ask": ("/support/ask/", 12),
    "consultations in figures": ("/support/ask/figures/", 10),
    "a consultation by its receipt": ("/threads/{asked_receipt}/", 26),
    "an association's company": ("/associations/mine/{association}/company/", 18),
    "its situation sheet": ("/associations/mine/{association}/company/sheet/", 10),
    "its readers": ("/associations/mine/{association}/company/readers/", 10),
    "its next step": ("/associations/mine/{association}/company/steps/", 10),
}
STAFF = {
    "desk company": ("/desk/support/company/", 34),
    "associations that nothing reaches": ("/desk/support/company/unreached/", 36),
    "consultations": ("/desk/support/consultations/", 34),
    "consultations that ended": ("/desk/support/consultations/?done=1", 34),
    "a consultation": ("/desk/support/consultations/{inquiry}/", 34),
    "new consultation": ("/desk/support/consultations/new/", 34),
    "supports received": ("/desk/support/company/received/", 30),
}


def company(rows: int, association: int) -> dict[str, int | str]:
    """One association with so many editions, matches, steps, visits and readers; and so many that took nothing."""
    body = Organization.objects.get(pk=association)
    given = {"organization": body}
    inquiry = InquiryFactory()
    for n in range(rows):
        sheet = SituationSheetFactory(**given, number=n + 1)
        MatchFactory(sheet=sheet)
        MatchFactory(sheet=sheet, answer="accepted", answered_at=timezone.now())
        NextStepFactory(**given)
        NextStepFactory(**given, done_on=date(2026, 10, 2), helped="yes")
        VisitFactory(**given)
        charge = ChargeFactory(**given)
        SheetReader.objects.create(**given, reader=SupporterFactory(), named_on=date(2026, 9, 1), actor_key="x")
        SheetOpening.objects.create(
            **given, person=charge.officer, opened_on=date(2026, 9, 1), opened_at=timezone.now()
        )
        SupportReceivedFactory(**given, fiscal_year=2000 + n)
        SupportReceivedFactory()
        InquiryStepFactory(inquiry=inquiry)
        InquiryStepFactory(inquiry__function=FunctionFactory(), inquiry__ward=WardFactory())
        InquiryStepFactory(inquiry__state="answered", inquiry__answered_at=timezone.now())
    count_all(now=timezone.now())
    return {"inquiry": inquiry.pk, "asked_receipt": inquiry.receipt}
