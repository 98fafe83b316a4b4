"""The way of a camp from one server to another as a folder."""

import json

from camp.core.models import Kept
from camp.folder.carrying import export_folder, import_folder
from camp.folder.files import PARTS


def there_and_back(db, slug, elsewhere, tmp_path, clock):
    """Return the parts of the camp's folder, and those of the folder of what came of it."""
    export_folder(db, slug, tmp_path / "out")
    import_folder(elsewhere, tmp_path / "out", now=clock())
    export_folder(elsewhere, slug, tmp_path / "again")
    return tuple(
        {part: json.loads((tmp_path / name / f"{part}.json").read_text()) for part in PARTS}
        for name in ("out", "again")
    )


def kept(database):
    """Return what an import only kept beside the tables."""
    with database.read() as session:
        return {one.part: one.body for one in session.query(Kept) if one.body}
