"""The machine proposes that two people may fit; each says yes or no; contacts are exchanged when both said yes."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jukugi.apps.accounts.enums import Channel
from jukugi.apps.accounts.models import Participant, User
from jukugi.apps.circles import errors, permissions
from jukugi.apps.circles.enums import DAYS_A_MATCH_WAITS, LINE_LIMIT, NAME_LIMIT, Consent
from jukugi.apps.circles.models import Match, MatchReply, Seek
from jukugi.core.planning.fitting import Fit, Wish, fits
from jukugi.kit import audit
from jukugi.kit.errors import NotAllowed
from jukugi.kit.worded import checked_line

WORDS_SHOWN = 6


@transaction.atomic
def find_matches(*, now: datetime) -> int:
    """Propose pairs among all items whose authors agreed to be matched. Returns how many are new; safe to run twice.

    A pair that was proposed once is never proposed again: an answer stands. Queries do not grow with the items.
    """
    seeks = list(Seek.objects.matchable().open_on(timezone.localdate(now)).order_by("pk"))
    by_key = {seek.pk: seek for seek in seeks}
    known = set(Match.objects.values_list("first", "second"))
    until = timezone.localdate(now) + timedelta(days=DAYS_A_MATCH_WAITS)
    new = [
        Match(first=by_key[fit.first], second=by_key[fit.second], why=_why(fit), proposed_at=now, expires_on=until)
        for fit in fits(wishes_of(seeks))
        if (fit.first, fit.second) not in known
    ]
    Match.objects.bulk_create(new, ignore_conflicts=True)
    return len(new)


@transaction.atomic
def answer_match(
    *, match: Match, seek: Seek, is_yes: bool, name: str, contact: str, author: Participant, now: datetime
) -> Match:
    """Say yes, with what the other may have when they say yes too; or no, which nobody is told.

    Raises NotAllowed where the item is another's, MatchOver, AlreadyAnswered, ContactMissing.
    """
    locked = _locked(match, seek, now)
    if seek.participant_id != author.pk:
        raise NotAllowed
    return _answered(locked, seek, is_yes, name, contact, author, now)


@transaction.atomic
def answer_match_for(
    *, match: Match, seek: Seek, is_yes: bool, name: str, contact: str, actor: User, now: datetime
) -> Match:
    """An officer carries the answer of a person whose item came on paper. Raises NotAllowed and as above."""
    locked = _locked(match, seek, now)
    permissions.check_can_keep(actor, seek.ward)
    if seek.channel == Channel.WEB:
        raise NotAllowed
    return _answered(locked, seek, is_yes, name, contact, actor, now)


def wishes_of(seeks: Iterable[Seek]) -> list[Wish]:
    """What the calculation may know of items. Those kept for their author alone are not even read for their words."""
    open_ = [seek for seek in seeks if seek.consent != Consent.MINE and not seek.is_hidden]
    return [
        Wish(
            key=seek.pk,
            owner=seek.participant_id,
            side=seek.side,
            kind=seek.kind,
            words=words,
            ward=seek.ward_id,
            district=seek.district_id,
            yen=seek.up_to_yen,
            may_match=True,
        )
        for seek, words in zip(open_, _content([seek.text for seek in open_]), strict=True)
    ]


def _content(texts: list[str]) -> list[frozenset[str]]:
    """The nouns of each text, as a dictionary spells them; counters, pronouns and single kana say too little."""
    from jukugi.core.text.words import words_of

    return [
        frozenset(
            word.normal
            for word in words
            if word.is_content
            and word.kind[0] == "名詞"
            and word.kind[1] != "数詞"
            and word.kind[2] not in ("副詞可能", "助数詞可能")
            and word.normal not in TOO_COMMON
            and not all("ぁ" <= letter <= "ゖ" for letter in word.normal)
            and (len(word.normal) > 1 or "一" <= word.normal <= "龯")
        )
        for words in words_of(texts, is_fine=False)
    ]


TOO_COMMON = frozenset(
    (
        *("人", "方", "物", "事", "所", "時", "気", "手", "中", "前", "後", "上", "下", "何", "私", "自分", "皆"),
        *("関心", "作り", "一緒", "手伝い", "活動", "地域", "近所", "町", "街", "場所", "技", "道具", "御金", "時間"),
        *("週末", "平日", "区"),
    )
)
"""Words in which everything here resembles everything."""


def _why(fit: Fit) -> dict[str, object]:
    return {
        "words": list(fit.words[:WORDS_SHOWN]),
        "kind": fit.kind,
        "same_ward": fit.same_ward,
        "same_district": fit.same_district,
        "covers": fit.covers,
    }


def _locked(match: Match, seek: Seek, now: datetime) -> Match:
    locked = Match.objects.select_for_update(of=("self",)).select_related("first", "second").filter(pk=match.pk).first()
    day = timezone.localdate(now)
    if locked is None or seek.pk not in (locked.first_id, locked.second_id) or locked.expires_on < day:
        raise errors.MatchOver
    if any(one.closed_at is not None or one.consent == Consent.MINE for one in (locked.first, locked.second)):
        raise errors.MatchOver
    return locked


def _answered(
    match: Match, seek: Seek, is_yes: bool, name: str, contact: str, actor: Participant | User, now: datetime
) -> Match:
    answers = list(match.answers.all())
    if any(answer.seek_id == seek.pk for answer in answers):
        raise errors.AlreadyAnswered(state=_("返事済み"))
    name = checked_line(name, field=_("呼び名"), limit=NAME_LIMIT) if is_yes else ""
    contact = checked_line(contact, field=_("連絡先"), limit=LINE_LIMIT) if is_yes else ""
    if is_yes and not (name and contact):
        raise errors.ContactMissing
    MatchReply.objects.create(match=match, seek=seek, is_yes=is_yes, name=name, contact=contact, answered_at=now)
    if is_yes and any(answer.is_yes for answer in answers):
        match.met_at = now
        match.save(update_fields=["met_at"])
    # The log tells neither yes nor no, nor of which match: who reads it learns nothing of what people want.
    audit.record("circles.match_answered", actor=actor, subject=seek, at=now)
    return match
