"""Which functions with checks one test, or one request, enters; and in which of them somebody was refused."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from types import CodeType, FrameType
from typing import Any

from tools.mutation.sites import Site
from tools.places import ROOT

Place = tuple[str, str]  # file and qualified name


class Watch:
    """``entered`` and ``refused`` since the last ``begin``."""

    def __init__(self, sites: Iterable[Site]) -> None:
        self._places = {(str(ROOT / site.path), site.function): (site.path, site.function) for site in sites}
        self._known: dict[CodeType, Place | None] = {}
        self.begin()

    def begin(self) -> None:
        self.entered: set[Place] = set()
        self.refused: set[Place] = set()

    @contextmanager
    def on(self, *, calls: bool = True) -> Iterator[None]:
        """Look at every refusal that is made, and (which takes twice the time) at every call in every thread."""
        from django.http import Http404

        from jukugi.kit.errors import Refusal

        refusing, missing = Refusal.__init__, Http404.__init__

        def refuse(error: Any, *args: Any, **params: Any) -> None:
            self._note_refusal()
            refusing(error, *args, **params)

        def miss(error: Any, *args: Any) -> None:
            self._note_refusal()
            missing(error, *args)

        Refusal.__init__, Http404.__init__ = refuse, miss  # type: ignore[method-assign,assignment]
        if calls:
            threading.setprofile(self._called)
            sys.setprofile(self._called)
        try:
            yield
        finally:
            sys.setprofile(None)
            threading.setprofile(None)
            Refusal.__init__, Http404.__init__ = refusing, missing  # type: ignore[method-assign]

    def _called(self, frame: FrameType, event: str, _argument: Any) -> None:
        if event == "call":
            place = self._place(frame.f_code)
            if place is not None:
                self.entered.add(place)

    def _note_refusal(self) -> None:
        frame: FrameType | None = sys._getframe(2)
        while frame is not None:
            place = self._place(frame.f_code)
            if place is not None:
                self.refused.add(place)
            frame = frame.f_back

    def _place(self, code: CodeType) -> Place | None:
        if code not in self._known:
            self._known[code] = self._places.get((code.co_filename, code.co_qualname))
        return self._known[code]
