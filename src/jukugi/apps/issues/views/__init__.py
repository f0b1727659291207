"""Pages of the room: the public's (``reading``) and the officers' (``staff``)."""
