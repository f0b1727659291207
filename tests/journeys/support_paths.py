"""The pages of the sample's support: for everybody, and at the desk."""

from jukugi.apps.support.models import SupportOffer


def support_pages() -> list[str]:
    return ["/support/"]


def support_desks() -> list[str]:
    trial = SupportOffer.objects.filter(review_on__isnull=False, outcome="").first()
    return [
        "/desk/support/",
        "/desk/support/functions/new/",
        "/desk/support/offers/new/",
        f"/desk/support/offers/{trial.pk}/look-back/",
    ]
