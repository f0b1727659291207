"""The catalogue of support is kept: functions are named, offers recorded and looked back on."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jukugi.apps.accounts.models import User
from jukugi.apps.areas.models import Area
from jukugi.apps.organizations.models import Organization
from jukugi.apps.support import errors, permissions
from jukugi.apps.support.enums import FUNCTIONS_AT_MOST, NAME_LIMIT, TITLE_LIMIT, WORDS_LIMIT, Outcome
from jukugi.apps.support.models import SupportFunction, SupportOffer
from jukugi.kit import audit
from jukugi.kit.pages.wording import jdate
from jukugi.kit.worded import checked, checked_line


@dataclass(frozen=True)
class OfferDraft:
    """An offer as it is typed; ``area`` None stands for the whole city, ``review_on`` makes it a trial."""

    function: SupportFunction
    organization: Organization
    area: Area | None
    title: str
    starts_on: date
    ends_on: date | None = None
    conditions: str = ""
    review_on: date | None = None


@transaction.atomic
def name_function(*, name: str, meaning: str, actor: User, now: datetime) -> SupportFunction:
    """Put a function at the end of the catalogue.

    Raises NotAllowed, FunctionThere, TooManyFunctions and what the words can raise.
    """
    permissions.check_can_name(actor)
    kept = checked_line(name, field=_("名前"), limit=NAME_LIMIT, is_needed=True)
    there = list(SupportFunction.objects.select_for_update())
    if any(one.name == kept for one in there):
        raise errors.FunctionThere(name=kept)
    if len(there) >= FUNCTIONS_AT_MOST:
        raise errors.TooManyFunctions(limit=FUNCTIONS_AT_MOST)
    function = SupportFunction.objects.create(
        name=kept,
        meaning=checked(meaning, field=_("どんなはたらきか"), limit=WORDS_LIMIT),
        position=max((one.position for one in there), default=0) + 1,
    )
    audit.record("support.function_named", actor=actor, subject=function, at=now)
    return function


@transaction.atomic
def record_offer(*, draft: OfferDraft, actor: User, now: datetime, is_sample: bool = False) -> SupportOffer:
    """Write down who offers what, where, from when. Everybody reads it at once.

    Raises NotAllowed, OfferBackwards, ReviewBeforeStart and what the words can raise.
    """
    permissions.check_can_keep(actor, draft.area)
    if draft.ends_on is not None and draft.ends_on < draft.starts_on:
        raise errors.OfferBackwards(ends=jdate(draft.ends_on), starts=jdate(draft.starts_on))
    if draft.review_on is not None and draft.review_on < draft.starts_on:
        raise errors.ReviewBeforeStart(review=jdate(draft.review_on), starts=jdate(draft.starts_on))
    offer = SupportOffer.objects.create(
        function=draft.function,
        organization=draft.organization,
        area=draft.area,
        title=checked_line(draft.title, field=_("支援メニューの名前"), limit=TITLE_LIMIT, is_needed=True),
        conditions=checked(draft.conditions, field=_("使える人と条件"), limit=WORDS_LIMIT),
        starts_on=draft.starts_on,
        ends_on=draft.ends_on,
        review_on=draft.review_on,
        is_sample=is_sample,
    )
    audit.record("support.offer_recorded", actor=actor, subject=offer, at=now)
    return offer


@transaction.atomic
def look_back(
    *, offer: SupportOffer, tried: str, came_of_it: str, outcome: Outcome, actor: User, now: datetime
) -> SupportOffer:
    """Say of an offer on trial what was tried, what came of it and what becomes of it. One that ends, ends today.

    Raises NotAllowed, NotOnTrial, LookedBackBefore and what the words can raise.
    """
    permissions.check_can_keep(actor, offer.area)
    kept = SupportOffer.objects.select_for_update(of=("self",)).get(pk=offer.pk)
    if kept.review_on is None:
        raise errors.NotOnTrial
    if kept.outcome:
        raise errors.LookedBackBefore
    today = timezone.localdate(now)
    kept.tried = checked(tried, field=_("試したこと"), limit=WORDS_LIMIT, is_needed=True)
    kept.came_of_it = checked(came_of_it, field=_("どうなったか"), limit=WORDS_LIMIT, is_needed=True)
    kept.outcome = outcome
    kept.looked_back_on = today
    if outcome == Outcome.ENDS and (kept.ends_on is None or kept.ends_on > today):
        kept.ends_on = max(today, kept.starts_on)
    kept.save()
    audit.record("support.offer_looked_back", actor=actor, subject=kept, at=now)
    return kept
