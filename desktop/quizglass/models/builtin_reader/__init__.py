"""The built-in reader: answers with a quote of the page's words. No downloads, no graphics card."""
