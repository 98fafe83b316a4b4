"""One file holds a whole server: it is made while the server serves, and restored anywhere."""

from camp.backup.making import make, require_database
from camp.backup.moving import hand_over
from camp.backup.restoring import Restored, restore

__all__ = ["Restored", "hand_over", "make", "require_database", "restore"]
