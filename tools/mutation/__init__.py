"""`make mutation`: take every check of a permission away, one at a time, and see that a test notices.

``sites`` finds the checks in the source, ``changes`` puts a changed function in place of the live one, ``proving`` runs
inside pytest, ``by_matrix`` asks the permission matrix, ``telling`` writes the table.
"""
