"""The pages of the sample's votes on a budget: for everybody, and at the desk."""

from jukugi.apps.budgeting.models import Proposal, Round


def _rounds() -> tuple[Round, Round]:
    return Round.objects.get(is_sample=True, state="voting"), Round.objects.get(is_sample=True, state="closed")


def ballot_pages() -> list[str]:
    voting, closed = _rounds()
    merged = Proposal.objects.filter(round=closed, state="merged").first()
    return [
        "/budget/",
        f"/budget/{voting.pk}/",
        f"/budget/{voting.pk}/ballot/",
        f"/budget/{voting.pk}/proposals/",
        f"/budget/{voting.pk}/proposals/card/",
        f"/budget/{closed.pk}/",
        f"/budget/{closed.pk}/proposals/{merged.pk}/",
    ]


def ballot_desks() -> list[str]:
    voting, closed = _rounds()
    paper = voting.papers.filter(readings__isnull=True).first()
    return [
        "/desk/budget/",
        "/desk/budget/new/",
        f"/desk/budget/{voting.pk}/",
        f"/desk/budget/{voting.pk}/papers/",
        f"/desk/budget/{voting.pk}/reading/",
        f"/desk/budget/{voting.pk}/reading/{paper.receipt}/",
        f"/desk/budget/{voting.pk}/proposals/",
        f"/desk/budget/{voting.pk}/extend/",
        f"/desk/budget/{closed.pk}/",
    ]
