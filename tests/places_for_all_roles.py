"""Places of one ward, for the permission matrix: one that waits, one in the list, a note, a list of facilities."""

import io
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from jukugi.apps.accounts.enums import Channel, RoleKind
from jukugi.apps.accounts.tests.factories import ParticipantFactory, RoleFactory
from jukugi.apps.areas.models import Area
from jukugi.apps.places import actions
from jukugi.apps.places.actions import MonthDraft, PhotoDraft, PlaceDraft, WalkDraft
from jukugi.apps.places.enums import NoteKind, PlaceKind
from jukugi.apps.places.enums.walks import Walker


def picture() -> bytes:
    """The smallest photo that is one."""
    drawn = io.BytesIO()
    Image.new("RGB", (4, 4)).save(drawn, "PNG")
    return drawn.getvalue()


KNOWN = {"holidays": "unknown", "step_free": "unknown", "toilet": "unknown", "hearing_loop": "unknown"}


class PlacesForAllRoles:
    """Who brought the list is nobody of those who are asked: they do not decide on it, a policy officer does."""

    def __init__(self, ward: Area) -> None:
        self.ward, now = ward, timezone.now()
        officer = RoleFactory(kind=RoleKind.WARD_OFFICER, area=ward).user
        draft = PlaceDraft(name="見本の居場所", kind=PlaceKind.CAFE, ward=ward)
        self.waiting = actions.propose_place(draft=draft, author=ParticipantFactory(), now=now)
        self.listed = actions.add_place(draft=draft, actor=officer, now=now)
        self.note = actions.send_note(
            place=self.listed, kind=NoteKind.HOURS, text="変わった。", author=ParticipantFactory(), now=now
        )
        content = f"名称,住所\n見本の施設,{ward.name}1-1\n".encode()
        day = timezone.localdate(now)
        walk = WalkDraft("見本のまち歩き", ward, day, day, ("step_free", "words"))
        self.walk = actions.open_walk(draft=walk, actor=officer, now=now)
        check = actions.send_check(
            walk=self.walk,
            place=self.listed,
            answers={"step_free": "yes", "words": "見本"},
            walker=Walker.LIVES,
            client_key="m" * 32,
            looked_on=day,
            author=ParticipantFactory(),
            now=now,
        )
        self.finding = check.findings.get(item="words")
        _entry, self.secret = actions.give_entry(place=self.listed, actor=officer, now=now)
        photo = PhotoDraft(picture(), "見本の入口", "here", "nobody", "見本の管理人")
        self.photo = actions.add_photo(place=self.listed, draft=photo, actor=officer, now=now)
        month = MonthDraft(month=day.replace(day=1), opened_days=1, visits=1, story="見本の話")
        self.month = actions.enter_month(place=self.listed, draft=month, channel=Channel.CARD, actor=officer, now=now)
        self.brought = actions.bring_list(file_name="一覧.csv", content=content, actor=officer, now=now)

    def values(self, route: str) -> dict[str, Any]:
        """What stands in the addresses of these routes."""
        name = route.partition(":")[2]
        steps = {
            "step": "confirm",
            "import-step": "take",
            "entry-step": "close",
            "photo-step": "remove",
            "finding-step": "leave",
            "story-step": "leave",
        }
        return {
            "place_pk": self.waiting.pk if name == "step" else self.listed.pk,
            "note_pk": self.note.pk,
            "import_pk": self.brought.pk,
            "walk_pk": self.walk.pk,
            "finding_pk": self.finding.pk,
            "photo_pk": self.photo.pk,
            "month_pk": self.month.pk,
            "secret": self.secret,
            "key": self.photo.key if name == "photo" else self.walk.key,
            "step": steps.get(name, ""),
        }

    def forms(self) -> dict[str, dict[str, object]]:
        """What the forms of these routes take."""
        told = KNOWN | {"name": "見本の縁側", "kind": "cafe", "parking": "unknown", "ward": self.ward.pk}
        came = {"channel": "card", "received_on": timezone.localdate().isoformat()}
        month = {"month": timezone.localdate().replace(day=1).isoformat(), "opened_days": "1", "visits": "1"}
        day = timezone.localdate().isoformat()
        seen = {"step_free": "yes", "walker": "lives"}
        photo = {"alt": "見本", "people": "nobody", "consent": "見本", "licence": "here"}
        walk = {"title": "見本", "ward": self.ward.pk, "begins_on": day, "ends_on": day, "items": ["step_free"]}
        return {
            "places:check": seen,
            "places:enter-check": seen | {"looked_on": day, "channel": "card"},
            "places:finding-step": {"reason": "見本の理由"},
            "places:photo-step": {"reason": "見本の理由"},
            "places:keep-remove": {"reason": "見本の理由"},
            "places:photos": photo | {"photo": SimpleUploadedFile("a.png", picture(), "image/png")},
            "places:keep": photo | {"photo": SimpleUploadedFile("a.png", picture(), "image/png")},
            "places:keep-month": month,
            "places:desk-months": month | came,
            "places:desk-walks": walk,
            "places:new": told,
            "places:changed": {"kind": "hours", "text": "変わった。"},
            "places:add": told,
            "places:enter": told | came,
            "places:edit": told | {"reason": "見本の理由"},
            "places:enter-note": came | {"kind": "hours", "text": "変わった。"},
            "places:answer": {"decision": "left", "answer": "見本の答え"},
            "places:imports": {"file": SimpleUploadedFile("一覧.csv", "名称\n見本\n".encode())},
        }
