"""What can be said of visits to places: in the middle, between two kinds, before and after; or that nothing can be."""
