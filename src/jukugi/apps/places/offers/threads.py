"""The story of a place that listed itself, and of a note that one has changed: received, looked at, answered."""

from datetime import datetime

from django.http import HttpRequest
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jukugi.apps.accounts.actions import participation_of
from jukugi.apps.places import permissions
from jukugi.apps.places.enums import NOTE_RECEIPT_KIND, RECEIPT_KIND, NoteState, PlaceAct, PlaceState
from jukugi.apps.places.models import Place, PlaceNote, PlaceWriting
from jukugi.apps.processes.queries import main_process
from jukugi.kit.pages import voices
from jukugi.kit.pages.voices import Step, StepState, Voice

STATIONS = (
    (gettext_lazy("知らせ"), (gettext_lazy("声"),)),
    (gettext_lazy("確認"), (gettext_lazy("確認"),)),
    (gettext_lazy("一覧"), (gettext_lazy("一覧"),)),
)
NOTE_STATIONS = (
    (gettext_lazy("知らせ"), (gettext_lazy("声"),)),
    (gettext_lazy("答え"), (gettext_lazy("答え"),)),
)
LISTED = (PlaceAct.CONFIRMED, PlaceAct.REOPENED)


def register() -> None:
    voices.voices.register(RECEIPT_KIND, place_voice)
    voices.voices.register(NOTE_RECEIPT_KIND, note_voice)
    voices.thread_links.register("places", steps, order=60)


def place_voice(request: HttpRequest, number: str) -> Voice | None:
    """A place that somebody told of. Until it is in the list it is for that device and for who keeps it. At most four
    queries.
    """
    place = Place.objects.select_related("ward").filter(receipt=number).first()
    if place is None:
        return None
    is_own = _is_own(request, place.author_key)
    reads = place.is_public or is_own or permissions.can_keep(request.user, place.ward)
    words = [f"{place.name}（{place.get_kind_display()}）", *([place.about] if place.about else [])]
    return Voice(
        kind=RECEIPT_KIND,
        key=place.pk,
        number=number,
        channel=place.channel,
        ward=place.ward.name if reads else "",
        received_at=place.received_at,
        words=tuple(words) if reads else (),
        is_public=place.is_public,
        subject=main_process(),
        record=place,
        withheld="" if reads else _("一覧に載るまで、知らせた機械と区の担当にだけ示します。"),
        standing=_("受け付けました。区の担当が確かめるのを待っています") if place.state == PlaceState.PROPOSED else "",
        is_own=is_own,
        is_waiting=place.state == PlaceState.PROPOSED,
        is_closed=place.state in (PlaceState.CONFIRMED, PlaceState.DECLINED, PlaceState.CLOSED),
        stations=STATIONS,
        asked=_("知らせてくれた居場所が、一覧に載るまでをたどります。"),
    )


def note_voice(request: HttpRequest, number: str) -> Voice | None:
    """A note that something has changed. Its words are for that device and who keeps the place; the answer is for all.
    At most four queries.
    """
    note = PlaceNote.objects.select_related("place__ward").filter(receipt=number).first()
    if note is None:
        return None
    is_own = _is_own(request, note.author_key)
    reads = is_own or permissions.can_keep(request.user, note.place.ward)
    waits = note.state == NoteState.WAITING
    return Voice(
        kind=NOTE_RECEIPT_KIND,
        key=note.pk,
        number=number,
        channel=note.channel,
        ward=note.place.ward.name,
        received_at=note.received_at,
        words=(note.text,) if reads else (),
        is_public=False,
        subject=main_process(),
        record=note,
        withheld="" if reads else _("知らせの言葉は、知らせた機械と区の担当にだけ示します。"),
        standing=_("受け付けました。区の担当が確かめるのを待っています") if waits else "",
        is_own=is_own,
        is_waiting=waits,
        is_closed=not waits,
        stations=NOTE_STATIONS,
        asked=_("居場所についての知らせに、区の担当が答えるまでをたどります。"),
    )


def steps(request: HttpRequest, voice: Voice, now: datetime) -> list[Step]:
    """What this room did. One query for a place, none for a note."""
    if voice.kind == RECEIPT_KIND:
        return _place_steps(voice, now)
    return _note_steps(voice, now) if voice.kind == NOTE_RECEIPT_KIND else []


def _place_steps(voice: Voice, now: datetime) -> list[Step]:
    place: Place = voice.record
    told = [
        Step(
            place.received_at,
            _("声"),
            _("居場所の知らせを受け付けました"),
            template="places/_step_sent.html",
            content={"place": place, "voice": voice},
            standing=_("この知らせは、届いています"),
        )
    ]
    told += [_act(one, place) for one in place.writings.exclude(act=PlaceAct.PROPOSED).order_by("pk")[:30]]
    if place.state == PlaceState.PROPOSED:
        told.append(_waited_for(_("区の担当が、電話をするか行ってみて確かめます。結果は、このページに出ます。"), now))
    return told


def _act(writing: PlaceWriting, place: Place) -> Step:
    listed = writing.act in LISTED
    standing = {
        PlaceAct.CONFIRMED: _("この居場所は、一覧に載りました"),
        PlaceAct.DECLINED: _("この居場所は、載せないことになりました"),
        PlaceAct.CLOSED: _("この居場所は、閉じました"),
        PlaceAct.REOPENED: _("この居場所は、もう一度載りました"),
    }
    return Step(
        writing.done_at,
        _("一覧") if listed else _("確認"),
        writing.get_act_display(),
        template="places/_step_place.html" if place.is_public or writing.reason else "",
        content={"place": place, "reason": writing.reason, "links": place.is_public}
        if place.is_public
        else {"place": place, "reason": writing.reason},
        standing=standing.get(PlaceAct(writing.act), ""),
    )


def _note_steps(voice: Voice, now: datetime) -> list[Step]:
    note: PlaceNote = voice.record
    told = [
        Step(
            note.received_at,
            _("声"),
            _("「%(place)s」が変わったという知らせを受け付けました") % {"place": note.place.name},
            template="places/_step_sent.html",
            content={"place": note.place, "voice": voice, "links": True},
            standing=_("この知らせは、届いています"),
        )
    ]
    if note.answered_at is None:
        return [*told, _waited_for(_("区の担当が確かめて、直したかどうかと理由を答えます。"), now)]
    answered = Step(
        note.answered_at,
        _("答え"),
        _("区の担当が答えました（%(state)s）") % {"state": note.get_state_display()},
        template="places/_step_words.html",
        content={"text": note.answer},
        standing=_("この知らせに、区の担当が答えました"),
    )
    return [*told, answered]


def _waited_for(text: str, now: datetime) -> Step:
    return Step(
        localtime(now),
        _("いま"),
        _("確かめるのを待っています"),
        state=StepState.NOW,
        template="places/_step_words.html",
        content={"text": text},
    )


def _is_own(request: HttpRequest, author_key: str) -> bool:
    current = participation_of(request).current
    return current is not None and bool(author_key) and current.actor_key == author_key
