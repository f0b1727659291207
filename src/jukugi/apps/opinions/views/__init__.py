"""Pages for citizens (``sending``, ``reading``) and for staff (``staff``)."""
