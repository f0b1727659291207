"""The ballot on the web: choose, look through, vote; without JavaScript, and again until the end."""

import re
import secrets
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from jukugi.apps.accounts.actions import participation_of
from jukugi.apps.accounts.models import Participant, User
from jukugi.apps.areas.models import Area
from jukugi.apps.budgeting import policies
from jukugi.apps.budgeting.actions.ballots import BallotDraft, cast_ballot
from jukugi.apps.budgeting.enums.rounds import Verification
from jukugi.apps.budgeting.errors import ballots as errors
from jukugi.apps.budgeting.models import CurrentBallot, Round, VoterCode
from jukugi.apps.budgeting.queries import reading
from jukugi.apps.budgeting.views.asked import public_round
from jukugi.apps.opinions.enums import AgeBand
from jukugi.kit import receipts
from jukugi.kit.errors import Refusal, words_for
from jukugi.kit.pages.asked import whole
from jukugi.kit.pages.rendering import refusal_page

CODES_KEY = "budget_codes"
CODES_KEPT = 6
SEED = re.compile(r"[0-9a-f]{16}")
MEMBER = {"yes": True, "no": False}


@dataclass(frozen=True)
class Here:
    """Who votes in what. ``voter`` None: a device that has done nothing yet."""

    round: Round
    voter: Participant | VoterCode | User | None

    @property
    def token(self) -> str | None:
        return None if self.voter is None else policies.voter_token(self.round, self.voter)


@never_cache
def ballot(request: HttpRequest, round_pk: int) -> HttpResponse:
    """The ballot: its projects in this voter's own order; then the check; then it is cast."""
    here = _here(request, round_pk)
    if isinstance(here, HttpResponse):
        return here
    participation_of(request).offer()
    if request.method != "POST":
        return _form(request, here, *_begun(here))
    draft = _draft(request.POST)
    match request.POST.get("step"):
        case "cast":
            return _cast(request, here, draft)
        case "back":
            return _form(request, here, draft.order_seed, draft.numbers)
    return _check(request, here, draft)


@require_POST
def code(request: HttpRequest, round_pk: int) -> HttpResponse:
    """Come with the code of a letter; it is kept with the session, and leaves the address."""
    found = public_round(round_pk)
    known = VoterCode.objects.filter(digest=policies.code_digest(request.POST.get("code", "")[:40])).first()
    if known is None:
        return _ask_code(request, found, refusal=errors.CodeUnknown())
    kept = [key for key in _codes(request) if key != known.pk]
    request.session[CODES_KEY] = [*kept, known.pk][-CODES_KEPT:]
    if reading.code_of([known.pk], found) is None:
        return _ask_code(request, found, refusal=errors.CodeOfAnother())
    return redirect("budgeting:ballot", found.pk)


@never_cache
def voted(request: HttpRequest, round_pk: int) -> HttpResponse:
    """The ballot is there: its receipt, and what can be voted on in the same visit."""
    here = _here(request, round_pk, closed_too=True)
    if isinstance(here, HttpResponse):
        return here
    current = None if here.token is None else CurrentBallot.objects.filter(round=here.round, voter=here.token).first()
    if current is None:
        return redirect(here.round)
    now = timezone.now()
    others = (
        [here.round.companion]
        if here.round.companion is not None
        else list(here.round.companions.select_related("area").order_by("area__lane_order"))
    )
    context = {
        "round": here.round,
        "current": current,
        "number": receipts.shown(current.receipt),
        "others": [other for other in others if other is not None and other.takes_votes_at(now)],
        "is_open": here.round.takes_votes_at(now),
    }
    return render(request, "budgeting/voted.html", context)


def _here(request: HttpRequest, round_pk: int, *, closed_too: bool = False) -> Here | HttpResponse:
    found = public_round(round_pk)
    if not closed_too and not found.takes_votes_at(timezone.now()):
        return refusal_page(request, errors.VoteNotOpen(), back=found.get_absolute_url())
    match found.verification:
        case Verification.CODE:
            known = reading.code_of(_codes(request), found)
            return Here(found, known) if known is not None else _ask_code(request, found)
        case Verification.ACCOUNT:
            if not isinstance(request.user, User):
                return redirect_to_login(request.path)
            return Here(found, request.user)
        case _device:
            return Here(found, participation_of(request).current)


