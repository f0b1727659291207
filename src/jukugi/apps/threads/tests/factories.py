from datetime import timedelta

import factory

from jukugi.apps.accounts.tests.factories import BEFORE
from jukugi.apps.opinions.enums import RECEIPT_KIND, OpinionState
from jukugi.apps.opinions.tests.factories import OpinionFactory
from jukugi.apps.processes.models import Gate, GatePassing
from jukugi.apps.processes.tests.factories import PhaseFactory, ProcessFactory
from jukugi.apps.threads.actions.addresses import PURPOSE, digest_of
from jukugi.apps.threads.enums import AddressState, TellingState
from jukugi.apps.threads.models import Address, Telling
from jukugi.kit.ciphers import cipher


class AddressFactory(factory.django.DjangoModelFactory):
    """A confirmed address, left for a public opinion from the web of the same process."""

    class Meta:
        model = Address

    process = factory.SubFactory(ProcessFactory)
    receipt = factory.LazyAttribute(
        lambda o: OpinionFactory(submission__process=o.process, state=OpinionState.SHOWN).submission.receipt
    )
    kind = RECEIPT_KIND
    state = AddressState.CONFIRMED
    asked_at = BEFORE
    confirmed_at = BEFORE
    email = factory.Sequence(lambda n: f"person{n}@example.jp")

    @classmethod
    def _create(cls, model_class, *args, email, **fields):
        sealed = cipher(PURPOSE).encrypt(email.encode()).decode()
        return Address.objects.create(sealed=sealed, digest=digest_of(email), **fields)


class TellingFactory(factory.django.DjangoModelFactory):
    """A telling that was approved and is being sent; nobody is listed yet."""

    class Meta:
        model = Telling

    process = factory.SubFactory(ProcessFactory)
    occasion = "中間報告を公表しました"
    words = "中間報告を公表しました。\n\n論点ごとの方向を書いています。"
    state = TellingState.SENDING
    drafted_by = "writer"
    drafted_at = BEFORE
    approved_by = "reader"
    approved_at = BEFORE + timedelta(hours=1)


def passed_gate(process=None, *, passed_at=BEFORE) -> Gate:
    """A gate that somebody has passed, and of which nobody was told."""
    process = process or ProcessFactory()
    gate = Gate.objects.create(process=process, phase=PhaseFactory(process=process), title="中間報告の公表")
    GatePassing.objects.create(gate=gate, passed_at=passed_at, is_override=False, found=[], actor_key="x")
    return gate
