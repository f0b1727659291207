"""What a phase can open in this room."""

from django.utils.translation import gettext_lazy as _

from jukugi.apps.opinions.enums import HEARING
from jukugi.apps.processes.enums import phase_kinds


def register() -> None:
    phase_kinds.register(HEARING, _("意見の受付"))
