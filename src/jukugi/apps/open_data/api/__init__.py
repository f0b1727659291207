"""The programming interface: what it answers is made of the registered tables and figures, and is only read.

``problems``    what is told where something cannot be answered (RFC 9457)
``allowance``   how often one may ask
``paging``      one page of a table's rows
``describing``  what each answer looks like, for the description (OpenAPI)
``building``    its operations, and the description itself: django-ninja, loaded by the first request
``answering``   the view before all of them: methods, allowance, headers, what is kept
"""
