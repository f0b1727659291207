"""What is printed of a round: ballots with numbers, each in its own order; letters with codes."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from jukugi.apps.budgeting.models import PaperBallot, Project, Round
from jukugi.apps.budgeting.queries.elections import order_of
from jukugi.kit import receipts
from jukugi.kit.pages.wording import jdate
from jukugi.kit.papers import Letter, PrintedForm, letters_form, qr_image


@dataclass(frozen=True)
class CodeOfLetter:
    """A code as printed, and the address that brings it along."""

    code: str
    address: str


def ballots_form(
    budget_round: Round, papers: Sequence[PaperBallot], *, is_big: bool, address: str, threads_url: str
) -> PrintedForm:
    """A ballot for each paper, its projects in its own order. One query."""
    projects = {project.number: project for project in budget_round.projects.select_related("ward")}
    context = {
        "round": budget_round,
        "address": address,
        "threads_url": threads_url,
        "qr": qr_image(address, _("ウェブの投票の入口")),
    }
    bodies = tuple(
        render_to_string(
            "budgeting/paper_ballot.html",
            {**context, "number": receipts.shown(paper.receipt), "projects": _ordered(projects, paper)},
        )
        for paper in papers
    )
    return PrintedForm(
        title=_("投票用紙　%(title)s") % {"title": budget_round.title},
        bodies=bodies,
        left=budget_round.title,
        foot=_where(budget_round),
        issuer=settings.CITY_NAME,
        is_sample=budget_round.is_sample,
        is_big=is_big,
    )


def _ordered(projects: dict[int, Project], paper: PaperBallot) -> list[Project]:
    return [projects[number] for number in order_of(projects, paper.order_seed)]


def code_letters(budget_round: Round, codes: Sequence[CodeOfLetter]) -> PrintedForm:
    """A letter for each code, in the order given; the address goes on a label into the window."""
    day = jdate(budget_round.vote_until)
    words = (
        budget_round.purpose,
        _("下の四角い印をスマートフォンで読み取るか、アドレスを開くと、投票のページが出ます。"),
        _("%(day)sまでに投票してください。終わりまで、何度でも選び直せます。") % {"day": day},
    )
    after = (
        _("番号は、一人に一つです。紙で投票するときは、用紙にこの番号を書いてください。"),
        _("だれにどの番号を送ったかは、投票を数えるしくみには残しません。"),
        *([_("問い合わせ：%(contact)s") % {"contact": budget_round.contact}] if budget_round.contact else []),
    )
    title = _("予算の投票のご案内　%(title)s") % {"title": budget_round.title}
    return letters_form(
        (
            Letter(
                heading=title,
                words=words,
                code=one.code,
                code_name=_("あなたの投票番号"),
                address=one.address,
                after=after,
            )
            for one in codes
        ),
        title=title,
        sender=[settings.CITY_NAME],
        is_sample=budget_round.is_sample,
    )


def _where(budget_round: Round) -> str:
    until = _("%(day)sまで") % {"day": jdate(budget_round.vote_until)}
    if not budget_round.contact:
        return until
    return _("%(until)s　出す所：%(contact)s") % {"until": until, "contact": budget_round.contact}
