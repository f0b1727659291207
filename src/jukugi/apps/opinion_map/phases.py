"""What a phase can open in this room."""

from django.utils.translation import gettext_lazy as _

from jukugi.apps.opinion_map.enums import PROPOSING, VOTING
from jukugi.apps.processes.enums import phase_kinds


def register() -> None:
    phase_kinds.register(VOTING, _("賛成・反対の回答"))
    phase_kinds.register(PROPOSING, _("意見文の追加"))
