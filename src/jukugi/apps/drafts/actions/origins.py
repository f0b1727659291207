"""Origins of clauses: added with their voices, ended with a reason, carried along when clauses are split or merged."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jukugi.apps.accounts.models import User
from jukugi.apps.drafts import errors, policies
from jukugi.apps.drafts.actions.standing import locked_edition, text_of
from jukugi.apps.drafts.actions.words import checked_reason
from jukugi.apps.drafts.enums import VOICES_AT_MOST, Influence, OriginKind
from jukugi.apps.drafts.models import Clause, Edition, Origin, OriginVoice
from jukugi.apps.drafts.models.origins import SOURCE_COLUMNS
from jukugi.apps.drafts.queries.sources import Source, voices_behind
from jukugi.apps.organizations.queries import department_of
from jukugi.kit import audit
from jukugi.kit.worded import checked_line

REASON, TITLE, DETAIL = _("理由"), _("名前"), _("該当するところ")
CHUNK = 500


@dataclass(frozen=True)
class OriginDraft:
    """What a clause comes from: a source of another room, or (``source`` None) a law or paper named in words."""

    kind: OriginKind
    influence: Influence
    reason: str
    source: Source | None = None
    title: str = ""
    detail: str = ""
    url: str = ""


@transaction.atomic
def add_origin(*, edition: Edition, clause: Clause | None, draft: OriginDraft, actor: User, now: datetime) -> Origin:
    """Say from what a clause comes, and fix which voices stand behind that. ``clause`` None: not taken up.

    Raises NotAllowed, ProcessFinished, EditionNotWritable, ClauseNotHere, ClauseNeeded, SourceMissing,
    SourceOfAnotherProcess, OriginTwice, TooManyVoices, UnsafeAddress and what the words can raise. A number of queries
    that does not grow with the voices, but for their chunks.
    """
    current = locked_edition(edition, actor)
    policies.check_takes_origins(current)
    if clause is None and draft.influence != Influence.NOT_TAKEN_UP:
        raise errors.ClauseNeeded
    if clause is not None:
        text_of(current, clause)
    reason = checked_reason(draft.reason, field=REASON)
    named = _named(draft, current)
    _check_is_first(current, clause, named)
    voices = voices_behind(draft.source) if draft.source is not None else []
    if len(voices) > VOICES_AT_MOST:
        raise errors.TooManyVoices(count=len(voices), limit=VOICES_AT_MOST)
    origin = Origin.objects.create(
        document=current.document,
        edition=current,
        clause=clause,
        influence=draft.influence,
        reason=reason,
        actor_key=actor.actor_key,
        department=department_of(actor, day=timezone.localdate(now)),
        added_at=now,
        **named,
    )
    _put_voices(origin, voices)
    audit.record("drafts.origin_added", actor=actor, subject=origin, at=now, details={"voices": len(voices)})
    return origin


@transaction.atomic
def end_origin(*, origin: Origin, reason: str, actor: User, now: datetime) -> None:
    """Say that a clause does not come from this after all. The row stays, with the reason.

    Raises NotAllowed, ProcessFinished, OriginEnded and what the reason can raise.
    """
    locked_edition(origin.edition, actor)
    why = checked_reason(reason, field=REASON)
    current = Origin.objects.select_for_update(of=("self",)).get(pk=origin.pk)
    if current.ended_at is not None:
        raise errors.OriginEnded
    current.ended_at, current.ended_reason, current.ended_by = now, why, actor.actor_key
    current.save(update_fields=["ended_at", "ended_reason", "ended_by"])
    audit.record("drafts.origin_ended", actor=actor, subject=current, at=now)


def carry_origins(*, source: Clause, result: Clause, edition: Edition) -> None:
    """Let a clause have what another comes from, with the voices, in the caller's transaction; nothing twice."""
    there = {_identity(origin) for origin in result.origins.in_force()}
    fresh = [origin for origin in source.origins.in_force() if _identity(origin) not in there]
    carried = []
    for origin in fresh:
        copy = Origin.objects.get(pk=origin.pk)
        copy.pk, copy.clause, copy.edition, copy.carried_from = None, result, edition, origin
        copy._state.adding = True
        carried.append(copy)
    Origin.objects.bulk_create(carried)
    for copy in carried:
        assert copy.carried_from is not None
        _put_voices(copy, list(copy.carried_from.voices.values_list("opinion_id", flat=True)))


def follow(opinion_pk: int, successors: Sequence[int], now: datetime) -> None:
    """In the transaction of a revision: those in a voice's place stand behind all that it stood behind. Two queries."""
    behind = list(OriginVoice.objects.filter(opinion=opinion_pk).values_list("origin_id", flat=True))
    OriginVoice.objects.bulk_create(
        (OriginVoice(origin_id=origin, opinion_id=heir) for origin in behind for heir in successors),
        ignore_conflicts=True,
    )


def _named(draft: OriginDraft, edition: Edition) -> dict[str, Any]:
    """The columns that name the source."""
    if draft.source is not None:
        if draft.source.process_id not in (None, edition.document.process_id):
            raise errors.SourceOfAnotherProcess(title=draft.source.title)
        named = {SOURCE_COLUMNS[draft.kind] + "_id": draft.source.key}
        if draft.kind == OriginKind.STATEMENT and draft.source.map_edition is not None:
            named["map_edition_id"] = draft.source.map_edition
        return {"kind": draft.kind, **named}
    if SOURCE_COLUMNS[draft.kind]:
        raise errors.SourceMissing(typed=OriginKind(draft.kind).label)
    return {
        "kind": draft.kind,
        "title": checked_line(draft.title, field=TITLE, limit=200, is_needed=True),
        "detail": checked_line(draft.detail, field=DETAIL, limit=200),
        "url": _checked_url(draft.url),
    }


def _check_is_first(edition: Edition, clause: Clause | None, named: dict[str, Any]) -> None:
    same = edition.document.origins.in_force().filter(clause=clause)
    keys = {name: value for name, value in named.items() if name not in ("url", "detail", "map_edition_id")}
    if same.filter(**keys).exists():
        raise errors.OriginTwice(title=named.get("title") or OriginKind(named["kind"]).label)


def _checked_url(url: str) -> str:
    plain = checked_line(url, field=_("アドレス"), limit=400)
    if plain and (urlsplit(plain).scheme not in ("http", "https") or not urlsplit(plain).netloc or " " in plain):
        raise errors.UnsafeAddress(url=plain[:60])
    return plain


def _identity(origin: Origin) -> tuple[str, int | None, str]:
    return origin.kind, origin.source_key, origin.title


def _put_voices(origin: Origin, opinions: Sequence[int]) -> None:
    rows = (OriginVoice(origin=origin, opinion_id=pk) for pk in opinions)
    OriginVoice.objects.bulk_create(rows, batch_size=CHUNK)
