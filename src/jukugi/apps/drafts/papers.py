"""An edition as a paper to print or to open in an office: made from the same rows as its page."""

from collections.abc import Mapping
from contextlib import suppress

from django.utils import timezone
from django.utils.translation import gettext as _

from jukugi.apps.drafts.enums import FileForm
from jukugi.apps.drafts.models import Edition
from jukugi.apps.drafts.queries.reading import ShownClause, edition_page
from jukugi.apps.drafts.queries.support import support_told
from jukugi.kit.pages.wording import thousands
from jukugi.kit.papers import (
    Block,
    Heading,
    NoJapaneseFont,
    Notice,
    Paper,
    PrintingUnavailable,
    Table,
    Text,
    paper_docx,
    paper_pdf,
)


def edition_paper(edition: Edition, issuer: str) -> Paper:
    """The paper of an edition, dated by its publication or the asking for it. Fourteen queries at most."""
    page = edition_page(edition)
    blocks: list[Block] = []
    if edition.number > 1 and edition.reason:
        blocks.append(Notice(_("この版で変わったこと"), edition.reason))
    for clause in page.clauses:
        blocks += _blocks(clause)
    blocks += _support(edition, page.clauses)
    blocks += _origins(page.clauses)
    dated = edition.published_at or edition.asked_at
    return Paper(
        title=edition.title,
        subtitle=edition.document.summary,
        issuer=issuer,
        dated=timezone.localdate(dated) if dated is not None else None,
        edition=_("第%(number)d版（%(stage)s）") % {"number": edition.number, "stage": edition.get_stage_display()},
        is_sample=edition.document.is_sample,
        blocks=tuple(blocks),
    )


def edition_files(edition: Edition, issuer: str) -> Mapping[FileForm, bytes]:
    """The files of an edition. In jobs only. Where the machine cannot print, Word alone: the PDF is made later."""
    paper = edition_paper(edition, issuer)
    files = {FileForm.WORD: paper_docx(paper)}
    with suppress(PrintingUnavailable, NoJapaneseFont):
        files[FileForm.PDF] = paper_pdf(paper)
    return files


def _blocks(clause: ShownClause) -> list[Block]:
    blocks: list[Block] = []
    if clause.row.heading:
        blocks.append(
            Heading(clause.row.heading, level=clause.spot.depth, anchor=clause.anchor, number=clause.spot.number)
        )
    if clause.row.text:
        blocks.append(Text(clause.row.text))
    return blocks


def _support(edition: Edition, clauses: tuple[ShownClause, ...]) -> list[Block]:
    """How the sentences were answered, in a table; nothing where no map tells of them."""
    told = support_told(edition)
    if told.told_by is None:
        return []
    rows = []
    for clause in clauses:
        support = told.sentences.get(clause.serial)
        if support is not None and support.now is not None and support.now.everybody is not None:
            answers = support.now.everybody
            counts = (answers.total, answers.agree, answers.disagree, answers.unsure)
            rows.append((f"文{clause.serial}", *(thousands(count) for count in counts)))
    if not rows:
        return []
    caption = _("文ごとの賛否")
    heads = (_("番号"), _("答えた人"), _("賛成"), _("反対"), _("わからない"))
    note = _(
        "意見の地図の第%(number)d版（%(people)s人）の数です。自分から参加した人の答えで、市の考えでも、"
        "市民全体の割合でもありません。グループごとの答えは、ウェブのページで読めます。"
    ) % {"number": told.told_by.number, "people": thousands(told.told_by.participants)}
    table = Table(caption, heads, tuple(rows), note, frozenset({1, 2, 3, 4}))
    return [Heading(caption, level=1, anchor="support"), table]


def _origins(clauses: tuple[ShownClause, ...]) -> list[Block]:
    """From where each clause comes, in a table at the end."""
    rows = []
    for clause in clauses:
        if clause.row.text:
            sources = "、".join(f"{unit}{count}件" for unit, count in clause.backing.sources)
            voices = thousands(clause.backing.voices) if clause.backing.voices else "0"
            rows.append((f"文{clause.serial}", clause.spot.place, voices, sources or _("記録なし")))
    if not rows:
        return []
    caption = _("文ごとの由来")
    heads = (_("番号"), _("場所"), _("つながる公開の声（件）"), _("そのほかの由来"))
    note = _("自分から寄せた人の声で、市民全体の割合ではありません。一つひとつの声は、ウェブの由来のページで読めます。")
    return [Heading(caption, level=1, anchor="origins"), Table(caption, heads, tuple(rows), note, frozenset({2}))]
