"""What this room holds of a participant: proposals, and ballots while a round is open."""

from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jukugi.apps.accounts.models import Participant
from jukugi.apps.accounts.queries import keys_of
from jukugi.apps.budgeting import policies
from jukugi.apps.budgeting.enums.proposals import ProposalState
from jukugi.apps.budgeting.enums.rounds import RoundState, Verification
from jukugi.apps.budgeting.models import (
    Ballot,
    CoContact,
    CoProposal,
    CoStep,
    CurrentBallot,
    Proposal,
    ProposalStep,
    Round,
    VoterTie,
)
from jukugi.kit.holdings import ERASED_WORDS, Held, HeldRow, Holding, holdings
from jukugi.kit.pages.wording import jdate

FIELDS = frozenset(
    f"budgeting.{name}"
    for name in (
        "Proposal.author_key",
        "ProposalStep.actor_key",
        "CoProposal.author_key",
        "CoStep.actor_key",
        "Ballot.voter",
        "CurrentBallot.voter",
        "VoterTie.voter",
    )
)


def register() -> None:
    keeps = (
        gettext_lazy("予算の投票は、数の中に残ります。封印した記録で、だれの投票かは、はじめから分かりません。"),
        gettext_lazy("投票にかけられた提案の名前と説明は、投票の記録なので残ります。提案した人の名前は消えます。"),
    )
    holdings.register("budgeting", Holding(FIELDS, held, merge, erase, keeps), order=90)


def held(person: Participant) -> list[Held]:
    """Five queries, and one more for rounds in which people vote by their device."""
    keys = keys_of(person)
    proposals = Proposal.objects.filter(author_key__in=keys).order_by("-pk")
    made = [
        HeldRow(
            (one.title, one.words, one.proposer_name, one.get_state_display(), jdate(one.received_at)),
            receipt=one.receipt,
        )
        for one in proposals
    ]
    together = CoProposal.objects.filter(author_key__in=keys).select_related("contact").order_by("-pk")
    offered = [
        HeldRow((one.title, one.words, _contact(one), one.get_state_display()), receipt=one.receipt) for one in together
    ]
    return [
        Held(_("予算の提案"), (_("名前"), _("説明"), _("示した名前"), _("様子"), _("日")), made),
        Held(_("共創の提案"), (_("名前"), _("説明"), _("連絡先"), _("様子")), offered),
        Held(_("予算の投票"), (_("どの投票"), _("選んだ番号"), _("日")), _ballots(keys)),
    ]


def _contact(one: CoProposal) -> str:
    contact = getattr(one, "contact", None)
    return f"{contact.name} {contact.email} {contact.phone}" if contact is not None else ""


def _ballots(keys: list[str]) -> list[HeldRow]:
    """Ballots lead to nobody; from the person to theirs the way is the key of the installation. Two queries."""
    rounds = {one.pk: one for one in Round.objects.filter(verification=Verification.DEVICE)}
    tokens = {policies.device_token(pk, key) for pk in rounds for key in keys}
    cast = Ballot.objects.filter(round__in=list(rounds), voter__in=tokens).order_by("-pk")
    return [
        HeldRow((rounds[one.round_id].title, one.choices or _("なし"), jdate(one.cast_at)), receipt=one.receipt)
        for one in cast
    ]


def merge(goes: Participant, stays: Participant, now: datetime) -> None:
    """Proposals are the person's. While a round is open, of two ballots of one person the later counts; what was closed
    stays as it was counted.
    """
    Proposal.objects.filter(author_key=goes.actor_key).update(author_key=stays.actor_key)
    CoProposal.objects.filter(author_key=goes.actor_key).update(author_key=stays.actor_key)
    for budget_round in Round.objects.filter(state=RoundState.VOTING, verification=Verification.DEVICE):
        _tie(budget_round, policies.voter_token(budget_round, goes), policies.voter_token(budget_round, stays), now)


def _tie(budget_round: Round, gone: str, kept: str, now: datetime) -> None:
    """One of two tokens of one person votes from now on as the other."""
    cast = Ballot.objects.filter(round=budget_round, voter__in=[gone, kept]).order_by("pk")
    last = dict(cast.values_list("voter", "pk"))
    if gone == kept:
        return
    is_later = last.get(gone, 0) > last.get(kept, 0)
    dropped, standing = (kept, gone) if is_later else (gone, kept)
    CurrentBallot.objects.filter(round=budget_round, voter=dropped).delete()
    VoterTie.objects.filter(round=budget_round, votes_as=dropped).update(votes_as=standing)
    VoterTie.objects.create(round=budget_round, voter=dropped, votes_as=standing, tied_at=now)


def erase(person: Participant, now: datetime) -> int:
    """Names, contacts and words go; what was on a ballot paper is part of the vote."""
    keys = keys_of(person)
    own = Proposal.objects.filter(author_key__in=keys)
    count = own.exclude(proposer_name="").update(proposer_name="")
    free = list(own.filter(projects__isnull=True, ties_to_sources__isnull=True).values_list("pk", flat=True))
    ProposalStep.objects.filter(proposal__in=free).update(facts={})
    Proposal.objects.filter(pk__in=free).update(title=ERASED_WORDS, words=ERASED_WORDS, where="", for_whom="")
    waiting = Q(pk__in=free, state=ProposalState.WAITING)
    Proposal.objects.filter(waiting).update(state=ProposalState.WITHDRAWN)
    own.update(author_key="")
    return count + len(free) + _erase_together(keys)


def _erase_together(keys: list[str]) -> int:
    proposals = list(CoProposal.objects.filter(author_key__in=keys).values_list("pk", flat=True))
    CoContact.objects.filter(proposal__in=proposals).delete()
    CoStep.objects.filter(proposal__in=proposals).update(facts={})
    words = dict.fromkeys(("title", "body_name", "words", "brings", "asks", "serves", "interests"), ERASED_WORDS)
    return CoProposal.objects.filter(pk__in=proposals).update(**words, author_key="")
