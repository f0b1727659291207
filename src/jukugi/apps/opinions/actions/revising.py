"""Others in the place of an opinion: its parts, what was really written, the same with words masked.

The opinion itself is never changed: it stays, and stands again when the revision is undone.
"""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from jukugi.apps.accounts.models import User
from jukugi.apps.opinions import permissions
from jukugi.apps.opinions.actions.indexing import index_letters
from jukugi.apps.opinions.actions.words import checked
from jukugi.apps.opinions.enums import (
    GIST_LIMIT,
    MASK,
    PAPER_TEXT_LIMIT,
    OpinionState,
    RevisionKind,
    followers,
)
from jukugi.apps.opinions.errors import (
    GistTooLong,
    NothingToMask,
    NothingToSplit,
    OpinionReplaced,
    ReasonMissing,
    RevisionBuiltUpon,
    RevisionUndone,
    SameWords,
    WordsNotFound,
    WordsOfTheWriter,
)
from jukugi.apps.opinions.models import IssueLink, Opinion, OpinionGist, OpinionReview, OpinionRevision, SearchDoc
from jukugi.apps.organizations.queries import department_of
from jukugi.apps.processes.policies import check_is_running
from jukugi.core.text import has_letters, is_blank, one_line
from jukugi.kit import audit, jobs

REPLACED_REASON = {
    RevisionKind.SPLIT: "意見を分けたため、分けた意見ごとにつなぎ直します。",
    RevisionKind.CORRECTED: "言葉を写し直したため、つなぎ直しました。",
    RevisionKind.MASKED: "言葉の一部を伏せたため、つなぎ直しました。",
}
UNDONE_REASON = "分けるか直すかしたことを取り消したため。"


@transaction.atomic
def split_opinion(*, opinion: Opinion, cuts: Sequence[int], reason: str, actor: User, now: datetime) -> OpinionRevision:
    """Make several opinions of one that speaks of several things. ``cuts`` are places in its words, from 1.

    Joined, the parts are its words but for blanks at their edges. They are public if it is, else they wait; links to
    issues end, for each part is linked anew. Raises NotAllowed, ProcessFinished, OpinionReplaced, NothingToSplit or
    ReasonMissing.
    """
    current = _standing(opinion, actor)
    places = sorted(set(cuts))
    if not places or places[0] < 1 or places[-1] >= len(current.text):
        raise NothingToSplit
    parts = [current.text[start:end].strip() for start, end in zip([0, *places], [*places, None], strict=True)]
    if any(is_blank(part) or not has_letters(part) for part in parts):
        raise NothingToSplit
    return _replace(current, RevisionKind.SPLIT, parts, reason, actor=actor, now=now)


@transaction.atomic
def correct_opinion(*, opinion: Opinion, text: str, reason: str, actor: User, now: datetime) -> OpinionRevision:
    """Type anew what was typed in wrongly from paper. Its links go over to what was really written.

    Raises NotAllowed, ProcessFinished, OpinionReplaced, WordsOfTheWriter, SameWords, ReasonMissing and what the words
    can raise (``words``).
    """
    current = _standing(opinion, actor)
    if not current.submission.is_typed_in:
        raise WordsOfTheWriter
    words = checked(text, limit=PAPER_TEXT_LIMIT)
    if words == current.text:
        raise SameWords
    return _replace(current, RevisionKind.CORRECTED, [words], reason, actor=actor, now=now)


@transaction.atomic
def mask_opinion(*, opinion: Opinion, words: Sequence[str], reason: str, actor: User, now: datetime) -> OpinionRevision:
    """Put ■■■ wherever one of these words stands, so that the rest can be read by everybody.

    Raises NotAllowed, ProcessFinished, OpinionReplaced, NothingToMask (no words, or nothing else would be left),
    WordsNotFound or ReasonMissing.
    """
    current = _standing(opinion, actor)
    wanted = sorted({word for word in words if word.strip()}, key=lambda word: (-len(word), word))
    if not wanted:
        raise NothingToMask
    text = current.text
    for word in wanted:
        if word not in current.text:
            raise WordsNotFound(words=word[:40])
        text = text.replace(word, MASK)
    if not has_letters(text.replace(MASK, "")):
        raise NothingToMask
    return _replace(current, RevisionKind.MASKED, [text], reason, actor=actor, now=now)