def _codes(request: HttpRequest) -> list[int]:
    kept = request.session.get(CODES_KEY, [])
    return [key for key in kept if isinstance(key, int)] if isinstance(kept, list) else []


def _ask_code(request: HttpRequest, found: Round, refusal: Refusal | None = None) -> HttpResponse:
    typed = request.GET.get("code", "")[:40]
    context = {"round": found, "refusal": None if refusal is None else words_for(refusal), "typed": typed}
    return render(request, "budgeting/ballot_code.html", context, status=200 if refusal is None else 400)


def _begun(here: Here) -> tuple[str, frozenset[int]]:
    """The order and the choices with which the form begins. With a code what was chosen before is not shown: who
    holds the letter later must not read it."""
    last = None if here.token is None else reading.own_ballot(here.round, here.token)
    if last is None:
        return secrets.token_hex(8), frozenset()
    return last if here.round.verification != Verification.CODE else (last[0], frozenset())


def _draft(sent: QueryDict) -> BallotDraft:
    seed, age = sent.get("order", ""), sent.get("age_band", "")
    ward = sent.get("ward", "")
    return BallotDraft(
        numbers=frozenset(whole(number) for number in sent.getlist("p")[: 2 * 300]),
        order_seed=seed if SEED.fullmatch(seed) else secrets.token_hex(8),
        ward=Area.objects.wards().filter(code=ward[:12]).first() if ward else None,
        age_band=age if age in AgeBand.values else "",
        is_member=MEMBER.get(sent.get("is_member", "")),
        is_of_age=sent.get("is_of_age") == "1",
    )


def _form(
    request: HttpRequest, here: Here, seed: str, chosen: frozenset[int], refusal: Refusal | None = None
) -> HttpResponse:
    projects = list(here.round.projects.select_related("ward"))
    context = {
        "round": here.round,
        "lines": reading.lines_of(projects, seed, chosen),
        "seed": seed,
        "n_chosen": len(chosen),
        "sum_yen": sum(project.cost_yen for project in projects if project.number in chosen),
        "refusal": None if refusal is None else words_for(refusal),
        "has_voted": here.token is not None
        and CurrentBallot.objects.filter(round=here.round, voter=here.token).exists(),
        "now": timezone.localtime(),
    }
    return render(request, "budgeting/ballot.html", context, status=400 if refusal is not None else 200)


def _check(request: HttpRequest, here: Here, draft: BallotDraft, refusal: Refusal | None = None) -> HttpResponse:
    projects = list(here.round.projects.select_related("ward"))
    known = {project.number for project in projects}
    try:
        if unknown := sorted(draft.numbers - known):
            raise errors.NoSuchProject(number=unknown[0])
        policies.check_chosen(here.round, len(draft.numbers))
    except Refusal as error:
        return _form(request, here, draft.order_seed, draft.numbers & known, error)
    chosen = [line.project for line in reading.lines_of(projects, draft.order_seed, draft.numbers) if line.is_chosen]
    context: dict[str, Any] = {
        "round": here.round,
        "chosen": chosen,
        "draft": draft,
        "sum_yen": sum(project.cost_yen for project in chosen),
        "wards": list(Area.objects.wards()),
        "ages": AgeBand.choices,
        "asks_age": here.round.age_from is not None and here.round.verification != Verification.CODE,
        "refusal": None if refusal is None else words_for(refusal),
    }
    return render(request, "budgeting/ballot_check.html", context, status=400 if refusal is not None else 200)


def _cast(request: HttpRequest, here: Here, draft: BallotDraft) -> HttpResponse:
    now = timezone.now()
    try:
        if here.round.verification == Verification.DEVICE:
            with participation_of(request).acting(now=now) as participant:
                cast_ballot(budget_round=here.round, voter=participant, draft=draft, now=now)
        else:
            assert here.voter is not None
            cast_ballot(budget_round=here.round, voter=here.voter, draft=draft, now=now)
    except Refusal as error:
        return _check(request, here, draft, error)
    return redirect("budgeting:voted", here.round.pk)
