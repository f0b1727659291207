"""What the forms at the desk take, by the name of their route."""

from django.core.files.uploadedfile import SimpleUploadedFile

from jukugi.apps.areas.models import Area
from jukugi.apps.processes.models import Milestone, Phase


def desk_forms(ward: Area, phase: Phase, milestone: Milestone) -> dict[str, dict[str, object]]:
    """A form that is right for each route, so that a refusal is one of permission."""
    return {
        "processes:new": {
            "course": "one_month",
            "title": "新しい検討",
            "slug": "new-process",
            "starts_on": "2026-04-01",
        },
        "processes:edit": {"summary": "直した説明"},
        "processes:rename": {"title": "新しい名前", "slug": "renamed", "reason": "見本の理由"},
        "processes:publish": {"is_main": "on"},
        "processes:pause": {"reason": "見本の理由"},
        "processes:resume": {"reason": "見本の理由"},
        "processes:add-focus": {"title": "重点", "starts_on": "2026-04-01", "ends_on": "2027-03-31"},
        "processes:save-course": {"name": "うちの進め方"},
        "processes:take-table": {
            "table": SimpleUploadedFile(
                "予定.csv",
                "id,kind,lane,item,starts_on,ends_on,precision\na,item,議会,報告,2026-05-01,,month\n".encode(),
            )
        },
        "processes:add-stage": {"title": "報告", "lane": "council", "starts_on": "2026-05-01", "precision": "day"},
        "processes:edit-stage": {
            "title": milestone.title,
            "lane": "council",
            "starts_on": milestone.on.isoformat(),
            "precision": "day",
        },
        "processes:record-actual": {"began_on": "2026-05-01", "precision": "day"},
        "processes:shift": {"months": "2", "precision": "month", "reason": "見本の理由"},
        "processes:add-exception": {
            "ward": ward.pk,
            "starts_on": "2026-05-01",
            "ends_on": "2026-05-31",
            "reason": "見本の理由",
        },
        "processes:end-exception": {"reason": "見本の理由"},
        "processes:add-gate": {"phase": phase.pk, "title": "関門"},
        "processes:edit-gate": {"phase": phase.pk, "title": "関門"},
        "processes:pass-gate": {"reason": "見本の理由"},
        "processes:withdraw-passing": {"reason": "見本の理由"},
        "processes:tick": {"met_on": "2026-05-01", "evidence": "見本の資料"},
    }
