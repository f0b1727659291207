"""What of this room is sealed, and what must agree with it: the words of an opinion with their keyed hash."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jukugi.apps.opinions.enums import OpinionState
from jukugi.apps.opinions.models import IssueLink, Opinion, OpinionReview, OpinionRevision, Submission, text_digest
from jukugi.kit.audit.streams import Check, Contradictions, Stream, checks, streams


def register() -> None:
    """Words are sealed by their keyed hash, so that they can be erased where the law asks for it."""
    origin = ("pk", "process_id", "receipt", "channel", "received_at", "entered_at", "entered_by")
    streams.register("submissions", Stream(Submission, origin))
    streams.register("opinions", Stream(Opinion, ("pk", "submission_id", "position", "text_digest")))
    review = ("pk", "opinion_id", "state", "rule", "reason", "actor_key", "decided_at")
    streams.register("opinion_reviews", Stream(OpinionReview, review))
    link = ("pk", "opinion_id", "issue_id", "kind", "reason", "actor_key", "linked_at")
    streams.register("issue_links", Stream(IssueLink, link))
    revision = ("pk", "opinion_id", "kind", "reason", "actor_key", "revised_at")
    streams.register("opinion_revisions", Stream(OpinionRevision, revision))
    checks.register("opinion_revisions", Check(_("置き換えた意見と、その記録"), replaced_opinions))
    checks.register("opinion_words", Check(_("意見の言葉と、その封印"), opinion_words))


def opinion_words() -> Contradictions:
    """Opinions whose words are not those that were sealed; erased ones have neither words nor key. One query."""
    rows = (
        Opinion.objects.exclude(text="", text_key="")
        .order_by("pk")
        .values_list("pk", "text_key", "text", "text_digest")
    )
    wrong = [pk for pk, key, text, digest in rows.iterator() if text_digest(key, text) != digest]
    return Contradictions(len(wrong), f"意見{wrong[0]}" if wrong else "")


def replaced_opinions() -> Contradictions:
    """Opinions that stand beside those in their place, or in whose place nothing stands. One query.

    An opinion stands no longer while a revision of it is in force, or when that which made it was undone.
    """
    revised = OpinionRevision.objects.filter(undone_at__isnull=True).values("opinion")
    steps_down = Q(pk__in=revised) | Q(made_by__undone_at__isnull=False)
    is_replaced = Q(state=OpinionState.REPLACED)
    wrong = list(
        Opinion.objects.filter((is_replaced & ~steps_down) | (~is_replaced & steps_down))
        .order_by("pk")
        .values_list("pk", flat=True)
    )
    return Contradictions(len(wrong), f"意見{wrong[0]}" if wrong else "")
