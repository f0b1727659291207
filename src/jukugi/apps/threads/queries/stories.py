from dataclasses import dataclass
from datetime import datetime, time

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jukugi.kit.pages.chain import Station, StationState
from jukugi.kit.pages.voices import Fate, Step, StepState, Voice, latest_fates, thread_links
from jukugi.kit.pages.wording import jday, thousands

IN_ORDER = (StepState.DONE, StepState.NOW, StepState.NEXT)
# How a voice came, as the first sentence of its page says it.
CAME = {
    "web": gettext_lazy("ウェブで"),
    "card": gettext_lazy("紙のカードで"),
    "fax": gettext_lazy("FAXで"),
    "post": gettext_lazy("郵送で"),
    "meeting": gettext_lazy("会場で"),
    "phone": gettext_lazy("電話で"),
    "import": gettext_lazy("ほかの記録から"),
}


# The stations of a voice, and the kinds of steps by which it comes there; an end stands after the last of them.
STATIONS = (
    (gettext_lazy("声"), (gettext_lazy("声"), gettext_lazy("会議"))),
    (gettext_lazy("論点"), (gettext_lazy("論点"), gettext_lazy("熟議"))),
    (gettext_lazy("文書"), (gettext_lazy("文書"),)),
    (gettext_lazy("策定"), (gettext_lazy("策定"),)),
)
END = gettext_lazy("判断")


@dataclass(frozen=True)
class Story:
    """The page of one voice: where it stands now in a sentence, from where it came, and its steps in time."""

    voice: Voice
    standing: str
    lead: str
    steps: tuple[Step, ...]

    @property
    def stations(self) -> tuple[Station, ...]:
        """The thread as a picture: how far the voice came, and whether it ended there."""
        done = [step for step in self.steps if step.state == StepState.DONE]
        found = []
        for name, labels in self.voice.stations or STATIONS:
            there = [step for step in done if step.label in {str(label) for label in labels}]
            state = StationState.REACHED if there else StationState.AHEAD
            found.append(Station(str(name), jday(there[0].at) if there else _("まだ"), state))
        if done and done[-1].label == str(END):
            reached = [station for station in found if station.state == StationState.REACHED]
            return (*reached, Station(_("終わり"), jday(done[-1].at), StationState.ENDED))
        return tuple(found)


def story_of(request: HttpRequest, voice: Voice, *, now: datetime) -> Story:
    """The story of one voice, told by every room. As many queries as the rooms take, whatever they find."""
    told = [step for tell in thread_links for step in tell(request, voice, now)]
    if any(step.state == StepState.NOW and not step.is_stopgap for step in told):
        told = [step for step in told if not step.is_stopgap]
    steps = tuple(sorted(told, key=lambda step: (IN_ORDER.index(step.state), _moment(step))))
    return Story(voice, voice.standing or _standing(steps), _lead(voice), steps)


def newest_fates(count: int, ward: int | None = None) -> list[Fate]:
    """The newest that became of voices, from every room; of one ward or all. As many queries as rooms offer fates."""
    fates = [fate for newest in latest_fates for fate in newest(count, ward)]
    return sorted(fates, key=lambda fate: fate.at, reverse=True)[:count]


def company_line(voice: Voice) -> str:
    """How many others stand on the same issues, with the unit; "" where it is on none."""
    return "" if voice.company is None else _("%(count)s件") % {"count": thousands(voice.company)}


def _standing(steps: tuple[Step, ...]) -> str:
    """What the last step that happened says of where the voice stands."""
    done = [step for step in steps if step.state == StepState.DONE]
    said = next((step.standing for step in reversed(done) if step.standing), "")
    return said or _("この声は、届いています")


def _lead(voice: Voice) -> str:
    came = CAME.get(voice.channel, "")
    origin = _("%(ward)sから%(came)s") % {"ward": voice.ward, "came": came} if voice.ward else came
    if voice.asked:
        return f"{origin}{voice.asked}"
    return _("%(origin)s届いた声が、どの論点になり、何が行われたかをたどります。") % {"origin": origin}


def _moment(step: Step) -> datetime:
    if isinstance(step.at, datetime):
        return step.at
    return timezone.make_aware(datetime.combine(step.at, time.min))
