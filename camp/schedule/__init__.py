"""The camp's days: what happens when and where, announcements and timers."""
