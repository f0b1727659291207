"""Votes on a budget with many rows in every list, to count what their pages ask the database."""

from datetime import timedelta

from django.utils import timezone

from jukugi.apps.accounts.tests.factories import RoleFactory
from jukugi.apps.budgeting.actions import papers
from jukugi.apps.budgeting.models import Round
from jukugi.apps.budgeting.tests import factories as f

PUBLIC = {
    "budget rounds": ("/budget/", 14),
    "budget round": ("/budget/{budget_round}/", 14),
    "budget ballot": ("/budget/{budget_round}/ballot/", 14),
    "budget proposals": ("/budget/{budget_proposing}/proposals/", 14),
}
STAFF = {
    "desk budget": ("/desk/budget/", 44),
    "desk budget round": ("/desk/budget/{budget_round}/", 52),
    "desk budget proposals": ("/desk/budget/{budget_proposing}/proposals/?part=answered", 44),
    "desk budget reading": ("/desk/budget/{budget_round}/reading/", 50),
}


def ballots(rows: int) -> dict[str, int | str]:
    """A round with so many projects, ballots and papers, and one with so many proposals."""
    today = timezone.localdate()
    voting, proposing = f.voting(costs=(1_000_000,) * rows), f.announced()
    Round.objects.filter(pk=voting.pk).update(
        proposals_from=today - timedelta(40),
        proposals_until=today - timedelta(20),
        vote_from=today - timedelta(3),
        vote_until=today + timedelta(3),
    )
    voting.refresh_from_db()
    for number in range(rows):
        f.vote(voting, number + 1, now=timezone.now())
        f.proposal(proposing, f"提案{number}")
    printed = papers.print_papers(
        budget_round=voting, count=rows, place="", actor=RoleFactory().user, now=timezone.now()
    )
    for paper in printed:
        read = papers.PaperRead(frozenset({1}), papers.PAPER[0], today, paper.receipt)
        papers.read_paper(paper=paper, read=read, actor=RoleFactory().user, now=timezone.now())
    return {"budget_round": voting.pk, "budget_proposing": proposing.pk}
