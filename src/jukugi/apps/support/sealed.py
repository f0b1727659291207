"""What of this room is sealed."""

from jukugi.apps.support.models import (
    DecisionSettling,
    InquiryStep,
    ScenarioChange,
    ScenarioDecision,
    ScenarioLookBack,
    SituationSheet,
    YardstickChange,
)
from jukugi.apps.support.models.sealing import words_digest
from jukugi.kit.audit.streams import Check, Contradictions, Stream, checks, streams


def register() -> None:
    sheet = ("pk", "organization_id", "number", "channel", "told_on", "actor_key", "entered_by", "written_at", "digest")
    streams.register("situation_sheets", Stream(SituationSheet, sheet))
    _register_scenarios()
    checks.register("situation_sheets", Check("状況シートの中身と指紋", sheets_agree))
    step = ("pk", "inquiry_id", "act", "officer_id", "body_id", "due_on", "actor_key", "done_at", "digest")
    streams.register("inquiry_steps", Stream(InquiryStep, step))
    checks.register("inquiry_steps", Check("相談の記録の言葉と指紋", steps_agree))


def _register_scenarios() -> None:
    change = ("pk", "scenario_id", "part", "alternative_id", "words", "reason", "actor_key", "changed_at")
    streams.register("scenario_changes", Stream(ScenarioChange, change))
    words = ("reason", "taken_up", "not_taken_up", "table", "voices")
    decision = ("pk", "scenario_id", "alternative_id", "number", *words, "actor_key", "proposed_at")
    streams.register("scenario_decisions", Stream(ScenarioDecision, decision))
    settling = ("pk", "decision_id", "act", "note", "actor_key", "done_at")
    streams.register("scenario_settlings", Stream(DecisionSettling, settling))
    year = ("pk", "scenario_id", "year", "stood", "came", "figures", "ahead", "actor_key", "written_at")
    streams.register("scenario_years", Stream(ScenarioLookBack, year))
    yardstick = ("pk", "kind", "words", "reason", "actor_key", "changed_at")
    streams.register("yardstick_changes", Stream(YardstickChange, yardstick))


def sheets_agree() -> Contradictions:
    """Editions that say something else than when they were written; erased ones say nothing. One query."""
    rows = SituationSheet.objects.filter(erased_at__isnull=True).order_by("pk")
    wrong = [row.pk for row in rows.iterator() if words_digest(row.seal_key, row.told) != row.digest]
    return Contradictions(len(wrong), f"sheet {wrong[0]}" if wrong else "")


def steps_agree() -> Contradictions:
    """Steps of consultations whose words are others than when they were written; erased ones say nothing. One query."""
    rows = InquiryStep.objects.exclude(seal_key="").order_by("pk").values_list("pk", "seal_key", "words", "digest")
    wrong = [pk for pk, key, words, digest in rows.iterator() if words_digest(key, [words]) != digest]
    return Contradictions(len(wrong), f"step {wrong[0]}" if wrong else "")
