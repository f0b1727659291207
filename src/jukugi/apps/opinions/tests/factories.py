from datetime import timedelta

import factory

from jukugi.apps.accounts.enums import Channel
from jukugi.apps.accounts.tests.factories import BEFORE, ParticipantFactory
from jukugi.apps.areas.models import Area
from jukugi.apps.issues.tests.factories import IssueFactory
from jukugi.apps.opinions.enums import (
    HEARING,
    RECEIPT_KIND,
    CallKind,
    HidingRule,
    Likeness,
    LinkKind,
    OpinionState,
    VoiceFate,
    WaveState,
)
from jukugi.apps.opinions.models import Call, IssueLink, Opinion, OpinionReview, Submission, Wave, WaveGroup, WaveVoice
from jukugi.apps.processes.models import Process
from jukugi.apps.processes.tests.factories import OpeningFactory, PhaseFactory, ProcessFactory
from jukugi.kit import receipts


class SubmissionFactory(factory.django.DjangoModelFactory):
    """What came in from the web, without a ward; it holds no opinion yet."""

    class Meta:
        model = Submission

    process = factory.SubFactory(ProcessFactory)
    receipt = factory.LazyFunction(lambda: receipts.issue(RECEIPT_KIND, now=BEFORE))
    channel = Channel.WEB
    author = factory.SubFactory(ParticipantFactory)
    received_at = BEFORE
    entered_at = BEFORE
    sent_key = factory.Sequence(lambda n: f"{n:064x}")


class OpinionFactory(factory.django.DjangoModelFactory):
    """One opinion that waits for review, in a submission of its own."""

    class Meta:
        model = Opinion

    submission = factory.SubFactory(SubmissionFactory)
    text = factory.Sequence(lambda n: f"見本の意見{n}です。近所に集まれる場所がほしい。")
    state = OpinionState.WAITING

    @classmethod
    def _create(cls, model_class, *args, submission, text, state, **fields):
        position = fields.pop("position", 1)
        opinion = Opinion.of(submission, text, position=position)
        opinion.state = state
        for name, value in fields.items():
            setattr(opinion, name, value)
        opinion.save()
        return opinion


class CallFactory(factory.django.DjangoModelFactory):
    """An event of the whole city that asks from BEFORE on, while the process hears opinions."""

    class Meta:
        model = Call

    process = factory.SubFactory(ProcessFactory)
    kind = CallKind.EVENT
    code = factory.Sequence(lambda n: f"c{n:05}")
    title = "見本まつり"
    place = "見本公園"
    opens_at = BEFORE
    opened_by = "見本"


class IssueLinkFactory(factory.django.DjangoModelFactory):
    """A public opinion that was linked to an issue of its process."""

    class Meta:
        model = IssueLink

    opinion = factory.SubFactory(OpinionFactory, state=OpinionState.SHOWN)
    issue = factory.LazyAttribute(lambda link: IssueFactory(process=link.opinion.submission.process))
    kind = LinkKind.ABOUT
    reason = "「集まれる場所」"
    actor_key = "見本"
    linked_at = BEFORE


class WaveFactory(factory.django.DjangoModelFactory):
    """Voices of an hour that were looked at; it holds none yet."""

    class Meta:
        model = Wave

    process = factory.SubFactory(ProcessFactory)
    areas = factory.LazyFunction(lambda: [None])
    since = BEFORE
    until = BEFORE + timedelta(hours=1)
    state = WaveState.READY
    opened_by = "見本"
    opened_at = BEFORE
    moved_at = BEFORE


def filled_wave(rows: int, *, state: WaveState = WaveState.READY, ward: Area | None = None, **fields) -> Wave:
    """A wave with so many groups of one voice, and so many voices in none; decided on where it stands so."""
    is_hidden = state == WaveState.HIDDEN
    if state not in (WaveState.READY, WaveState.LOOKING):
        fields |= {"rule": HidingRule.REPEATED, "reason": "見本の理由", "decided_by": "見本", "decided_at": BEFORE}
    wave = WaveFactory(state=state, areas=[ward.pk if ward else None], total=2 * rows, chosen=rows, **fields)
    for number in range(1, rows + 1):
        group = WaveGroup.objects.create(
            wave=wave, number=number, likeness=Likeness.WORDS, count=1, people=1, places=1, is_chosen=is_hidden
        )
        for of in (group, None):
            sent = SubmissionFactory(process=wave.process, ward=ward)
            hides = is_hidden and of is not None
            opinion = OpinionFactory(submission=sent, state=OpinionState.HIDDEN if hides else OpinionState.WAITING)
            fate = VoiceFate.HIDDEN if hides else VoiceFate.UNTOUCHED
            WaveVoice.objects.create(wave=wave, opinion=opinion, group=of, is_sample=True, fate=fate)
            if hides:
                told = {"rule": wave.rule, "reason": wave.reason, "actor_key": "見本", "decided_at": BEFORE}
                OpinionReview.objects.create(opinion=opinion, state=OpinionState.HIDDEN, wave=wave, **told)
    Wave.objects.filter(pk=wave.pk).update(hidden=rows if is_hidden else 0)
    return wave


def hearing_process(**fields) -> Process:
    """A process that hears opinions from OPENS to CLOSES."""
    process = ProcessFactory(**fields)
    OpeningFactory(phase=PhaseFactory(process=process), kind=HEARING)
    return process
