"""Pages for paper as PDF: a template, data in, bytes out. It knows no room."""
