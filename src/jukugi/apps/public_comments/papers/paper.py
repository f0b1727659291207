"""The blocks of the result document, in the layout that city halls use."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from jukugi.apps.public_comments.papers.words import (
    category_words,
    channel_words,
    letter_numbers,
    period_words,
    plain_markdown,
    row_answer,
    row_opinion,
)
from jukugi.core.consultation import ConsultationResult, Outline, ResultRow
from jukugi.kit.pages.wording import thousands
from jukugi.kit.papers import Block, Heading, Notice, Paper, Table, Text

ROWS_AT_ONCE = 200
"""Rows of one table: a reader finds a place again, and a machine holds one table at a time."""
_WIDTHS = (9, 40, 42, 9)


def result_paper(result: ConsultationResult) -> Paper:
    """The result document. No question is asked of anybody: everything stands in ``result``."""
    outline = result.outline
    return Paper(
        title=_("「%(title)s」に関する意見募集の結果") % {"title": outline.title}
        if outline.title
        else _("意見募集の結果"),
        subtitle=_("寄せられた御意見と、それに対する市の考え方"),
        issuer=outline.issuer,
        dated=outline.dated,
        is_sample=outline.is_sample,
        blocks=tuple(_blocks(result)),
    )


def _blocks(result: ConsultationResult) -> Iterator[Block]:
    yield Heading(_("概要"), 1, "summary", "1")
    yield Text(_summary(result))
    yield from _outline(result.outline)
    yield Heading(_("結果の概要"), 1, "result", "3")
    yield from _letters(result)
    yield from _matrix(result)
    yield from _how(result)
    yield Heading(_("御意見の内容と市の考え方"), 1, "opinions", "4")
    if result.rows:
        for number, chapter in enumerate(result.chapters, start=1):
            yield from _chapter(result, number, chapter)
    else:
        yield Text(_("御意見がなかったため、市の考え方をお示しするものはありません。"))


def _summary(result: ConsultationResult) -> str:
    outline = result.outline
    period = period_words(outline)
    numbers = {
        "when": _("%(period)sに、") % {"period": period} if period else "",
        "what": _("「%(title)s」について") % {"title": plain_markdown(outline.title)} if outline.title else "",
        "letters": thousands(result.total_letters),
        "comments": thousands(result.total_comments),
    }
    if not result.total_letters:
        said = _("%(when)s%(what)s意見を募集しましたが、御意見は寄せられませんでした。") % numbers
    else:
        said = (
            _(
                "%(when)s%(what)s意見を募集し、%(letters)s通（%(comments)s件）の御意見をいただきました。"
                "ありがとうございました。御意見の内容と、それに対する市の考え方を公表します。"
            )
            % numbers
        )
    changed = [_changed(result)] if result.rows else []
    return "\n\n".join(part for part in (outline.summary, said, *changed) if part)


def _changed(result: ConsultationResult) -> str:
    if not result.reflected:
        return result.outline.changed_summary or _("御意見を踏まえて案に反映したものはありませんでした。")
    told = _("御意見を踏まえ、%(count)s件を案に反映しました。") % {"count": thousands(result.reflected)}
    return f"{told}\n\n{result.outline.changed_summary}".strip()


def _outline(outline: Outline) -> Iterator[Block]:
    rows = [
        (_("題名"), outline.title),
        (_("募集の対象"), outline.subject),
        (_("根拠"), outline.basis),
        (_("意見の募集期間"), period_words(outline)),
        (_("意見の提出方法"), _listed(outline.ways)),
        (_("募集の周知方法"), _listed(outline.notices)),
        (_("資料を置いた場所"), _listed(outline.places)),
        (_("結果の公表方法"), outline.published_how),
        (_("問い合わせ先"), outline.contact),
    ]
    caption = _("意見募集の概要")
    yield Heading(caption, 1, "outline", "2")
    filled = tuple((head, words) for head, words in rows if words)
    if not filled:
        yield Text(_("募集の期間や方法は、意見を募集したときの案内のとおりです。"))
        return
    yield Table(caption, (_("項目"), _("内容")), filled, widths=(24, 76))


def _listed(items: tuple[str, ...]) -> str:
    return "\n".join(f"・{item}" for item in items) if len(items) > 1 else "".join(items)


def _letters(result: ConsultationResult) -> Iterator[Block]:
    if not result.total_letters:
        yield Text(_("御意見は寄せられませんでした。意見提出数は0通、意見総数は0件です。"))
        return
    yield Heading(_("意見提出数と意見総数"), 2, "letters", "(1)")
    yield Text(
        _(
            "意見提出数は**%(letters)s通**、意見総数は**%(comments)s件**でした。"
            "通は届いたものの数、件はその中の御意見の数です。一通に何件もの御意見が入っていることがあります。"
        )
        % {"letters": thousands(result.total_letters), "comments": thousands(result.total_comments)}
    )
    rows = [(channel_words(label), thousands(count)) for label, count in result.letters]
    yield Table(
        _("提出方法ごとの意見提出数"),
        (_("提出方法"), _("意見提出数（通）")),
        (*rows, (_("計"), thousands(result.total_letters))),
        numeric=frozenset({1}),
        widths=(60, 40),
    )


def _matrix(result: ConsultationResult) -> Iterator[Block]:
    if not result.rows:
        return
    yield Heading(_("項目と対応区分ごとの件数"), 2, "matrix", "(2)")
    yield Table(
        _("対応区分"),
        (_("区分"), _("意味"), _("件")),
        tuple(
            (category.code, category_words(category), thousands(result.by_category[category.code]))
            for category in result.categories
        ),
        numeric=frozenset({2}),
        widths=(12, 72, 16),
    )
    codes = [category.code for category in result.categories]
    by_category, by_chapter = result.by_category, result.by_chapter
    rows = [
        (chapter, *(thousands(result.count(code, chapter)) for code in codes), thousands(by_chapter[chapter]))
        for chapter in result.chapters
    ]
    total = (_("計"), *(thousands(by_category[code]) for code in codes), thousands(result.total_comments))
    yield Table(
        _("項目ごと、対応区分ごとの意見の数（件）"),
        (_("項目"), *codes, _("計")),
        (*rows, total),
        note=_("一つの御意見を、一つの項目と一つの区分に数えています。"),
        numeric=frozenset(range(1, len(codes) + 2)),
    )


def _how(result: ConsultationResult) -> Iterator[Block]:
    """The rule of content, and what was done for those who wrote."""
    if not result.rows:
        return
    yield Heading(_("御意見の扱い"), 2, "handling", "(3)")
    yield Notice(
        _("数ではなく、内容で検討しました"),
        _(
            "市は、寄せられた御意見を、同じ内容がいくつあったかではなく、何が書かれているかで検討しました。"
            "同じ内容の御意見は一つの番号にまとめ、その件数を示しています。件数の多い少ないで結論を決めてはいません。"
        ),
    )
    parts = [
        _("件数は御意見の数です。自分から出した人のもので、市民全体の割合ではありません。"),
        _("出した人の名前、住所、連絡先は載せていません。どの御意見がどの方法で届いたかも示していません。"),
    ]
    if result.withheld:
        parts.append(
            _(
                "個人や団体が分かってしまうものなど、%(count)s件は内容を載せていません。件数には含め、市の考え方を示しています。"
            )
            % {"count": thousands(result.withheld)}
        )
    yield Text("\n".join(f"- {part}" for part in parts))


def _chapter(result: ConsultationResult, number: int, chapter: str) -> Iterator[Block]:
    rows, count = result.rows_of(chapter), thousands(result.by_chapter[chapter])
    yield Heading(
        _("%(chapter)s（%(count)s件）") % {"chapter": chapter, "count": count}, 2, f"c{number}", letter_numbers(number)
    )
    if not rows:
        yield Text(_("この項目への御意見はありませんでした。"))
    for start in range(0, len(rows), ROWS_AT_ONCE):
        part = rows[start : start + ROWS_AT_ONCE]
        yield _table(part, chapter, is_all=len(part) == len(rows))


def _table(rows: tuple[ResultRow, ...], chapter: str, *, is_all: bool) -> Table:
    caption = _("%(chapter)s：御意見と市の考え方") % {"chapter": chapter}
    if not is_all:
        caption += _("（番号%(first)s〜%(last)s）") % {
            "first": thousands(rows[0].number),
            "last": thousands(rows[-1].number),
        }
    return Table(
        caption,
        (_("番号"), _("意見の要旨"), _("市の考え方"), _("区分")),
        tuple((str(row.number), row_opinion(row), row_answer(row), row.category) for row in rows),
        widths=_WIDTHS,
    )
