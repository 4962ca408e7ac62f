"""Opening, rendering, words. The only folder that imports PyMuPDF, and only in its worker process."""
