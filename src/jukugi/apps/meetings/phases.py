"""What a phase can open in this room."""

from django.utils.translation import gettext_lazy as _

from jukugi.apps.meetings.enums import REGISTRATION
from jukugi.apps.processes.enums import phase_kinds


def register() -> None:
    phase_kinds.register(REGISTRATION, _("会議への申し込み"))
