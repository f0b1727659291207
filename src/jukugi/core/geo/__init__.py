"""Where people and places are: who has one within reach, who has none, and where the next would reach most.

``coverage`` and ``locating`` load numpy, scipy and the solver; they are imported by their full names, in jobs and
commands. ``facilities`` reads and writes lists of public facilities, with plain Python.
"""
