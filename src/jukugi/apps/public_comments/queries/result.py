"""The result of a consultation as every page and every file of it tells it."""

from collections import Counter
from collections.abc import Collection, Iterable

from django.utils import timezone
from django.utils.translation import gettext as _

from jukugi.apps.drafts.models import Edition
from jukugi.apps.opinions.enums import OpinionState
from jukugi.apps.public_comments.models import CommentGroup, Consultation, PublicComment
from jukugi.apps.public_comments.queries import counting
from jukugi.apps.public_comments.queries.changing import ChangedClause, changed_clauses, newest_edition
from jukugi.apps.public_comments.queries.chapters import Chapters, chapters_of
from jukugi.core.consultation import Category, ConsultationResult, Outline, ResultRow


def result_of(consultation: Consultation, issuer: str) -> ConsultationResult:
    """All that the result tells: lines that were numbered when its publication was asked for. Seven queries."""
    chapters = chapters_of(consultation.edition)
    edition = edition_of_changes(consultation)
    changed = {row.clause.pk: row for row in changed_clauses(consultation, edition)}
    sizes = counting.group_sizes(consultation)
    withheld = withheld_lines(consultation)
    groups = (
        CommentGroup.objects.standing()
        .filter(consultation=consultation, result_number__isnull=False)
        .select_related("answer__category")
        .order_by("result_number")
    )
    rows = [
        _row(group, sizes.get(group.pk, 0), chapters, changed, is_withheld=group.pk in withheld) for group in groups
    ]
    return _result(consultation, issuer, chapters, rows)


def edition_of_changes(consultation: Consultation) -> Edition | None:
    """The public edition that proves what was reflected: once the result is published it stays the same. One query."""
    if not consultation.is_published:
        return newest_edition(consultation, is_public=True)
    proofs = consultation.answers.filter(changed_in__isnull=False).values("changed_in")
    return Edition.objects.filter(pk__in=proofs).defer("frozen").first()


def totals_of(consultation: Consultation, chapters: Chapters) -> ConsultationResult:
    """The same result without its lines: each row stands for all 件 of one chapter and category, so that a page gets
    its totals from where the files have them, without reading the table. Three queries.
    """
    cells: Counter[tuple[str, str]] = Counter()
    for (code, clause), count in counting.cells_of(consultation).items():
        cells[chapters.name(clause), code] += count
    rows = [ResultRow(0, chapter, "", "", code, count) for (chapter, code), count in cells.items()]
    return _result(consultation, "", chapters, rows)


def _result(
    consultation: Consultation, issuer: str, chapters: Chapters, rows: Iterable[ResultRow]
) -> ConsultationResult:
    """Rows without a comment are left out. Two queries."""
    return ConsultationResult(
        outline=_outline(consultation, issuer),
        letters=counting.letters(consultation).told,
        chapters=tuple(chapters.names.values()),
        categories=tuple(
            Category(category.code, category.name, is_reflected=category.needs_change)
            for category in consultation.categories.all()
        ),
        rows=tuple(row for row in rows if row.count),
    )


def change_told(place: str, note: str) -> str:
    """Where the draft was changed, and how, in one line."""
    return f"{place}：{note}" if note else _("%(place)sを直しました。") % {"place": place}


def _row(
    group: CommentGroup, size: int, chapters: Chapters, changed: dict[int, ChangedClause], *, is_withheld: bool
) -> ResultRow:
    answer = group.answer
    assert answer is not None
    assert answer.category is not None
    assert group.result_number is not None
    change = ""
    if answer.changed_clause_id is not None:
        clause = changed.get(answer.changed_clause_id)
        change = change_told(clause.place if clause else _("案"), answer.change_note)
    return ResultRow(
        number=group.result_number,
        chapter=chapters.name(group.clause_id),
        opinion=group.gist,
        answer=answer.text,
        category=answer.category.code,
        count=size,
        change=change,
        is_withheld=is_withheld,
    )


def withheld_lines(consultation: Consultation, among: Collection[int] | None = None) -> set[int]:
    """Keys of lines (of these, or of all) in which nothing but comments stand that are not made public, not even as a
    gist. Two queries.
    """
    standing = PublicComment.objects.standing().filter(consultation=consultation, group__isnull=False).order_by()
    if among is not None:
        standing = standing.filter(group__in=among)
    hidden = set(standing.filter(opinion__state=OpinionState.HIDDEN).values_list("group", flat=True))
    others = standing.filter(group__in=hidden).exclude(opinion__state=OpinionState.HIDDEN)
    return hidden - set(others.values_list("group", flat=True))


def _outline(consultation: Consultation, issuer: str) -> Outline:
    told = consultation.published_at or consultation.asked_at
    return Outline(
        title=consultation.title,
        subject=consultation.edition.title,
        summary=consultation.summary,
        basis=consultation.basis,
        opened_on=consultation.opens_on,
        closed_on=consultation.closes_on,
        ways=tuple(consultation.ways.splitlines()),
        notices=tuple(consultation.notices.splitlines()),
        places=tuple(consultation.places.splitlines()),
        published_how=consultation.result_how,
        issuer=issuer,
        contact=consultation.department.name if consultation.department else "",
        dated=timezone.localdate(told) if told is not None else None,
        is_sample=consultation.is_sample,
    )
