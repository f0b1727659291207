"""What of this room is sealed."""

from jukugi.apps.surveys.models import AnswerSheet, Keying, ResultEdition, SurveyStep
from jukugi.kit.audit.streams import Check, Contradictions, Stream, checks, streams


def register() -> None:
    step = ("pk", "survey_id", "act", "note", "actor_key", "done_at")
    streams.register("survey_steps", Stream(SurveyStep, step))
    sheet = (
        "pk",
        "survey_id",
        "audience_id",
        "receipt",
        "channel",
        "digest",
        "received_at",
        "entered_by",
        "corrects_id",
    )
    streams.register("answer_sheets", Stream(AnswerSheet, sheet))
    keying = ("pk", "paper_id", "turn", "channel", "actor_key", "keyed_at")
    streams.register("keyings", Stream(Keying, keying))
    edition = ("pk", "survey_id", "number", "digest", "sheets", "last_sheet", "reason", "actor_key", "published_at")
    streams.register("survey_results", Stream(ResultEdition, edition))
    checks.register("answer_sheets", Check("アンケートの回答と指紋", sheets_agree))


def sheets_agree() -> Contradictions:
    """Sheets whose answers are not those that came in. One query."""
    from jukugi.apps.surveys.models.answering import answers_digest

    rows = AnswerSheet.objects.order_by("pk").values_list("pk", "answers", "digest").iterator(chunk_size=2_000)
    count, first = 0, ""
    for pk, answers, digest in rows:
        if answers_digest(answers) != digest:
            count += 1
            first = first or f"sheet {pk}"
    return Contradictions(count, first)
