"""What writes: the archive of a process."""
