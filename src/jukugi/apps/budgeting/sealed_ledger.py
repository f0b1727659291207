"""What of this room is sealed."""

from jukugi.apps.budgeting.models import LedgerWriting
from jukugi.apps.budgeting.models.ledger import facts_digest
from jukugi.kit.audit.streams import Check, Contradictions, Stream, checks, streams


def register() -> None:
    writing = ("pk", "investment_id", "act", "digest", "reason", "actor_key", "done_at")
    streams.register("ledger_writings", Stream(LedgerWriting, writing))
    checks.register("ledger_writings", Check("地域投資台帳の記録の中身と指紋", writings_agree))


def writings_agree() -> Contradictions:
    """Writings that say something else than when they were made; those that were forgotten say nothing. One query."""
    rows = LedgerWriting.objects.order_by("pk").values_list("pk", "facts", "digest")
    wrong = [key for key, facts, digest in rows.iterator() if facts and facts_digest(facts) != digest]
    return Contradictions(len(wrong), f"writing {wrong[0]}" if wrong else "")
