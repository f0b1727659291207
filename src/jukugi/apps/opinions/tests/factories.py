import factory

from jukugi.apps.accounts.enums import Channel
from jukugi.apps.accounts.tests.factories import BEFORE, ParticipantFactory
from jukugi.apps.issues.tests.factories import IssueFactory
from jukugi.apps.opinions.enums import HEARING, RECEIPT_KIND, CallKind, LinkKind, OpinionState
from jukugi.apps.opinions.models import Call, IssueLink, Opinion, Submission
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


def hearing_process(**fields) -> Process:
    """A process that hears opinions from OPENS to CLOSES."""
    process = ProcessFactory(**fields)
    OpeningFactory(phase=PhaseFactory(process=process), kind=HEARING)
    return process
