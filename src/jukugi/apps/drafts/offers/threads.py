"""Where a voice became words of a document, or did not: steps of its story, and the newest for lists."""

from datetime import datetime

from django.http import HttpRequest
from django.utils.translation import gettext as _

from jukugi.apps.drafts.enums import EditionStage, Influence
from jukugi.apps.drafts.models import ClauseText, Origin, OriginVoice
from jukugi.apps.drafts.queries import threads as queries
from jukugi.apps.drafts.queries.threads import LedTo
from jukugi.apps.opinion_map.enums import RECEIPT_KIND as STATEMENT
from jukugi.apps.opinions.enums import RECEIPT_KIND as OPINION
from jukugi.apps.opinions.queries.counting import VOICES
from jukugi.apps.opinions.queries.reading import beginning
from jukugi.core.text import compare_texts
from jukugi.kit.pages import voices
from jukugi.kit.pages.voices import Fate, Step, Voice

WORDS_SHOWN, REASON_SHOWN = 90, 90


def register() -> None:
    voices.thread_links.register("drafts", steps, order=40)
    voices.latest_fates.register("drafts", newest_fates, order=20)


def steps(request: HttpRequest, voice: Voice, now: datetime) -> list[Step]:
    """The clauses that a voice or a statement led to, edition by edition, and the ends. At most seven queries."""
    if voice.kind == STATEMENT:
        led, ends = queries.led_to_from_statement(voice.key)
        return _told(led, ends, may_read=True)
    if voice.kind != OPINION:
        return []
    opinions = list(voice.record.opinions.all())
    led, ends = queries.led_to([opinion.pk for opinion in opinions])
    told = _told(led, ends, may_read=not voice.withheld)
    links = [link for opinion in opinions for link in opinion.issue_links.all() if link.ended_at is None]
    issues = {link.issue_id for link in links if link.issue_id is not None and link.kind in VOICES}
    directly = {row.clause.pk for row in led}
    by_issue = [row for row in queries.led_to_by_issues(issues) if row.clause.pk not in directly]
    return told + _by_edition(by_issue)


def newest_fates(count: int, ward: int | None) -> list[Fate]:
    """Public voices that became words of a document, or did not, last. Two queries."""
    return [fate for row in queries.newest_led(count, ward) if (fate := _fate(row)) is not None]


def _told(led: list[LedTo], ends: list[Origin], *, may_read: bool) -> list[Step]:
    told = [step for row in led for step in _of_clause(row, may_read=may_read)]
    return told + [_end(origin, may_read=may_read) for origin in ends if origin.edition.published_at is not None]


def _of_clause(row: LedTo, *, may_read: bool) -> list[Step]:
    """The edition with which a voice came into a clause, and each later one in which the words changed, were adopted,
    or are no more.
    """
    since = [text for text in row.texts if text.edition.number >= row.origin.edition.number] or [row.last]
    first = since[0]
    told = [_became(row, first, may_read=may_read)]
    for before, after in zip(since, since[1:], strict=False):
        changed = (before.heading, before.text) != (after.heading, after.text)
        if changed or after.edition.stage == EditionStage.ADOPTED:
            told.append(_later(row, before, after, has_changed=changed))
    ended = row.clause.ended_in
    if ended is not None and ended.published_at is not None:
        told.append(
            Step(
                ended.published_at,
                _("文書"),
                _("「%(title)s」では、この文はなくなりました") % {"title": ended.title},
                template="drafts/_step_ended.html",
                content={"clause": row.clause},
                standing=_("この声から生まれた文は、いまの版にはありません"),
            )
        )
    return told


