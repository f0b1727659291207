"""What the forms of the site take, for the permission matrix: those of rooms without a file of their own."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

TABLE = "意見\n近所に集まれる場所がほしい。\n".encode()


def forms_of(city: Any) -> dict[str, dict[str, object]]:
    """By route, for the things of this city."""
    return {
        "areas:choose": {"ward": city.ward.code, "next": "/"},
        "furigana": {"on": "1", "next": "/"},
        "hints": {"ease": "reason", "reason": "制度を周知します。"},
        "readability:plain": {"text": "制度を周知します。"},
        "readability:readings": {"word": "登戸", "reading": "のぼりと", "reason": "見本の理由"},
        "readability:remove-reading": {"reason": "見本の理由"},
        "opinions:write": {"text": "近所に集まれる場所がほしい。"},
        "opinions:review": {"decision": "publish"},
        "opinions:link": {"decision": "link", "other": city.other_issue.pk, "reason": "見本の理由"},
        "opinions:end-link": {"ended_reason": "見本の理由"},
        "opinions:enter": {"channel": "card", "received_on": "2026-04-01", "text": "紙に書かれた声です。"},
        "opinions:cards": {"count": "2"},
        "opinions:imports": {"file": SimpleUploadedFile("意見.csv", TABLE)},
        "opinions:import-columns": {
            "column_words": "0",
            "fixed_day": "2026-04-01",
            "fixed_channel": "post",
            "fixed_ward": city.ward.code,
        },
        "issues:connect": {
            "kind": "same_as",
            "target": city.other_issue.pk,
            "about": "見本",
            "reason": "見本の理由",
        },
        "grouping:name": {"label": "名前"},
        "grouping:start": {"issue": city.issue.pk},
        "grouping:move": {"issue": city.issue.pk, "opinions": [city.opinion.pk], "into": "new"},
        "grouping:link": {"issue": city.issue.pk},
        "issues:status": {"became": "discussed", "reason": "見本の理由", "seen": "raised"},
        "issues:write-direction": {"text": "見本の方向", "reason": "見本の理由", "seen": "0"},
        "issues:duty": {"department": city.department.pk, "reason": "見本の理由"},
        "issues:add-material": {"title": "見本", "text": "見本の中身", "dated_on": "2026-04-01"},
        "issues:desk-material": {"reason": "見本の理由"},
        "issues:new-policy": {"code": "P2", "name": "見本の施策", "level": "shiiki"},
        "issues:edit-policy": {"code": "P1", "name": "見本の施策", "level": "shiiki"},
        "issues:link-policy": {"issue": city.other_issue.pk, "reason": "見本の理由"},
        "issues:end-policy-link": {"reason": "見本の理由"},
        "issues:import": {
            "file": SimpleUploadedFile("論点.csv", "番号,名前,広さ\na,見本,市域\n".encode()),
            "takes_good": "no",
        },
        "issues:merge": {"others": [city.other_issue.pk], "way": "this", "reason": "見本の理由"},
        "issues:undo-lineage": {"reason": "見本の理由"},
        "issues:undo-edge": {"reason": "見本の理由"},
        "issues:edit": {"description": "直した説明", "seen": city.issue.edition},
        "organizations:new-organization": {"kind": "department", "name": "新しい課", "area": city.ward.pk},
        "organizations:edit-organization": {"name": "直した名前"},
        "organizations:add-member": {
            "person": city.newcomer.pk,
            "role": "officer",
            "starts_on": "2026-05-01",
        },
        "organizations:end-membership": {"last_on": "2026-09-30"},
        "organizations:hand-over": {"successor": city.newcomer.pk, "starts_on": "2026-10-01"},
        "opinion_map:cast": {"choice": "agree"},
        "opinion_map:reasons": {"side": "for", "text": "近所で助かったからです。"},
        "opinion_map:helpful": {"is_on": "1"},
        "opinion_map:review-reason": {"state": "hidden", "note": "見本の理由"},
        "opinion_map:reply-to-reason": {"text": "見本の応答"},
        "opinion_map:statement-of-condition": {"text": "条件から作った意見文です。"},
        "opinion_map:sheets": {"count": "2"},
        "opinion_map:publish-edition": {"title": "見本の版"},
        "opinion_map:enter-sheet": {"number": city.sheet.receipt},
        "opinion_map:propose": {"text": "新しい意見文です。"},
        "opinion_map:review": {"state": "hidden", "reason": "見本の理由"},
        "opinion_map:add-statements": {"texts": "加える意見文です。"},
        "opinion_map:new-topic": {
            "title": "新しい問い",
            "process": city.issue.process_id,
            "area": city.ward.pk,
            "texts": "\n".join(f"意見文{number}がよい。" for number in range(5)),
        },
    }
