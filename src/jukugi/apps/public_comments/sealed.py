"""What of this room is sealed."""

from jukugi.apps.public_comments.models import AnswerStep, AnswerWriting, ConsultationStep
from jukugi.kit.audit.streams import Check, Contradictions, Stream, checks, streams


def register() -> None:
    step = ("pk", "consultation_id", "act", "note", "actor_key", "done_at")
    streams.register("consultation_steps", Stream(ConsultationStep, step))
    writing = ("pk", "answer_id", "version", "category", "digest", "actor_key", "written_at")
    streams.register("answer_writings", Stream(AnswerWriting, writing))
    answer_step = ("pk", "answer_id", "act", "note", "actor_key", "done_at")
    streams.register("answer_steps", Stream(AnswerStep, answer_step))
    checks.register("comments", Check("意見の件数と、置き換えの記録", comments_agree))
    checks.register("answers", Check("市の考え方の言葉と指紋", answers_agree))


def comments_agree() -> Contradictions:
    """Comments that count although others stand in their place, or the reverse. One query."""
    from django.db.models import Q

    from jukugi.apps.opinions.enums import OpinionState
    from jukugi.apps.public_comments.models import PublicComment

    replaced = Q(opinion__state=OpinionState.REPLACED)
    wrong = PublicComment.objects.filter((replaced & Q(is_replaced=False)) | (~replaced & Q(is_replaced=True)))
    keys = list(wrong.order_by("pk").values_list("pk", flat=True))
    return Contradictions(len(keys), f"comment {keys[0]}" if keys else "")


def answers_agree() -> Contradictions:
    """Answers whose words are not those that were saved last. One query."""
    from django.db.models import F

    from jukugi.apps.public_comments.models import AnswerWriting
    from jukugi.apps.public_comments.models.answers import words_digest

    newest = AnswerWriting.objects.filter(version=F("answer__version")).order_by("answer")
    rows = newest.values_list("answer", "answer__text", "answer__category__code", "answer__change_note", "digest")
    wrong = [pk for pk, text, code, note, digest in rows if words_digest(text, code or "", note) != digest]
    return Contradictions(len(wrong), f"answer {wrong[0]}" if wrong else "")
