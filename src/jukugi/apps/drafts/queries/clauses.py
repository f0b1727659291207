"""The story of one clause: where it comes from, how its words changed, what became of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, F, Q, Window
from django.db.models.functions import RowNumber
from django.utils import timezone
from django.utils.translation import gettext as _

from jukugi.apps.drafts import tree
from jukugi.apps.drafts.enums import DescentKind, EditionStage, Influence, OriginKind
from jukugi.apps.drafts.models import Clause, ClauseDescent, ClauseText, Edition, Origin, OriginVoice
from jukugi.apps.drafts.models.origins import OriginQuerySet
from jukugi.apps.drafts.queries.reading import with_sources
from jukugi.apps.opinions.enums import OpinionState
from jukugi.apps.opinions.models import Opinion, OpinionQuerySet
from jukugi.core.text import compare_texts
from jukugi.kit.pages.chain import Station, StationState
from jukugi.kit.pages.wording import thousands

QUOTED = 3
"""Voices told in full in a step; the others stand in the list."""
SINGLE = (OriginKind.OPINION, OriginKind.NOTE)


@dataclass(frozen=True)
class ToldOrigin:
    """An origin with the first of the public voices behind it, and how many there are."""

    origin: Origin
    voices: tuple[Opinion, ...]
    count: int


@dataclass(frozen=True)
class Moment:
    """A step of the story: its day, what kind it is in a word, its heading, and the part of the page that tells it."""

    at: datetime
    label: str
    title: str
    part: str
    content: dict[str, Any]


@dataclass(frozen=True)
class ClauseStory:
    """The page of a clause: its words in the newest public edition that has it, and its story in time.

    ``place`` is where it stands there; ``voices`` counts the public opinions behind it, each once.
    """

    clause: Clause
    text: ClauseText
    place: str
    is_standing: bool
    moments: tuple[Moment, ...]
    voices: int
    origins: int

    @property
    def stations(self) -> tuple[Station, ...]:
        """The clause as a picture: voices, other sources, its number, the newest edition that has it, adoption."""
        edition = self.text.edition
        return (
            _station(_("声"), _("%(count)s件") % {"count": thousands(self.voices)}, self.voices),
            _station(_("由来"), _("%(count)s件") % {"count": thousands(self.origins)}, self.origins),
            _station(_("文"), _("文%(serial)d") % {"serial": self.clause.serial}, 1),
            _station(edition.get_stage_display(), _("第%(number)d版") % {"number": edition.number}, 1)
            if self.is_standing
            else Station(_("終わり"), _("第%(number)d版まで") % {"number": edition.number}, StationState.ENDED),
            *(() if edition.stage == EditionStage.ADOPTED or not self.is_standing else (_station(_("策定"), "", 0),)),
        )


def clause_story(clause: Clause) -> ClauseStory | None:
    """The story of a clause that stood in a public edition; None for another. At most nine queries."""
    editions = list(clause.document.editions.published().defer("frozen").order_by("number"))
    numbers = {edition.pk: edition for edition in editions}
    rows = {row.edition_id: row for row in clause.texts.filter(edition__in=numbers)}
    standing = [edition for edition in editions if edition.pk in rows]
    if not standing:
        return None
    last = standing[-1]
    places = {spot.clause_id: spot.place for spot in tree.spots(last.texts.all())}
    public = Origin.objects.public().filter(clause=clause)
    moments = [
        *_written(editions, rows),
        *_origin_moments(public),
        *_descents(clause, editions),
    ]
    ended = _ended(clause, numbers)
    if ended is not None:
        moments.append(ended)
    moments.sort(key=lambda moment: moment.at)
    return ClauseStory(
        clause=clause,
        text=rows[last.pk],
        place=places[clause.pk],
        is_standing=last == editions[-1],
        moments=tuple(moments),
        voices=voices_of(clause).count(),
        origins=public.in_force().count(),
    )


def _station(label: str, detail: str, count: int) -> Station:
    state = StationState.REACHED if count else StationState.AHEAD
    return Station(str(label), detail if count else _("まだ"), state)


def told_origins(origins: OriginQuerySet) -> list[ToldOrigin]:
    """Origins with the first voices behind each, in the order in which they were added. Three queries."""
    found = list(with_sources(origins).order_by("added_at", "pk"))
    shown = OriginVoice.objects.filter(origin__in=found, opinion__state=OpinionState.SHOWN).order_by()
    counts = dict(shown.values_list("origin").annotate(Count("pk")))
    quoted = _first_voices(found)
    return [ToldOrigin(one, tuple(quoted.get(one.pk, ())), counts.get(one.pk, 0)) for one in found]


def voices_of(clause: Clause) -> OpinionQuerySet:
    """The public opinions behind a clause that the public reads of, each once, the oldest first."""
    behind = OriginVoice.objects.public().filter(origin__clause=clause)
    return Opinion.objects.shown().filter(pk__in=behind.values("opinion")).with_origin().order_by("pk")


def _first_voices(origins: Sequence[Origin]) -> dict[int, list[Opinion]]:
    """Of each origin the first few public voices. One query."""
    place = Window(RowNumber(), partition_by=F("origin"), order_by="pk")
    shown = OriginVoice.objects.filter(origin__in=origins, opinion__state=OpinionState.SHOWN)
    firsts = shown.annotate(place=place).filter(place__lte=QUOTED).select_related("opinion__submission__ward")
    found: dict[int, list[Opinion]] = {}
    for row in firsts.order_by("pk"):
        found.setdefault(row.origin_id, []).append(row.opinion)
    return found


def _written(editions: Sequence[Edition], rows: dict[int, ClauseText]) -> Iterable[Moment]:
    """The editions in which a clause began, changed, or came to be in force."""
    before: ClauseText | None = None
    for edition in editions:
        row = rows.get(edition.pk)
        if row is None or edition.published_at is None:
            before = row
            continue
        stage = edition.get_stage_display()
        is_new = before is None
        has_changed = before is not None and (before.heading, before.text) != (row.heading, row.text)
        if is_new:
            title = _("「%(title)s」の文になりました") % {"title": edition.title}
        elif has_changed:
            title = _("「%(title)s」で、言葉が変わりました") % {"title": edition.title}
        elif edition.stage == EditionStage.ADOPTED:
            title = _("「%(title)s」に、変わらずに入りました") % {"title": edition.title}
        else:
            before = row
            continue
        old = (before.heading, before.text) if before is not None else ("", "")
        content = {
            "edition": edition,
            "row": row,
            "is_new": is_new,
            "heading": compare_texts(old[0], row.heading) if has_changed else (),
            "text": compare_texts(old[1], row.text) if has_changed else (),
        }
        yield Moment(edition.published_at, stage, title, "edition", content)
        before = row


def _origin_moments(public: OriginQuerySet) -> Iterable[Moment]:
    """One step for each source; single voices of one day that did the same to the words share one. Four queries,
    whatever the number of voices: of many the first are read, the others counted.
    """
    together: dict[tuple[date, str], list[int]] = {}
    singles = public.in_force().filter(kind__in=SINGLE).order_by("added_at", "pk")
    for pk, added_at, influence in singles.values_list("pk", "added_at", "influence"):
        together.setdefault((timezone.localdate(added_at), influence), []).append(pk)
    quoted = [pk for keys in together.values() for pk in keys[:QUOTED]]
    told = {
        one.origin.pk: one
        for one in told_origins(public.filter(~Q(kind__in=SINGLE) | Q(ended_at__isnull=False) | Q(pk__in=quoted)))
    }
    for keys in together.values():
        rows = [told.pop(pk) for pk in keys[:QUOTED] if pk in told]
        if len(keys) == 1:
            yield _origin_moment(rows[0])
            continue
        first = rows[0].origin
        title = _("%(count)s件の声から")
        if first.influence == Influence.NOT_TAKEN_UP:
            title = _("取り入れなかった声：%(count)s件")
        content = {"rows": rows, "more": len(keys) - len(rows), "influence": first}
        yield Moment(first.added_at, _("意見"), title % {"count": thousands(len(keys))}, "voices", content)
    for one in told.values():
        yield _origin_moment(one)


def _origin_moment(told: ToldOrigin) -> Moment:
    titles = {
        OriginKind.OPINION: _("一つの声から"),
        OriginKind.GROUP: _("声のまとまり「%(name)s」から"),
        OriginKind.ISSUE: _("論点「%(name)s」から"),
        OriginKind.STATEMENT: _("みんなで賛否を答えた意見文から"),
        OriginKind.NOTE: _("会場のふせんから"),
        OriginKind.DECISION: _("会議で決まったことから"),
        OriginKind.RECOMMENDATION: _("会議体の提言「%(name)s」から"),
        OriginKind.FINDING: _("検証で分かったこと「%(name)s」から"),
        OriginKind.DEPARTMENT: _("市の課の判断から"),
        OriginKind.LAW: _("法令・条例・要綱から"),
        OriginKind.PAPER: _("資料から"),
    }
    kind = OriginKind(told.origin.kind)
    title = titles[kind] % {"name": source_name(told.origin)}
    if told.origin.influence == Influence.NOT_TAKEN_UP:
        title = _("取り入れなかった考え：%(title)s") % {"title": title}
    return Moment(told.origin.added_at, str(kind.label), title, "origin", {"told": told})


def source_name(origin: Origin) -> str:
    """How the source of an origin is called in a sentence. No query where it was read along."""
    kind = OriginKind(origin.kind)
    names = {
        OriginKind.GROUP: lambda: origin.group.label if origin.group else "",
        OriginKind.ISSUE: lambda: origin.issue.title if origin.issue else "",
        OriginKind.RECOMMENDATION: lambda: origin.recommendation.title if origin.recommendation else "",
        OriginKind.FINDING: lambda: origin.finding.title if origin.finding else "",
        OriginKind.DEPARTMENT: lambda: origin.source_department.name if origin.source_department else "",
        OriginKind.STATEMENT: lambda: origin.statement.text if origin.statement else "",
        OriginKind.DECISION: lambda: origin.decision.decision if origin.decision else "",
    }
    return names[kind]() if kind in names else origin.title


def _descents(clause: Clause, editions: Sequence[Edition]) -> list[Moment]:
    public = {edition.pk for edition in editions}
    found = ClauseDescent.objects.filter(Q(source=clause) | Q(result=clause), edition__in=public)
    moments = []
    for descent in found.select_related("source", "result", "edition"):
        is_source = descent.source_id == clause.pk
        other = descent.result if is_source else descent.source
        words = {
            (DescentKind.SPLIT, True): _("この文から、文%(serial)dが分かれました"),
            (DescentKind.SPLIT, False): _("文%(serial)dから分かれました"),
            (DescentKind.MERGED, True): _("文%(serial)dにまとめられました"),
            (DescentKind.MERGED, False): _("文%(serial)dが、この文にまとめられました"),
        }[DescentKind(descent.kind), is_source]
        content = {"descent": descent, "other": other}
        at = descent.edition.published_at or descent.done_at
        moments.append(Moment(at, _("文書"), words % {"serial": other.serial}, "descent", content))
    return moments


def _ended(clause: Clause, editions: dict[int, Edition]) -> Moment | None:
    edition = editions.get(clause.ended_in_id or 0)
    if edition is None or edition.published_at is None:
        return None
    title = _("「%(title)s」には入りませんでした") % {"title": edition.title}
    return Moment(edition.published_at, edition.get_stage_display(), title, "ended", {"clause": clause})
