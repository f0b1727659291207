"""What the job reckons: counts by group, what of them may be published, and what they say against the population."""
