"""Backups of all tables, in one form for both databases.

A backup is a tar file (encrypted or not) whose parts are read one after the other:

``README.txt``               what this is, and how it is read without this software
``head.json``                version, city, moment, migrations, and every table with its columns and their kinds
``tables/NAME/00001.gz``     rows, sorted by key, as text of PostgreSQL's COPY; several parts if there are many
``end.json``                 rows and digest of each table, the last keys given; a file without it was broken off

Sessions are left out: nobody is signed in again by a restore. Files that people sent lie in tables, so they are in it.
"""
