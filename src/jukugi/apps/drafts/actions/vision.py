"""A vision written together: sentences put together from material, and put to the vote."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from jukugi.apps.accounts.models import User
from jukugi.apps.drafts import errors
from jukugi.apps.drafts.actions.origins import OriginDraft, add_origin
from jukugi.apps.drafts.actions.standing import locked_edition
from jukugi.apps.drafts.actions.writing import add_clause
from jukugi.apps.drafts.enums import DocumentKind
from jukugi.apps.drafts.models import Clause, ClauseText, Document, Edition, SentenceVote, VisionTopic
from jukugi.apps.drafts.policies import MATERIAL_AT_MOST, SENTENCES_AT_FIRST
from jukugi.apps.drafts.tree import spots
from jukugi.apps.opinion_map import actions as deliberation
from jukugi.apps.opinion_map.models import TEXT_LIMIT as STATEMENT_LIMIT
from jukugi.apps.opinion_map.models import Statement
from jukugi.apps.organizations.queries import department_of
from jukugi.core.text import one_line
from jukugi.kit import audit


@transaction.atomic
def propose_sentence(
    *,
    edition: Edition,
    text: str,
    material: Sequence[OriginDraft],
    actor: User,
    now: datetime,
    parent: Clause | None = None,
) -> ClauseText:
    """Add a sentence to a vision with all that it was written from; all of it or nothing.

    Raises NotAVision, MaterialMissing, TooMuchMaterial, and what ``add_clause`` and ``add_origin`` raise. A fixed
    number of queries for each piece of material.
    """
    check_is_vision(edition.document)
    if not material:
        raise errors.MaterialMissing
    if len(material) > MATERIAL_AT_MOST:
        raise errors.TooMuchMaterial(count=len(material), limit=MATERIAL_AT_MOST)
    added = add_clause(edition=edition, heading="", text=text, parent=parent, actor=actor, now=now)
    for draft in material:
        add_origin(edition=edition, clause=added.clause, draft=draft, actor=actor, now=now)
    return added


@transaction.atomic
def open_vote(
    *, edition: Edition, clauses: Sequence[Clause], title: str, description: str, actor: User, now: datetime
) -> VisionTopic:
    """Open the topic of a vision with its first sentences, which are put to the vote as statements.

    Raises NotAllowed, ProcessFinished, NotAVision, VoteOpenAlready, VoteNeedsSentences, SentenceHasNoText,
    SentenceTooLong and what ``open_topic`` raises.
    """
    document = locked_edition(edition, actor).document
    check_is_vision(document)
    _lock(document)
    standing = VisionTopic.objects.filter(document=document).select_related("topic").first()
    if standing is not None:
        raise errors.VoteOpenAlready(topic=standing.topic.title)
    if len(set(clauses)) < SENTENCES_AT_FIRST:
        raise errors.VoteNeedsSentences(count=len(set(clauses)), needed=SENTENCES_AT_FIRST)
    sentences = _sentences(edition, clauses)
    topic = deliberation.open_topic(
        process=document.process,
        issue=None,
        area=document.area,
        title=title,
        description=description,
        texts=[words for _text, words in sentences],
        actor=actor,
        now=now,
    )
    opened = VisionTopic.objects.create(document=document, topic=topic, opened_at=now, actor_key=actor.actor_key)
    audit.record("drafts.vote_opened", actor=actor, subject=document, at=now, details={"topic": topic.pk})
    _keep(sentences, list(topic.statements.order_by("number")), actor, now)
    return opened


@transaction.atomic
def ask_about_sentences(
    *, edition: Edition, clauses: Sequence[Clause], actor: User, now: datetime
) -> list[SentenceVote]:
    """Put sentences to the vote in the words that stand there now; votes on earlier words stay as they are.

    Raises NotAllowed, ProcessFinished, VoteNotOpen, SentenceMissing, SentenceHasNoText, SentenceTooLong, AskedAlready
    and what ``add_statements`` raises.
    """
    document = locked_edition(edition, actor).document
    _lock(document)
    vision = VisionTopic.objects.filter(document=document).select_related("topic__process", "topic__area").first()
    if vision is None:
        raise errors.VoteNotOpen
    if not clauses:
        raise errors.SentenceMissing
    sentences = _sentences(edition, clauses)
    texts = [words for _text, words in sentences]
    added = deliberation.add_statements(topic=vision.topic, texts=texts, actor=actor, now=now)
    return _keep(sentences, added, actor, now)


def check_is_vision(document: Document) -> None:
    """Raises NotAVision."""
    if document.kind != DocumentKind.VISION:
        raise errors.NotAVision(title=document.title)


def _lock(document: Document) -> None:
    """One asker at a time."""
    Document.objects.select_for_update(of=("self",)).get(pk=document.pk)


def _sentences(edition: Edition, clauses: Sequence[Clause]) -> list[tuple[ClauseText, str]]:
    """What stands in these clauses, in reading order, with the words to ask. Two queries."""
    rows = {text.clause_id: text for text in edition.texts.select_related("clause")}
    wanted = {clause.pk for clause in clauses}
    if wanted - set(rows):
        raise errors.ClauseNotHere
    asked = set(SentenceVote.objects.filter(clause__in=wanted).values_list("clause", "digest"))
    found = []
    for spot in spots(rows.values()):
        if spot.clause_id not in wanted:
            continue
        row = rows[spot.clause_id]
        words = one_line(row.text)
        if not words:
            raise errors.SentenceHasNoText(heading=row.heading)
        if len(words) > STATEMENT_LIMIT:
            raise errors.SentenceTooLong(place=spot.place, length=len(words), limit=STATEMENT_LIMIT)
        if (row.clause_id, row.digest) in asked:
            raise errors.AskedAlready(place=spot.place)
        found.append((row, words))
    return found


def _keep(
    sentences: Sequence[tuple[ClauseText, str]], statements: Sequence[Statement], actor: User, now: datetime
) -> list[SentenceVote]:
    """Note as which statement each sentence is asked."""
    department = department_of(actor, day=timezone.localdate(now))
    votes = [
        SentenceVote(
            clause=text.clause,
            statement=statement,
            digest=text.digest,
            actor_key=actor.actor_key,
            department=department,
            asked_at=now,
        )
        for (text, _words), statement in zip(sentences, statements, strict=True)
    ]
    SentenceVote.objects.bulk_create(votes)
    for text, _words in sentences:
        audit.record("drafts.sentence_asked", actor=actor, subject=text.clause, at=now)
    return votes
