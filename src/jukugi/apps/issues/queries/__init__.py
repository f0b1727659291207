"""Reads: the board of levels (``levels``), one issue and what it has to do with others (``neighbours``), the desk."""
