"""Revisions as steps of a voice's story: divided, typed anew, masked; and that it was undone."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from jukugi.apps.opinions.enums import OpinionState, RevisionKind
from jukugi.apps.opinions.models import Opinion, OpinionReview, OpinionRevision
from jukugi.kit.pages.voices import Step


def steps(opinions: Sequence[Opinion], *, may_read: bool) -> list[Step]:
    """One step for each revision, one for each that was undone. The parts are told where the visitor may read them.

    No query where revisions were read along.
    """
    found = []
    for opinion in opinions:
        for revision in opinion.revisions.all():
            results = [other for other in opinions if other.made_by_id == revision.pk]
            found.append(_revised(revision, results, may_read=may_read))
            if revision.undone_at is not None:
                found.append(_undone(revision))
    return found


def reviews_of(opinion: Opinion) -> list[OpinionReview]:
    """The decisions to tell of an opinion: not that the parts of a public one are public."""
    made_at = opinion.made_by.revised_at if opinion.made_by is not None else None
    return [
        review for review in opinion.reviews.all() if review.decided_at != made_at or review.state != OpinionState.SHOWN
    ]


def _revised(revision: OpinionRevision, results: Sequence[Opinion], *, may_read: bool) -> Step:
    titles = {
        RevisionKind.SPLIT: _("%(count)d件の意見に分けました") % {"count": len(results)},
        RevisionKind.CORRECTED: _("紙を見て、言葉を写し直しました"),
        RevisionKind.MASKED: _("言葉の一部を伏せました"),
    }
    is_told = revision.kind == RevisionKind.SPLIT and revision.undone_at is None
    parts = [part for part in results if may_read or part.state == OpinionState.SHOWN] if is_told else []
    return Step(
        at=revision.revised_at,
        label=_("整理"),
        title=titles[RevisionKind(revision.kind)],
        template="opinions/_step_revision.html",
        content={"revision": revision, "reason": revision.reason, "parts": parts},
    )


def _undone(revision: OpinionRevision) -> Step:
    assert revision.undone_at is not None
    return Step(
        at=revision.undone_at,
        label=_("整理"),
        title=_("「%(what)s」ことを取り消しました") % {"what": revision.get_kind_display()},
        template="opinions/_step_revision.html",
        content={"revision": revision, "reason": revision.undone_reason, "parts": []},
    )
