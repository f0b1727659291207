"""A site as files that open from a disk: what rooms give to it, file names, pages and style sheets without a server."""