@transaction.atomic
def undo_revision(*, revision: OpinionRevision, reason: str, actor: User, now: datetime) -> None:
    """Let the opinion stand again, as one that waits to be read; what stood in its place stands no longer.

    Raises NotAllowed, ProcessFinished, RevisionUndone, RevisionBuiltUpon or ReasonMissing.
    """
    opinion = revision.opinion
    permissions.check_can_handle(actor, opinion.submission)
    check_is_running(opinion.submission.process)
    if not reason.strip():
        raise ReasonMissing
    current = OpinionRevision.objects.select_for_update(of=("self",)).get(pk=revision.pk)
    if current.undone_at is not None:
        raise RevisionUndone
    results = list(Opinion.objects.select_for_update(of=("self",)).filter(made_by=current))
    if any(result.state == OpinionState.REPLACED for result in results):
        raise RevisionBuiltUpon
    current.undone_at, current.undone_reason, current.undone_by = now, reason.strip(), actor.actor_key
    current.save(update_fields=["undone_at", "undone_reason", "undone_by"])
    for result in results:
        _step_down(result, UNDONE_REASON, actor=actor, now=now)
        _follow(result.pk, [opinion.pk], now)
    back = OpinionState.IN_GIST if opinion.submission.is_comment else OpinionState.WAITING
    Opinion.objects.filter(pk=opinion.pk).update(state=back)
    index_letters([opinion])
    jobs.defer("opinions.index", opinion_pks=[opinion.pk])
    audit.record("opinions.revision_undone", actor=actor, subject=current, at=now)


@transaction.atomic
def write_gist(*, opinion: Opinion, text: str, actor: User, now: datetime) -> OpinionGist:
    """Say in short what an opinion says, beside its words; "" takes it back.

    Raises NotAllowed, ProcessFinished, OpinionReplaced, GistTooLong or SameWords.
    """
    current = _standing(opinion, actor)
    line = one_line(text)
    if len(line) > GIST_LIMIT:
        raise GistTooLong(length=len(line), limit=GIST_LIMIT)
    last = current.gists.last()
    if line == (last.text if last is not None else ""):
        raise SameWords
    gist = OpinionGist.objects.create(opinion=current, text=line, actor_key=actor.actor_key, written_at=now)
    audit.record("opinions.gist_written", actor=actor, subject=current, at=now)
    return gist


def _standing(opinion: Opinion, actor: User) -> Opinion:
    """The opinion as it is now, locked, after the checks that all of these need."""
    permissions.check_can_handle(actor, opinion.submission)
    check_is_running(opinion.submission.process)
    locked = Opinion.objects.select_for_update(of=("self",)).select_related("submission__call")
    current = locked.get(pk=opinion.pk)
    if current.state == OpinionState.REPLACED:
        raise OpinionReplaced
    return current


def _replace(
    opinion: Opinion, kind: RevisionKind, texts: Sequence[str], reason: str, *, actor: User, now: datetime
) -> OpinionRevision:
    if not reason.strip():
        raise ReasonMissing
    department = department_of(actor, day=timezone.localdate(now))
    revision = OpinionRevision.objects.create(
        opinion=opinion,
        kind=kind,
        reason=reason.strip(),
        actor_key=actor.actor_key,
        department=department,
        revised_at=now,
    )
    is_public = opinion.state == OpinionState.SHOWN
    links = list(opinion.issue_links.in_force()) if len(texts) == 1 else []
    _step_down(opinion, REPLACED_REASON[kind], actor=actor, now=now)
    results = _results(opinion, revision, texts)
    if is_public:
        OpinionReview.objects.bulk_create(
            OpinionReview(
                opinion=result,
                state=OpinionState.SHOWN,
                actor_key=actor.actor_key,
                department=department,
                decided_at=now,
            )
            for result in results
        )
    for link in links:
        IssueLink.objects.create(
            opinion=results[0],
            issue_id=link.issue_id,
            kind=link.kind,
            reason=link.reason,
            actor_key=actor.actor_key,
            department=department,
            linked_at=now,
        )
    _follow(opinion.pk, [result.pk for result in results], now)
    details = {"kind": str(kind), "count": len(results)}
    audit.record("opinions.revised", actor=actor, subject=revision, at=now, details=details)
    return revision


def _results(opinion: Opinion, revision: OpinionRevision, texts: Sequence[str]) -> list[Opinion]:
    """The opinions that stand in the place of another, public where it is, found by their words like any other."""
    last = Opinion.objects.filter(submission=opinion.submission).aggregate(last=Max("position"))["last"]
    results = []
    for position, text in enumerate(texts, start=last + 1):
        result = Opinion.of(opinion.submission, text, position=position)
        result.made_by = revision
        if opinion.state == OpinionState.SHOWN:
            result.state = OpinionState.SHOWN
        result.save()
        results.append(result)
    index_letters(results)
    jobs.defer("opinions.index", opinion_pks=[result.pk for result in results])
    return results


def _step_down(opinion: Opinion, why: str, *, actor: User, now: datetime) -> None:
    """Stand no longer: lead nowhere, be found by nothing."""
    for link in opinion.issue_links.in_force():
        link.ended_at, link.ended_reason, link.ended_by = now, why, actor.actor_key
        link.save(update_fields=["ended_at", "ended_reason", "ended_by"])
    Opinion.objects.filter(pk=opinion.pk).update(state=OpinionState.REPLACED)
    SearchDoc.objects.filter(opinion=opinion).delete()


def _follow(opinion_pk: int, successors: Sequence[int], now: datetime) -> None:
    for follower in followers:
        follower(opinion_pk, successors, now)
