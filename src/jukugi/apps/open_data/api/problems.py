"""What is told where something cannot be answered: problem details (RFC 9457), in plain words."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

CONTENT_TYPE = "application/problem+json"
# Status → its title; each is explained on the page of the interface, where ``type`` leads.
TITLES: Mapping[int, Any] = {
    400: _("続きから読めません"),
    404: _("見つかりません"),
    405: _("読むことだけができます"),
    422: _("頼み方に読めないところがあります"),
    429: _("しばらくお待ちください"),
    500: _("こちら側で問題が起きました"),
    503: _("いま答えられません"),
    507: _("保存する場所がいっぱいです"),
}


@dataclass
class Problem(Exception):
    """A request that cannot be answered. ``faults``: name of a parameter → what is wrong with it, and what fits."""

    status: int
    detail: Any
    faults: Mapping[str, Any] | None = None

    def response(self, path: str) -> HttpResponse:
        told: dict[str, Any] = {
            "type": f"/data/api/#problem-{self.status}",
            "title": str(TITLES[self.status]),
            "status": self.status,
            "detail": str(self.detail),
            "instance": path,
        }
        if self.faults:
            told["errors"] = [{"parameter": name, "detail": str(words)} for name, words in self.faults.items()]
        body = json.dumps(told, ensure_ascii=False).encode()
        headers = {"Cache-Control": "no-store"}
        return HttpResponse(body, status=self.status, content_type=CONTENT_TYPE, headers=headers)
