"""The open tabs, kept on the disk and put back at the next start."""
