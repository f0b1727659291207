"""The way of a proposal with its receipt number, and of a ballot, of which nobody reads here what was chosen."""

from datetime import datetime

from django.http import HttpRequest
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jukugi.apps.accounts.actions import participation_of
from jukugi.apps.accounts.enums import Channel
from jukugi.apps.budgeting import permissions
from jukugi.apps.budgeting.enums.ballots import BALLOT_RECEIPT
from jukugi.apps.budgeting.enums.proposals import PROPOSAL_RECEIPT, ProposalAct, ProposalState
from jukugi.apps.budgeting.enums.rounds import RoundState
from jukugi.apps.budgeting.models import CurrentBallot, PaperBallot, Proposal, Round
from jukugi.apps.budgeting.queries.courses import CourseStep, full_course_of
from jukugi.kit.pages import voices
from jukugi.kit.pages.voices import Step, StepState, Voice
from jukugi.kit.pages.wording import jdate

TEMPLATE = "budgeting/_step.html"
PROPOSED, ANSWERED, ON_BALLOT = gettext_lazy("提案"), gettext_lazy("課の答え"), gettext_lazy("投票")
CAST, COUNTED = gettext_lazy("投票"), gettext_lazy("集計")
STATIONS = ((PROPOSED, (PROPOSED,)), (ANSWERED, (ANSWERED,)), (ON_BALLOT, (ON_BALLOT,)))
BALLOT_STATIONS = ((CAST, (CAST,)), (COUNTED, (COUNTED,)))
LABELS = {ProposalAct.ASSESSED: ANSWERED, ProposalAct.LISTED: ON_BALLOT, ProposalAct.LEFT_OUT: ON_BALLOT}


def register() -> None:
    voices.voices.register(PROPOSAL_RECEIPT, proposal_voice)
    voices.voices.register(BALLOT_RECEIPT, ballot_voice)
    voices.thread_links.register("budgeting", steps, order=62)


def proposal_voice(request: HttpRequest, number: str) -> Voice | None:
    """A proposal. Until it is shown its words are for its device and for officers. At most four queries."""
    related = Proposal.objects.select_related("round__area", "round__process", "ward", "merged_into")
    proposal = related.filter(receipt=number).first()
    if proposal is None:
        return None
    current = participation_of(request).current
    is_own = current is not None and bool(proposal.author_key) and current.actor_key == proposal.author_key
    reads = proposal.is_public or is_own or permissions.can_run(request.user, proposal.round.area)
    waits = proposal.state == ProposalState.WAITING
    return Voice(
        kind=PROPOSAL_RECEIPT,
        key=proposal.pk,
        number=number,
        channel=proposal.channel,
        ward=proposal.ward.name if proposal.ward else "",
        received_at=proposal.received_at,
        words=(proposal.title, proposal.words) if reads else (),
        is_public=proposal.is_public,
        subject=proposal.round.process,
        record=proposal,
        withheld="" if reads else _("公開されるまで、送った端末と職員にだけ示します。"),
        standing=_("受け付けました。職員が確かめるのを待っています") if waits else "",
        is_own=is_own,
        is_waiting=waits,
        is_closed=proposal.state in (ProposalState.WITHDRAWN, ProposalState.HIDDEN),
        stations=STATIONS,
        asked=_("予算の使い道の提案が、答えをもらい、投票にかかるまでをたどります。"),
    )


def ballot_voice(request: HttpRequest, number: str) -> Voice | None:
    """A ballot, or a paper that is not read yet. What was chosen is shown to nobody. At most three queries."""
    current = CurrentBallot.objects.select_related("round__process").filter(receipt=number).first()
    related = PaperBallot.objects.select_related("round__process", "spoiled", "ballot").filter(receipt=number)
    paper = related.first()
    if current is None and paper is None:
        return None
    at = current.changed_at if current is not None else (paper.printed_at if paper is not None else None)
    found = current.round if current is not None else (paper.round if paper is not None else None)
    if found is None or at is None or (current is None and not _is_back(paper)):
        return None
    return Voice(
        kind=BALLOT_RECEIPT,
        key=found.pk,
        number=number,
        channel=Channel.MEETING if paper is not None else Channel.WEB,
        ward="",
        received_at=at,
        words=(),
        is_public=False,
        subject=found.process,
        record=(found, current, paper),
        withheld=_("何を選んだかは、番号からはだれにも分からないようにしています。"),
        is_waiting=found.state == RoundState.VOTING,
        is_closed=found.state in (RoundState.CLOSED, RoundState.WITHDRAWN),
        stations=BALLOT_STATIONS,
        asked=_("予算の投票が届き、数えられるまでをたどります。"),
    )


