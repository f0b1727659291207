"""The pages of the sample's support: for everybody, and at the desk."""

from jukugi.apps.support.models import Scenario, SupportOffer


def support_pages() -> list[str]:
    asking = Scenario.objects.get(area__code="141330")
    decided = Scenario.objects.get(area__code="141348")
    one = asking.get_absolute_url()
    return [
        "/support/",
        "/support/scenarios/",
        "/support/scenarios/?kind=governance",
        "/support/scenarios/yardstick/intermediary/",
        *(one + part for part in ("", "compare/", "changes/")),
        decided.get_absolute_url(),
    ]


def support_desks() -> list[str]:
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
    ]
