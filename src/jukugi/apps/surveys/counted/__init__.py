"""From answered sheets to the document of a result: as staff see it, and as it is published."""
