"""A camp as a folder of JSON files (format 1): read, checked, brought in and given out."""

from camp.folder.carrying import export_folder, import_folder
from camp.folder.faults import Fault, FaultyFolder

__all__ = ["Fault", "FaultyFolder", "export_folder", "import_folder"]
