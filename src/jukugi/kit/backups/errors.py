"""What is told when a backup cannot be made or restored."""


class BackupFault(Exception):
    """The words say what is wrong and what to do."""
