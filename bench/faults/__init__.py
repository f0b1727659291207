"""Kill, fill, stop and bend what the service stands on: is all that was acknowledged still there, exactly once?

`python -m bench.faults` brings its own databases and servers (only 127.0.0.1 is called), does one case after the other
on SQLite and PostgreSQL, and prints for each what was acknowledged and what survived. Exit code 1 on any difference.

``ground``   a city on either database, its server and worker, steps in processes of their own
``votes``    the server dies under load; a database process dies
``work``     the worker dies in an import, a publication, a grouping; several workers, one queue
``copies``   a backup and a restore are killed
``outages``  no room on disk, the database away, a clock that jumps, clients that dawdle
``steps``    what is done inside the application, each time in a process of its own
"""
