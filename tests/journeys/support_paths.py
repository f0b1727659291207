"""The pages of the sample's support: for everybody, and at the desk."""

from jukugi.apps.support.models import Inquiry, Scenario, SupportOffer


def support_pages() -> list[str]:
    answered = Inquiry.objects.filter(answered_at__isnull=False).first()
    asking = Scenario.objects.get(area__code="141330")
    decided = Scenario.objects.get(area__code="141348")
    one = asking.get_absolute_url()
    return [
        "/support/",
        "/support/company/",
        "/support/ask/",
        "/support/ask/figures/",
        f"/threads/{answered.receipt}/",
        "/support/scenarios/",
        "/support/scenarios/?kind=governance",
        "/support/scenarios/yardstick/intermediary/",
        *(one + part for part in ("", "compare/", "changes/")),
        decided.get_absolute_url(),
    ]


def support_desks() -> list[str]:
    inquiry = Inquiry.objects.open().first()
    trial = SupportOffer.objects.filter(review_on__isnull=False, outcome="").first()
    scenario = Scenario.objects.get(area__code="141330")
    parts = ("", "plan/", "functions/", "milestones/", "risks/", "alternatives/new/", "scores/", "heard/", "decision/")
    chosen = scenario.alternatives.get(number=1)
    return [
        "/desk/support/scenarios/",
        "/desk/support/scenarios/new/",
        "/desk/support/scenarios/yardstick/intermediary/",
        f"/desk/support/scenarios/alternatives/{chosen.pk}/",
        f"/desk/support/scenarios/alternatives/{chosen.pk}/drop/",
        *(f"/desk/support/scenarios/{scenario.pk}/{part}" for part in parts),
        "/desk/support/",
        "/desk/support/functions/new/",
        "/desk/support/offers/new/",
        f"/desk/support/offers/{trial.pk}/look-back/",
        f"/desk/support/company/offers/{trial.pk}/",
        "/desk/support/company/",
        "/desk/support/company/unreached/",
        "/desk/support/company/received/",
        "/desk/support/consultations/",
        "/desk/support/consultations/?done=1",
        "/desk/support/consultations/new/",
        f"/desk/support/consultations/{inquiry.pk}/",
        *(f"/desk/support/consultations/{inquiry.pk}/{what}/" for what in ("assign", "answer", "hand-on", "close")),
    ]
