"""Pages of the grouping desk."""