def _is_back(paper: PaperBallot | None) -> bool:
    return paper is not None and (hasattr(paper, "spoiled") or paper.readings.exists())


def steps(request: HttpRequest, voice: Voice, now: datetime) -> list[Step]:
    """What this room did. Two queries for a proposal, none for a ballot."""
    if voice.kind == PROPOSAL_RECEIPT:
        return _proposal_steps(voice.record, now)
    return _ballot_steps(voice, now) if voice.kind == BALLOT_RECEIPT else []


def _proposal_steps(proposal: Proposal, now: datetime) -> list[Step]:
    told = [_step(step, proposal) for step in full_course_of(proposal)]
    if proposal.round.state == RoundState.ANNOUNCED and proposal.state in (ProposalState.WAITING, ProposalState.SHOWN):
        text = _("職員が読んで、公開するかを決めます。")
        if proposal.state == ProposalState.SHOWN:
            text = _("担当の課が、実現できるかと費用を確かめて答えます。")
            if proposal.verdict:
                text = _("投票が始まると、投票にかける事業の番号が決まります。")
        told.append(_now(text, now))
    elif proposal.round.state == RoundState.VOTING and proposal.state == ProposalState.SHOWN:
        day = jdate(proposal.round.vote_until)
        told.append(_now(_("%(day)sまで投票し、そのあと結果を公表します。") % {"day": day}, now))
    return told


def _step(step: CourseStep, proposal: Proposal) -> Step:
    title = step.label
    if step.answer is not None:
        title = _("「%(verdict)s」という答えが出ました") % {"verdict": step.answer.get_verdict_display()}
    standing = {
        ProposalAct.SENT: _("この提案は、届いています"),
        ProposalAct.SHOWN: _("この提案は、公開されました"),
        ProposalAct.HIDDEN: _("この提案は、公開されませんでした"),
        ProposalAct.ASSESSED: _("この提案に、担当の課が答えました"),
        ProposalAct.MERGED: _("この提案は、ほかの提案とまとめられました"),
        ProposalAct.WITHDRAWN: _("この提案は、取り下げられました"),
        ProposalAct.LISTED: _("この提案は、投票にかける事業になりました"),
        ProposalAct.LEFT_OUT: _("この提案は、投票にかけないことになりました"),
    }
    act = ProposalAct(step.act)
    leads = proposal.merged_into if act == ProposalAct.MERGED else None
    content = {"step": step, "proposal": proposal if proposal.is_public else None, "leads": leads}
    return Step(
        step.at,
        str(LABELS.get(act, PROPOSED)),
        title,
        template=TEMPLATE,
        content=content,
        standing=standing.get(act, ""),
    )


def _ballot_steps(voice: Voice, now: datetime) -> list[Step]:
    found, current, paper = voice.record
    assert isinstance(found, Round)
    told = [
        Step(
            voice.received_at,
            str(CAST),
            _("「%(title)s」への投票を受け取りました") % {"title": found.title},
            template=TEMPLATE,
            content={"text": _("選び直したときは、最後の一つだけを数えます。"), "round": found},
            standing=_("この投票は、届いています") if current is not None else "",
        )
    ]
    if paper is not None and hasattr(paper, "spoiled"):
        reason = paper.spoiled.get_reason_display()
        told.append(
            Step(
                paper.spoiled.spoiled_at,
                str(COUNTED),
                _("数えない紙として残しました"),
                template=TEMPLATE,
                content={"text": _("理由：%(reason)s") % {"reason": reason}},
                standing=_("この紙は、数えられませんでした"),
            )
        )
    if found.state == RoundState.CLOSED and found.closed_at is not None and current is not None:
        told.append(
            Step(
                found.closed_at,
                str(COUNTED),
                _("投票が締め切られ、この投票は数えられます"),
                template=TEMPLATE,
                content={"text": "", "round": found},
                standing=_("この投票は、数えられます"),
            )
        )
    elif found.state == RoundState.VOTING:
        day = jdate(found.vote_until)
        told.append(_now(_("%(day)sまで投票を受け付け、締め切ってから数えます。") % {"day": day}, now))
    return told


def _now(text: str, now: datetime) -> Step:
    return Step(localtime(now), _("いま"), _("次の段階を待っています"), StepState.NOW, TEMPLATE, {"text": text})
