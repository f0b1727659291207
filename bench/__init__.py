"""Load tools: figures for docs/reference/performance.md."""
