"""Reads: what was received (``counting``), lists for the public (``reading``), the work at the desk (``desk``)."""
