"""How a round is counted and what is published of it. numpy is loaded here: jobs and commands only, never a page."""
