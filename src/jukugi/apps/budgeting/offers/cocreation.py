"""Co-creation on home, behind まち, at the desk, and the story behind a receipt number."""

from datetime import datetime

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jukugi.apps.accounts.actions import participation_of
from jukugi.apps.budgeting import permissions
from jukugi.apps.budgeting.enums.cocreation import ANSWERS, RECEIPT_KIND, UNSETTLED, CoAct, CoState
from jukugi.apps.budgeting.models import CoProposal
from jukugi.apps.budgeting.queries import cocreation
from jukugi.apps.processes.queries import main_process
from jukugi.kit.pages import voices
from jukugi.kit.pages.keeping import kept
from jukugi.kit.pages.places import (
    DeskItem,
    DeskRoom,
    DeskWard,
    HomePart,
    desk_queue,
    desk_rooms,
    door_paths,
    home_parts,
)
from jukugi.kit.pages.voices import Step, StepState, Voice
from jukugi.kit.pages.wording import jdate

STATIONS = (
    (gettext_lazy("提案"), (gettext_lazy("声"),)),
    (gettext_lazy("やりとり"), (gettext_lazy("やりとり"),)),
    (gettext_lazy("答え"), (gettext_lazy("答え"),)),
    (gettext_lazy("その後"), (gettext_lazy("その後"),)),
)
LABELS = {CoAct.CAME: gettext_lazy("その後"), CoAct.TIED: gettext_lazy("その後")}
Counts = dict[int | None, tuple[int, int, int]]


def register() -> None:
    door_paths.register("cocreation", ("places:list", "/cocreation/"))
    home_parts.register("cocreation", way_there, order=93)
    desk_queue.register("cocreation", waiting_items, order=81)
    desk_rooms.register("cocreation", cocreation_room, order=81)
    voices.voices.register(RECEIPT_KIND, voice)
    voices.thread_links.register("cocreation", steps, order=81)


def way_there(request: HttpRequest, now: datetime) -> HomePart | None:
    """The way to co-creation, open to everybody. No query."""
    return HomePart("budgeting/cocreation/_home.html", {}, is_side=True)


def waiting_items(request: HttpRequest, now: datetime, ward: DeskWard | None = None) -> list[DeskItem]:
    """Proposals without an answer, and trials whose day has come. Two queries, asked once a page."""
    counts = _counts(request)
    if counts is None:
        return []
    found = [one for key, one in counts.items() if ward is None or key == ward.pk]
    waits, late, trials = (sum(one[place] for one in found) for place in range(3))
    url = reverse("budgeting:desk-co-proposals")
    items = []
    if waits:
        due = _("うち%(count)d件は、約束の日を過ぎています") % {"count": late} if late else ""
        text = _("一覧に載せ、問い返すか、理由を付けて答えます。")
        title = _("共創の提案に答える")
        items.append(DeskItem(waits, _("件"), title, text, f"{url}?part=waiting", due=due, is_late=bool(late)))
    if trials:
        title, text = _("共創の試行を振り返る"), _("試したことが、どうなったかを書きます。")
        items.append(DeskItem(trials, _("件"), title, text, f"{url}?part=trials", is_late=True))
    return items


def cocreation_room(request: HttpRequest) -> DeskRoom | None:
    """共創デスク, with what waits. Asked once a page."""
    counts = _counts(request)
    if counts is None:
        return None
    total = sum(waits + trials for waits, _late, trials in counts.values())
    return DeskRoom(_("共創デスク"), reverse("budgeting:desk-co-proposals"), total)


def voice(request: HttpRequest, number: str) -> Voice | None:
    """A proposal behind its number. Until it is in the list it is for that device and who keeps it. Four queries."""
    one = CoProposal.objects.select_related("area").filter(receipt=number).first()
    if one is None:
        return None
    current = participation_of(request).current
    is_own = current is not None and current.actor_key == one.author_key
    reads = one.is_shown or is_own or permissions.can_run(request.user, one.area)
    waits = one.state in UNSETTLED
    return Voice(
        kind=RECEIPT_KIND,
        key=one.pk,
        number=number,
        channel=one.channel,
        ward=one.area.name if reads and one.area else "",
        received_at=one.received_at,
        words=(f"{one.title}（{one.body_name}）", one.words) if reads else (),
        is_public=one.is_shown,
        subject=main_process(),
        record=one,
        withheld="" if reads else _("一覧に載るまで、送った機械と担当者にだけ示します。"),
        standing=_("受け付けました。担当者が読むのを待っています") if one.state == CoState.WAITING else "",
        is_own=is_own,
        is_waiting=waits,
        is_closed=one.closed_at is not None,
        stations=STATIONS,
        asked=_("共創の提案に、市が答え、どうなったかまでをたどります。"),
    )


def steps(request: HttpRequest, told: Voice, now: datetime) -> list[Step]:
    """What became of a proposal. One query for one, none for other voices."""
    if told.kind != RECEIPT_KIND:
        return []
    one: CoProposal = told.record
    sent = "\n".join(told.words) or told.withheld
    found = [_step(each, one, sent) for each in cocreation.story(one, for_everybody=False)]
    if one.state in (CoState.WAITING, CoState.SHOWN):
        words = _("%(day)sまでに、理由を付けて答えます。") % {"day": jdate(one.answer_due_on)}
        content = {"words": words}
        template = "budgeting/cocreation/_step.html"
        waiting = _("市の答えを待っています")
        found.append(Step(timezone.localtime(now), _("いま"), waiting, StepState.NOW, template, content))
    return found


def _step(told: cocreation.Told, one: CoProposal, sent: str) -> Step:
    act = CoAct(told.step.act)
    is_answer = act in ANSWERS or act in (CoAct.KEPT_BACK, CoAct.WITHDRAWN)
    label = _("声") if act == CoAct.RECEIVED else _("答え") if is_answer else LABELS.get(act, _("やりとり"))
    content = {"words": sent if act == CoAct.RECEIVED else told.words, "conditions": told.conditions}
    content["url"] = one.get_absolute_url() if one.is_shown and act == CoAct.SHOWN else ""
    template = "budgeting/cocreation/_step.html"
    standing = _("この提案は「%(state)s」です") % {"state": one.get_state_display()}
    return Step(told.step.done_at, str(label), str(act.label), StepState.DONE, template, content, standing=standing)


def _counts(request: HttpRequest) -> Counts | None:
    """None where the person keeps no ward. Two queries, kept with the request."""

    def ask() -> Counts | None:
        areas = permissions.areas_run_by(request.user)
        return cocreation.waiting_counts(areas, day=timezone.localdate()) if areas else None

    return kept(request, "budgeting.cocreation", ask)
