"""Places of one ward, for the permission matrix: one that waits, one in the list, a note, a list of facilities."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.tests.factories import ParticipantFactory, RoleFactory
from jukugi.apps.areas.models import Area
from jukugi.apps.places import actions
from jukugi.apps.places.actions import PlaceDraft
from jukugi.apps.places.enums import NoteKind, PlaceKind

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
        self.brought = actions.bring_list(file_name="一覧.csv", content=content, actor=officer, now=now)

    def values(self, route: str) -> dict[str, Any]:
        """What stands in the addresses of these routes."""
        name = route.partition(":")[2]
        return {
            "place_pk": self.waiting.pk if name == "step" else self.listed.pk,
            "note_pk": self.note.pk,
            "import_pk": self.brought.pk,
            "step": "confirm" if name == "step" else "take",
        }

    def forms(self) -> dict[str, dict[str, object]]:
        """What the forms of these routes take."""
        told = KNOWN | {"name": "見本の縁側", "kind": "cafe", "parking": "unknown", "ward": self.ward.pk}
        came = {"channel": "card", "received_on": timezone.localdate().isoformat()}
        return {
            "places:new": told,
            "places:changed": {"kind": "hours", "text": "変わった。"},
            "places:add": told,
            "places:enter": told | came,
            "places:edit": told | {"reason": "見本の理由"},
            "places:enter-note": came | {"kind": "hours", "text": "変わった。"},
            "places:answer": {"decision": "left", "answer": "見本の答え"},
            "places:imports": {"file": SimpleUploadedFile("一覧.csv", "名称\n見本\n".encode())},
        }
