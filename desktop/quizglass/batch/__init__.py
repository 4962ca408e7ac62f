"""One question, every page: runs, journal, exporters."""
