"""Tools every room uses. No word of the domain stands here."""
