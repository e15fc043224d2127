"""The wheel, installed where nothing of this folder can be seen, does the program's work.

Nothing comes from the network: what the planner needs is what this Python has.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import tomllib
import venv
import zipfile
from email import message_from_string
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).resolve().parents[2]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
VERSION = PYPROJECT["project"]["version"]
EXAMPLE = ROOT / "resources" / "examples" / "textbook.json"

BUILD = """
import setuptools.build_meta as backend, sys
print(getattr(backend, sys.argv[1])(sys.argv[2]))
"""


def test_every_package_of_the_program_is_named_to_be_installed() -> None:
    there = {
        ".".join(file.parent.relative_to(ROOT).parts)
        for top in ("planner", "ui")
        for file in (ROOT / top).rglob("__init__.py")
    }
    assert sorted(PYPROJECT["tool"]["setuptools"]["packages"]) == sorted({*there, "planner.data"})


class Built(NamedTuple):
    """What was built from this folder, and the wheel that was built from the archive again."""

    sdist: Path
    wheel: Path
    from_sdist: Path


class Installed(NamedTuple):
    """An environment with the wheel in it, and a folder to work in."""

    scripts: Path
    folder: Path

    def run(self, *command: str) -> subprocess.CompletedProcess[bytes]:
        """Run one of its programs as a person would who has nothing else."""
        without = ("PYTHON", "DISPLAY", "WAYLAND", "XDG_", "QT_")
        kept = {name: it for name, it in os.environ.items() if not name.startswith(without)}
        environment = {**kept, "HOME": str(self.folder), "QT_QPA_PLATFORM": "offscreen"}
        program = str(self.scripts / command[0])
        return subprocess.run(
            [program, *command[1:]], cwd=self.folder, env=environment, capture_output=True
        )


def build(what: str, project: Path, folder: Path) -> Path:
    """Have the build backend make it as pip does."""
    command = [sys.executable, "-P", "-c", BUILD, what, str(folder)]
    done = subprocess.run(command, cwd=project, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    return folder / done.stdout.splitlines()[-1]


def copy_of(project: Path, folder: Path) -> Path:
    """The project without what was made in it, so that building leaves it as it is."""
    made = shutil.ignore_patterns(".*_cache", ".venv*", ".git", ".hypothesis", "__pycache__")
    return Path(shutil.copytree(project, folder, ignore=made))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = tmp_path_factory.mktemp("built")
    project = copy_of(ROOT, folder / "project")
    wheel = build("build_wheel", project, folder)
    sdist = build("build_sdist", project, folder)
    with tarfile.open(sdist) as archive:
        archive.extractall(folder / "unpacked", filter="data")
    (again := folder / "again").mkdir()
    from_sdist = build("build_wheel", folder / "unpacked" / sdist.name[: -len(".tar.gz")], again)
    shutil.rmtree(project)
    return Built(sdist, wheel, from_sdist)


@pytest.fixture(scope="module")
def installed(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    home = tmp_path_factory.mktemp("installed")
    venv.create(home / "env", with_pip=False)
    scripts = home / "env" / ("Scripts" if os.name == "nt" else "bin")
    python = scripts / ("python.exe" if os.name == "nt" else "python")
    pip = [sys.executable, "-P", "-m", "pip", "--python", str(python), "install", "--quiet"]
    # Before the environment sees this Python's packages, or pip would find the planner there.
    subprocess.run([*pip, "--no-index", "--no-deps", str(built.wheel)], check=True)
    packages = subprocess.run(
        [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        stdout=subprocess.PIPE,
        encoding="utf-8",
        check=True,
    ).stdout.strip()
    others = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    (Path(packages) / "others.pth").write_text("\n".join(sorted(others)) + "\n", encoding="utf-8")
    (home / "work").mkdir()
    shutil.copy(EXAMPLE, home / "work" / "plan.json")
    return Installed(scripts, home / "work")


def names(wheel: Path) -> list[str]:
    with zipfile.ZipFile(wheel) as opened:
        return sorted(opened.namelist())


@pytest.mark.long
def test_the_wheel_holds_the_program_its_data_and_its_licence_and_nothing_else(
    built: Built,
) -> None:
    about = f"taper_planner-{VERSION}.dist-info"
    files = names(built.wheel)
    assert {name.partition("/")[0] for name in files} == {"planner", "ui", about}
    data = {name.removeprefix("planner/data/") for name in files if "planner/data/" in name}
    there = [file for file in (ROOT / "resources").rglob("*") if file.is_file()]
    assert data == {file.relative_to(ROOT / "resources").as_posix() for file in there}
    code = {name for name in files if name.endswith(".py")}
    assert code == {
        file.relative_to(ROOT).as_posix()
        for top in ("planner", "ui")
        for file in (ROOT / top).rglob("*.py")
    }
    licences = {name for name in files if "/licenses/" in name}
    assert licences == {f"{about}/licenses/{name}" for name in ("LICENSE", "LICENCES.md")}


@pytest.mark.long
def test_the_archive_of_the_sources_gives_the_same_wheel(built: Built) -> None:
    assert names(built.from_sdist) == names(built.wheel)
    with zipfile.ZipFile(built.wheel) as one, zipfile.ZipFile(built.from_sdist) as other:
        for name in one.namelist():
            assert one.read(name) == other.read(name), name


@pytest.mark.long
def test_the_archive_of_the_sources_can_be_set_up_and_tested(built: Built) -> None:
    with tarfile.open(built.sdist) as archive:
        inside = {name.partition("/")[2] for name in archive.getnames()}
    wanted = "run.py requirements.txt requirements-dev.txt LICENSE README.md tests/test_run.py"
    assert set(wanted.split()) <= inside


@pytest.mark.long
def test_the_wheel_says_what_it_is(built: Built) -> None:
    with zipfile.ZipFile(built.wheel) as opened:
        text = opened.read(f"taper_planner-{VERSION}.dist-info/METADATA").decode()
    about = message_from_string(text)
    assert about["License-Expression"] == "MIT"
    assert about.get_payload() == (ROOT / "README.md").read_text(encoding="utf-8")
    pythons = {line for line in about.get_all("Classifier", []) if ":: 3." in line}
    assert pythons == {f"Programming Language :: Python :: 3.{minor}" for minor in (11, 12, 13)}


@pytest.mark.long
def test_installed_it_writes_schedules_and_pages(installed: Installed) -> None:
    schedule = installed.run("taper-planner", "schedule", "plan.json")
    assert (schedule.returncode, schedule.stderr) == (0, b"")
    assert b"55" in schedule.stdout

    pages = installed.run("taper-planner", "pdf", "plan.json", "--for", "all", "-o", "page.pdf")
    assert pages.returncode == 0, pages.stderr
    assert (installed.folder / "page.pdf").read_bytes().startswith(b"%PDF-")
    again = installed.run("taper-planner", "schedule", "page.pdf")
    assert again.stdout == schedule.stdout
    spanish = installed.run("taper-planner", "pdf", "plan.json", "--language", "es", "-o", "es.pdf")
    assert spanish.returncode == 0, spanish.stderr


@pytest.mark.long
def test_installed_its_window_opens_with_every_view(installed: Installed) -> None:
    shutil.copy(Path(__file__).with_name("every_view.py"), installed.folder)
    python = "python.exe" if os.name == "nt" else "python"
    done = installed.run(python, "-P", "every_view.py")
    assert done.returncode == 0, done.stderr.decode()
    assert b"Traceback" not in done.stderr, done.stderr.decode()
    found = json.loads(done.stdout)
    environment = installed.scripts.parent
    assert [place for place in found["places"] if environment not in Path(place).parents] == []
    assert found["said"] == ""
    views = "schedule calendar chart supply handout sheet compare review"
    assert [name for name, colours in found["views"].items() if colours > 10] == views.split()
