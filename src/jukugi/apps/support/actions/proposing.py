"""Offers are proposed to an association for a reason; the association or its officer takes them or sets them aside."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jukugi.apps.accounts.models import User
from jukugi.apps.organizations.permissions import Representation
from jukugi.apps.support import errors, permissions
from jukugi.apps.support.enums import WORDS_LIMIT, MatchAnswer, Need
from jukugi.apps.support.matching import OfferToMatch, Situation, fits
from jukugi.apps.support.models import Match, OfferNeed, SituationSheet, SupportOffer, SupportReceived
from jukugi.kit import audit
from jukugi.kit.worded import checked


def propose_matches(*, sheet: SituationSheet, now: datetime) -> list[Match]:
    """What of the catalogue fits this edition, each with its reasons. Proposals of former editions that nobody answered
    give way; what was taken or set aside is not proposed again. In the caller's transaction. Five queries.
    """
    today = timezone.localdate(now)
    organization = sheet.organization
    Match.objects.filter(organization=organization, answer=MatchAnswer.PROPOSED).delete()
    needs: dict[int, set[str]] = {}
    running = SupportOffer.objects.running_on(today).values("pk")
    for offer_pk, need in OfferNeed.objects.filter(offer__in=running).values_list("offer", "need"):
        needs.setdefault(offer_pk, set()).add(need)
    wards = dict(SupportOffer.objects.filter(pk__in=list(needs)).values_list("pk", "area"))
    offers = [OfferToMatch(key, frozenset(of), wards[key]) for key, of in sorted(needs.items())]
    answered = frozenset(Match.objects.filter(organization=organization).values_list("offer", flat=True))
    found = fits(situation_of(sheet), offers, ward=organization.area_id, apart=answered)
    return Match.objects.bulk_create(
        Match(
            organization=organization,
            sheet=sheet,
            offer_id=fit.key,
            reasons=[[str(kind), str(need)] for kind, need in fit.reasons],
            proposed_at=now,
        )
        for fit in found
    )


def situation_of(sheet: SituationSheet) -> Situation:
    """What offers are matched with. One query."""
    taken: dict[str, bool] = {}
    rows = SupportReceived.objects.standing().filter(organization=sheet.organization_id)
    for need, is_taken in rows.values_list("need", "is_taken"):
        taken[need] = taken.get(need, False) or is_taken
    return Situation(
        wants=frozenset(sheet.wants),
        worries=frozenset(sheet.worries),
        size=sheet.size,
        officer_ages=sheet.officer_ages,
        money=sheet.money,
        never_taken=frozenset(need for need, is_taken in taken.items() if not is_taken),
    )


@transaction.atomic
def answer_match(
    *, match: Match, answer: MatchAnswer, reason: str, actor: User | Representation, now: datetime
) -> Match:
    """Take an offer that was proposed, or set it aside and say why.

    Raises NotAllowed, AnsweredBefore and what the words can raise: a reason is needed to set something aside.
    """
    permissions.check_tells(actor, match.organization)
    kept = Match.objects.select_for_update(of=("self",)).filter(pk=match.pk).first()
    if kept is None or kept.answer != MatchAnswer.PROPOSED:
        raise errors.AnsweredBefore
    needs_reason = answer == MatchAnswer.SET_ASIDE
    kept.reason = checked(reason, field=_("理由"), limit=WORDS_LIMIT, is_needed=needs_reason)
    kept.answer = answer
    kept.answered_by_association = isinstance(actor, Representation)
    kept.answered_at = now
    kept.actor_key = actor.actor_key
    kept.save()
    details = {"organization": kept.organization_id, "answer": str(answer)}
    audit.record("support.match_answered", actor=actor, subject=kept, at=now, details=details)
    return kept


@transaction.atomic
def say_what_it_helps(*, offer: SupportOffer, needs: list[Need], actor: User, now: datetime) -> None:
    """Say with which needs of associations an offer helps. Raises NotAllowed."""
    permissions.check_can_keep(actor, offer.area)
    OfferNeed.objects.filter(offer=offer).exclude(need__in=needs).delete()
    for need in needs:
        OfferNeed.objects.get_or_create(offer=offer, need=need)
    details = {"needs": [str(need) for need in needs]}
    audit.record("support.offer_needs_told", actor=actor, subject=offer, at=now, details=details)
