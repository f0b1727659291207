"""What the forms of the deliberation take, for the permission matrix."""

from typing import Any


def forms(city: Any) -> dict[str, dict[str, object]]:
    """By route; ``city`` is that of the matrix."""
    return {
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
