"""Declarative base and the column types every room shares."""

from dataclasses import asdict, is_dataclass
from datetime import UTC, date, datetime
from typing import Annotated, Any, ClassVar, cast

from sqlalchemy import JSON, DateTime, ForeignKey, MetaData, String, Table, TypeDecorator
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, mapped_column

from camp.core.ids import new_id

NAMING = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcDateTime(TypeDecorator[datetime]):
    """An aware datetime, stored in UTC. A naive value is a bug and is refused."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"naive datetime {value!r}")
        try:
            return value.astimezone(UTC).replace(tzinfo=None)
        except OverflowError:  # A device's clock may stand at the end of time.
            return value.replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value.replace(tzinfo=UTC) if value else None


class Record(TypeDecorator[Any]):
    """A frozen dataclass kept as JSON. Unknown keys are refused, missing ones take the default."""

    impl = JSON
    cache_ok = True

    def __init__(self, kind: type[Any]) -> None:
        super().__init__()
        self.kind = kind

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        return asdict(value) if is_dataclass(value) and not isinstance(value, type) else value

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        return self.kind(**value) if value is not None else None


idpk = Annotated[str, mapped_column(String(20), primary_key=True, default=new_id)]
"""An opaque id that may stand in URLs and topics: not guessable, and it orders nothing."""

camp_fk = Annotated[str, mapped_column(ForeignKey("camp.id"), index=True)]
ref = Annotated[str | None, mapped_column(String(20))]
"""The id that an imported folder gave to the record, unique within its camp."""


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map: ClassVar = {
        datetime: UtcDateTime,
        dict[str, Any]: JSON,
        dict[str, str]: JSON,
        dict[str, int]: JSON,
        dict[str, float]: JSON,
        list[str]: JSON,
        list[Any]: JSON,
    }


def table(model: type[Base]) -> Table:
    """Return the model's table, for statements of the hot path that need no objects."""
    return cast("Table", model.__table__)


__all__ = ["Base", "Record", "UtcDateTime", "camp_fk", "date", "idpk", "ref", "table"]
