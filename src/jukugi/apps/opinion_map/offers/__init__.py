"""What the room offers to home, the desk, the issues and the threads: each module registers its own."""
