"""What is filled in on the web (``sending``) and at the desk (``staff``)."""
