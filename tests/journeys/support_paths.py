"""The pages of the sample's support: for everybody, and at the desk."""

from jukugi.apps.support.models import Inquiry, SupportOffer


def support_pages() -> list[str]:
    answered = Inquiry.objects.filter(answered_at__isnull=False).first()
    return [
        "/support/",
        "/support/company/",
        "/support/ask/",
        "/support/ask/figures/",
        f"/threads/{answered.receipt}/",
    ]


def support_desks() -> list[str]:
    inquiry = Inquiry.objects.open().first()
    trial = SupportOffer.objects.filter(review_on__isnull=False, outcome="").first()
    return [
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
