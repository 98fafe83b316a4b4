"""The five kinds of camp that one may begin with: rubric, team sizes and slots (rulebook 6)."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any

from camp.core.settings import Settings

_FILE = Path(__file__).with_name("presets.json")


@dataclass(frozen=True, slots=True)
class Preset:
    """`settings` says what differs from the defaults; `criteria` is what a round asks for."""

    key: str
    name: str
    names: Mapping[str, str]
    scale: tuple[int, int]
    settings: Mapping[str, Any]
    criteria: tuple[Mapping[str, Any], ...]

    def rules(self, **changed: Any) -> Settings:
        known = {one.name for one in fields(Settings)}
        return Settings(
            **{name: v for name, v in {**self.settings, **changed}.items() if name in known}
        )


@cache
def presets() -> dict[str, Preset]:
    found: dict[str, dict[str, Any]] = json.loads(_FILE.read_text("utf-8"))
    return {
        key: Preset(
            key=key,
            name=one["name"],
            names=one["names"],
            scale=(one["scale"][0], one["scale"][1]),
            settings=one["settings"],
            criteria=tuple(one["criteria"]),
        )
        for key, one in found.items()
    }