def _became(row: LedTo, text: ClauseText, *, may_read: bool) -> Step:
    edition, title = text.edition, text.edition.title
    titles = {
        Influence.ADOPTED: _("「%(title)s」の一文になりました"),
        Influence.PARTLY: _("一部が、「%(title)s」の文に入りました"),
        Influence.PROMPTED: _("「%(title)s」の文を考えるきっかけになりました"),
        Influence.CONTRADICTS: _("「%(title)s」の文とは違う考えとして、記録しました"),
    }
    standings = {
        Influence.ADOPTED: _("この声は、「%(title)s」の一文になりました"),
        Influence.PARTLY: _("この声の一部が、「%(title)s」の文になりました"),
        Influence.PROMPTED: _("この声は、「%(title)s」の文のきっかけになりました"),
        Influence.CONTRADICTS: _("この声は、「%(title)s」とは違う考えとして残されました"),
    }
    influence = Influence(row.origin.influence)
    assert edition.published_at is not None
    return Step(
        max(row.origin.added_at, edition.published_at),
        _("文書"),
        titles[influence] % {"title": title},
        template="drafts/_step_clause.html",
        content={
            "row": row,
            "text": text,
            "edition": edition,
            "reason": row.origin.reason if may_read else "",
            "others": row.others,
        },
        standing=standings[influence] % {"title": title},
    )


def _later(row: LedTo, before: ClauseText, after: ClauseText, *, has_changed: bool) -> Step:
    edition = after.edition
    assert edition.published_at is not None
    is_adopted = edition.stage == EditionStage.ADOPTED
    if is_adopted:
        title = _("「%(title)s」として策定されました")
        standing = _("この声から生まれた文が、「%(title)s」に入りました")
    else:
        title = _("「%(title)s」で、文の言葉が変わりました")
        standing = _("この声から生まれた文は、いま「%(title)s」にあります")
    return Step(
        edition.published_at,
        _("策定") if is_adopted else _("文書"),
        title % {"title": edition.title},
        template="drafts/_step_changed.html",
        content={
            "row": row,
            "text": after,
            "edition": edition,
            "heading": compare_texts(before.heading, after.heading) if has_changed else (),
            "pieces": compare_texts(before.text, after.text) if has_changed else (),
        },
        standing=standing % {"title": edition.title},
    )


def _by_edition(rows: list[LedTo]) -> list[Step]:
    """Clauses that came from the issues of a voice: one step for the edition with which they came."""
    by_edition: dict[int, list[LedTo]] = {}
    for row in rows:
        by_edition.setdefault(row.texts[0].edition_id, []).append(row)
    told = []
    for led in by_edition.values():
        edition = led[0].texts[0].edition
        assert edition.published_at is not None
        told.append(
            Step(
                max(edition.published_at, min(row.origin.added_at for row in led)),
                _("文書"),
                _("つながる論点から、「%(title)s」の文ができました") % {"title": edition.title},
                template="drafts/_step_issues.html",
                content={"rows": led[: queries.CLAUSES_SHOWN], "more": len(led) - queries.CLAUSES_SHOWN},
                standing=_("この声のつながる論点が、「%(title)s」の文になりました") % {"title": edition.title},
            )
        )
    return told


def _end(origin: Origin, *, may_read: bool) -> Step:
    title = origin.edition.title
    assert origin.edition.published_at is not None
    return Step(
        max(origin.added_at, origin.edition.published_at),
        _("判断"),
        _("「%(title)s」には取り入れられませんでした") % {"title": title},
        template="drafts/_step_end.html",
        content={"origin": origin, "reason": origin.reason if may_read else ""},
        standing=_("この声は、「%(title)s」には取り入れられませんでした") % {"title": title},
    )


def _fate(row: OriginVoice) -> Fate | None:
    origin, opinion = row.origin, row.opinion
    if origin.edition.published_at is None:
        return None
    submission, title = opinion.submission, origin.edition.title
    is_end = origin.influence == Influence.NOT_TAKEN_UP
    reason = origin.reason
    reason = beginning(reason, limit=REASON_SHOWN) if len(reason) > REASON_SHOWN else reason
    is_cut = len(opinion.text) > WORDS_SHOWN
    return Fate(
        at=max(origin.added_at, origin.edition.published_at),
        number=submission.receipt,
        words=beginning(opinion.text, limit=WORDS_SHOWN) if is_cut else opinion.text,
        channel=submission.channel,
        ward=submission.ward.name if submission.ward else "",
        received_at=submission.received_at,
        status=_("取り入れない") if is_end else _("文書へ"),
        sentence=reason if is_end else _("「%(title)s」の文になりました。") % {"title": title},
        is_done=not is_end,
        is_cut=is_cut,
    )
