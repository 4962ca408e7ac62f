"""Reading words from pictures of pages (OCR). Runs in the reading worker only, but for what says it is cheap."""
