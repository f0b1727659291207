"""What of the ledger and of co-creation is sealed."""

from typing import Any

from jukugi.apps.budgeting.models import CoStep, LedgerWriting
from jukugi.apps.budgeting.models.rounds import facts_digest
from jukugi.kit.audit.streams import Check, Contradictions, Stream, checks, streams


def register() -> None:
    writing = ("pk", "investment_id", "act", "digest", "reason", "actor_key", "done_at")
    streams.register("ledger_writings", Stream(LedgerWriting, writing))
    checks.register("ledger_writings", Check("地域投資台帳の記録の中身と指紋", writings_agree))
    step = ("pk", "proposal_id", "act", "digest", "actor_key", "done_at")
    streams.register("cocreation_steps", Stream(CoStep, step))
    checks.register("cocreation_steps", Check("共創の提案の記録の中身と指紋", steps_agree))


def writings_agree() -> Contradictions:
    """Writings that say something else than when they were made; those that were forgotten say nothing. One query."""
    return _agree(LedgerWriting)


def steps_agree() -> Contradictions:
    """The same of steps of co-creation. One query."""
    return _agree(CoStep)


def _agree(model: Any) -> Contradictions:
    rows = model.objects.order_by("pk").values_list("pk", "facts", "digest")
    wrong = [key for key, facts, digest in rows.iterator() if facts and facts_digest(facts) != digest]
    return Contradictions(len(wrong), f"{model._meta.model_name} {wrong[0]}" if wrong else "")
