"""What an installation brings with it: packages and megabytes, in a fresh environment from the package index."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).parent.parent
SHAPES = {"core": "", "with the trained model": "[model]"}
_TOOLS = frozenset({"pip", "setuptools", "wheel"})
"""What every environment has."""


def run(shared: Path, *, peers: bool = False) -> dict[str, Any]:  # noqa: ARG001 - the form of all measurements
    """Install each shape and weigh it."""
    return {name: _weighed(extra) for name, extra in SHAPES.items()}


def _weighed(extra: str) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        _run(sys.executable, "-m", "venv", folder)
        python = f"{folder}/bin/python"
        _run(python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-compile", f"{PROJECT}{extra}")
        listed = _run(python, "-m", "pip", "list", "--format=freeze", "--disable-pip-version-check").splitlines()
        packages = [line for line in listed if line.split("==")[0].lower() not in _TOOLS]
        places = next(Path(folder).glob("lib/python*/site-packages"))
        tools = sum(_size(places / name) for name in _TOOLS)
        return {"packages": len(packages), "mb": (_size(places) - tools) / 1e6}


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def _run(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def markdown(result: dict[str, Any]) -> str:
    """The table."""
    rows = [f"| {name} | {shape['packages']} | {shape['mb']:.0f} MB |" for name, shape in result.items()]
    return "\n".join(["| installation | packages, ours among them | size |", "|---|---|---|", *rows])
