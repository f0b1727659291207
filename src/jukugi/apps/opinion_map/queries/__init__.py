"""Reads: the vote page (``voting``), topics and their staff pages (``topics``). The map's stand in ``map_page``."""
