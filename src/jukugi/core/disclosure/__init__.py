"""Statistical disclosure control: which figures may be published so that no small number of people can be computed.

Three questions, three modules. ``rows``: one total and its parts. ``tables``: a table with both margins. ``steps``: two
tables of the same thing, published one after the other; it needs numpy and is imported by its full name, so that a web
process does not pay for it.

A number of people is *small* when it is above 0 and below ``minimum``; nobody at all is no secret. What "can be
computed" means: any sum of distinct unpublished cells that follows from the published figures by adding and
subtracting. Not meant: bounds (a part is never above its whole), and what many people have in common (five people who
all agree are published as such).
"""

from jukugi.core.disclosure.rows import is_small, may_tell_others, shown_cells
from jukugi.core.disclosure.tables import shown_table

__all__ = ["is_small", "may_tell_others", "shown_cells", "shown_table"]
