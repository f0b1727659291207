"""What of this room is sealed."""

from jukugi.apps.drafts.models import (
    ClauseDescent,
    ClauseRendering,
    ClauseWriting,
    EditionStep,
    Origin,
    SentenceVote,
)
from jukugi.kit.audit.streams import Check, Contradictions, Stream, checks, streams


def register() -> None:
    writing = ("pk", "edition_id", "clause_id", "version", "way", "digest", "actor_key", "written_at")
    streams.register("clause_writings", Stream(ClauseWriting, writing))
    descent = ("pk", "edition_id", "source_id", "result_id", "kind", "reason", "actor_key", "done_at")
    streams.register("clause_descents", Stream(ClauseDescent, descent))
    step = ("pk", "edition_id", "act", "note", "actor_key", "done_at")
    streams.register("edition_steps", Stream(EditionStep, step))
    # Not the issue: when issues are merged or split, an origin goes along.
    origin = (
        *("pk", "document_id", "edition_id", "clause_id", "kind", "influence", "reason", "opinion_id", "group_id"),
        *("statement_id", "note_id", "decision_id", "recommendation_id", "source_department_id"),
        *("title", "detail", "url", "actor_key", "added_at", "carried_from_id", "finding_id"),
    )
    streams.register("origins", Stream(Origin, origin))
    rendering = ("pk", "clause_id", "language", "digest", "heading", "text", "actor_key", "written_at")
    streams.register("clause_renderings", Stream(ClauseRendering, rendering))
    vote = ("pk", "clause_id", "statement_id", "digest", "actor_key", "asked_at")
    streams.register("sentence_votes", Stream(SentenceVote, vote))
    checks.register("editions", Check("公開した版の言葉と指紋", editions_agree))


def editions_agree() -> Contradictions:
    """Public editions whose frozen text is not what its digest says. One query."""
    from jukugi.apps.drafts.freezing import digest_of
    from jukugi.apps.drafts.models import Edition

    wrong = [
        pk
        for pk, frozen, digest in Edition.objects.published().order_by("pk").values_list("pk", "frozen", "digest")
        if digest_of(frozen) != digest
    ]
    return Contradictions(len(wrong), f"edition {wrong[0]}" if wrong else "")
