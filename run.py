"""Set up and start the taper planner: the one file to run on a fresh computer.

    python3 run.py                    open the window
    python3 run.py schedule PLAN      any command of the command line
    python3 run.py test [ARGUMENTS]   every check and test; ARGUMENTS go to pytest
    python3 run.py lock               renew the pinned versions from pyproject.toml

Set-up makes .venv beside this file and installs the pinned versions by their hashes. A stamp
in .venv, written last, says that an install is whole; without a fitting one, .venv is made
afresh. What set-up has to say goes to standard error, so a command's output stays clean.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - older Pythons are who reads this sentence
    sys.exit(
        "run.py: the taper planner needs Python 3.11 or newer; this is Python %d.%d."  # noqa: UP031
        % sys.version_info[:2]
    )

import ctypes
import hashlib
import importlib.util
import os
import shlex
import shutil
import socket
import subprocess
import tempfile
import time
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
RUNTIME_LOCK = ROOT / "requirements.txt"
DEV_LOCK = ROOT / "requirements-dev.txt"  # holds all of the runtime lock, and the tools

EXAMPLE = ROOT / "resources" / "examples" / "textbook.json"
EXAMPLE_PDF = Path("taper-planner-example.pdf")  # in the working directory

UV = "uv==0.13.9"  # works out the lock files

# The entry points of pyproject.toml, as Python's -c takes them.
ENTRY_POINT = "import sys; from {} import main; sys.argv[0] = {!r}; sys.exit(main())"
COMMAND_LINE = ENTRY_POINT.format("planner.cli", "taper-planner")
WINDOW = ENTRY_POINT.format("ui.app", "taper-planner-window")

CHECKS = {
    "ruff check": ["-m", "ruff", "check", "."],
    "ruff format": ["-m", "ruff", "format", "--check", "."],
    "mypy": ["-m", "mypy"],
    "import-linter": [
        "-c",
        "from importlinter.cli import lint_imports_command as run; run()",
        "--no-logo",
    ],
}

# What Qt's Linux wheels expect of the system, and the Debian package that brings it.
QT_LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11.so.6": "libx11-6",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libbrotlidec.so.1": "libbrotli1",
    "libcups.so.2": "libcups2",  # without it Qt sees no printer
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-glx.so.0": "libxcb-glx0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb.so.1": "libxcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxkbcommon.so.0": "libxkbcommon0",
}

# The same, asked for only where there is no X11 to fall back on.
WAYLAND_LIBRARIES = {
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
}

# Programs that the tests call, and the Debian package that brings each.
TEST_PROGRAMS = {
    "Xvfb": "xvfb",
    "pdftoppm": "poppler-utils",
    "pdftotext": "poppler-utils",
    "qpdf": "qpdf",
}


class Trouble(Exception):
    """What stands in the way, in one sentence for whoever started this."""


def main(arguments: Sequence[str]) -> int:
    """Do what `arguments` ask; return the exit code. On POSIX the program takes our place."""
    try:
        if not arguments:
            return open_planner()
        if arguments[0] == "test":
            return run_tests(arguments[1:])
        if arguments[0] == "lock":
            return renew_locks()
        set_up(RUNTIME_LOCK)
        return become(["-c", COMMAND_LINE, *arguments])
    except (Trouble, OSError) as trouble:
        tell(str(trouble))
        return 1
    except KeyboardInterrupt:
        tell("interrupted; a set-up that isn't whole is begun afresh at the next start.")
        return 130


# What can be asked for


def open_planner() -> int:
    """Open the window; without a display, do the same job for the example plan."""
    set_up(RUNTIME_LOCK)
    if not has_display():
        tell("there is no display, so here is the example plan without a window.")
        return show_example()
    require_packages(missing_libraries())
    return become(["-c", WINDOW])


def show_example() -> int:
    """Print the example plan's schedule and write its PDF to the working directory."""
    schedule = ["-c", COMMAND_LINE, "schedule", str(EXAMPLE)]
    pdf = ["-c", COMMAND_LINE, "pdf", str(EXAMPLE), "-o", str(EXAMPLE_PDF)]
    code = run_in_venv(schedule) or run_in_venv(pdf)
    if code == 0:
        print(f"The printed schedule is in {EXAMPLE_PDF.resolve()}")
    return code


def run_tests(pytest_arguments: Sequence[str]) -> int:
    """Run every check, then pytest from the project's folder; 0 only if all of them pass."""
    set_up(DEV_LOCK)
    require_packages([*missing_libraries(), *missing_programs()])
    failed = [name for name, command in CHECKS.items() if run_in_venv(command, cwd=ROOT) != 0]
    code = run_in_venv(["-m", "pytest", "-n", "auto", *pytest_arguments], cwd=ROOT)
    if failed:
        tell(f"not passed: {', '.join(failed)}.")
    return code or int(bool(failed))


def renew_locks() -> int:
    """Work out the newest versions that fit pyproject.toml, and write both lock files."""
    with tempfile.TemporaryDirectory() as folder:
        tools = Path(folder) / "tools"
        make_venv(tools)
        python = tools / PYTHON.relative_to(VENV)
        quietly(
            [str(python), "-P", "-m", "pip", "install", "--quiet", UV], f"could not install {UV}"
        )
        runtime, dev = Path(folder) / RUNTIME_LOCK.name, Path(folder) / DEV_LOCK.name
        work_out(python, runtime, ["--group", "build"])
        work_out(python, dev, ["--group", "dev", "--constraints", str(runtime)])
        for made, lock in ((runtime, RUNTIME_LOCK), (dev, DEV_LOCK)):
            write_whole(lock, LOCK_HEADER + made.read_text(encoding="utf-8"))
    tell(f"renewed {RUNTIME_LOCK.name} and {DEV_LOCK.name}.")
    return 0


LOCK_HEADER = """\
# Made from pyproject.toml by `python3 run.py lock`: the versions and their hashes,
# for Linux, macOS and Windows. Not edited by hand.
"""


def work_out(python: Path, lock: Path, groups: Sequence[str]) -> None:
    """Resolve pyproject.toml and `groups` for every platform at once into `lock`."""
    uv = [str(python), "-P", "-m", "uv", "--quiet", "--no-config"]  # no index of this computer's
    compile_ = ["pip", "compile", "pyproject.toml", *groups, "--output-file", str(lock)]
    reach = ["--universal", "--python-version", "3.11"]
    form = ["--generate-hashes", "--no-header", "--no-annotate", "--no-emit-index-url"]
    quietly([*uv, *compile_, *reach, *form], f"could not work out {lock.name}")


# Set-up


def set_up(lock: Path) -> None:
    """Have everything that `lock` pins installed in .venv; at once if it already is."""
    if is_ready(lock):
        return
    with one_at_a_time():
        if not is_ready(lock):  # another start may have done it while we waited
            install(lock)


def is_ready(lock: Path) -> bool:
    """Whether the stamp says that .venv holds what `lock` pins today."""
    wanted = fingerprint(lock)
    try:
        return stamp_of(lock).read_text(encoding="utf-8") == wanted
    except OSError:
        return False


def stamp_of(lock: Path) -> Path:
    """The file whose presence says that all of `lock` is installed."""
    return VENV / f"installed-{lock.name}"


def fingerprint(lock: Path) -> str:
    """What an install follows from: the pins, the project's own entry points, and its place.

    The place, since a folder that was moved leaves .venv pointing to where it was; and the
    Python beneath .venv, since an upgrade of the system can take it away.
    """
    try:
        pins = lock.read_bytes()
        project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    except FileNotFoundError as missing:
        raise Trouble(f"{missing.filename} is missing; get the whole folder again.") from None
    entry_points = [project.get(key) for key in ("name", "version", "scripts", "gui-scripts")]
    place = [ROOT, PYTHON.resolve(), PYTHON.exists()]
    return hashlib.sha256(pins + repr([*entry_points, *place]).encode()).hexdigest()


def install(lock: Path) -> None:
    """Make .venv afresh and install what `lock` pins; the stamps come last."""
    for other in (RUNTIME_LOCK, DEV_LOCK):
        stamp_of(other).unlink(missing_ok=True)
    tell("setting up in .venv (once; a minute or two, most of it for downloads) …")
    make_venv(VENV)
    pip = [str(PYTHON), "-P", "-m", "pip", "--disable-pip-version-check"]
    pip += ["install", "--quiet", "--no-input"]
    pinned = ["--require-hashes", "--only-binary", ":all:", "-r", lock.name]
    quietly([*pip, *pinned], f"could not install {lock.name}")
    editable = ["--no-index", "--no-deps", "--no-build-isolation", "--editable", "."]
    quietly([*pip, *editable], "could not install the planner itself")
    for whole in {RUNTIME_LOCK, lock}:
        write_whole(stamp_of(whole), fingerprint(whole))
    tell("set up.")


def make_venv(folder: Path) -> None:
    """Make an empty virtual environment in `folder`, whatever was there before."""
    if importlib.util.find_spec("ensurepip") is None:  # Debian packs it apart
        require_packages([f"python3.{sys.version_info.minor}-venv"])
    # The Python beneath, since we may have been started from the .venv that is to go.
    base = getattr(sys, "_base_executable", None) or sys.executable
    quietly([base, "-I", "-m", "venv", "--clear", str(folder)], f"could not make {folder.name}")


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Hold the set-up lock; the system lets go of it when its holders end, however they end.

    The installer that we start inherits it: if we are killed and it is not, the next start
    waits for it instead of working in the same folder.
    """
    try:
        held = (ROOT / ".venv.lock").open("a", encoding="utf-8")
    except OSError as error:
        raise Trouble(f"can't write in {ROOT}: {error.strerror}.") from None
    with held:
        if not take(held):
            tell("another start is setting up; waiting for it …")
            while not take(held):
                time.sleep(0.2)
        os.set_inheritable(held.fileno(), True)
        yield


def take(held: IO[str]) -> bool:
    """Take the lock on an open file if nobody else has it."""
    try:
        if sys.platform == "win32":
            msvcrt.locking(held.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def write_whole(file: Path, text: str) -> None:
    """Write `file` so that it is never seen half-written."""
    draft = file.with_name(file.name + ".new")
    draft.write_text(text, encoding="utf-8", newline="\n")
    draft.replace(file)


# What the system must bring


def has_display() -> bool:
    """Whether a window can be shown; Windows and macOS always have where."""
    if sys.platform in ("win32", "darwin"):
        return True
    return wayland_answers(os.environ) or x_answers(os.environ.get("DISPLAY", ""))


def wayland_answers(environment: Mapping[str, str]) -> bool:
    """Whether the named Wayland display has its socket."""
    display = environment.get("WAYLAND_DISPLAY", "")
    return bool(display) and Path(environment.get("XDG_RUNTIME_DIR", ""), display).is_socket()


def x_answers(display: str) -> bool:
    """Whether an X server answers for a display like ":0" or "host:10.0"; Qt aborts without."""
    host, _, number = display.rpartition(":")
    screen = number.partition(".")[0]
    if not screen.isdecimal():
        return False
    if host in ("", "unix"):
        local = f"/tmp/.X11-unix/X{screen}"
        return any(answers(socket.AF_UNIX, address) for address in (local, f"\0{local}"))
    return answers(socket.AF_INET, (host, 6000 + int(screen)))


def answers(family: int, address: str | tuple[str, int]) -> bool:
    """Whether something listens there."""
    with socket.socket(family) as line:
        line.settimeout(2)
        try:
            line.connect(address)
        except (OSError, OverflowError):
            return False
    return True


def missing_libraries() -> list[str]:
    """The packages of those libraries that Qt needs and that can't be loaded; Linux only."""
    if not sys.platform.startswith("linux"):
        return []
    only_wayland = os.environ.get("WAYLAND_DISPLAY") and not os.environ.get("DISPLAY")
    needed = QT_LIBRARIES | (WAYLAND_LIBRARIES if only_wayland else {})
    return [package for library, package in needed.items() if not can_load(library)]


def missing_programs() -> list[str]:
    """The packages of those programs that the tests call and that aren't there; Linux only."""
    if not sys.platform.startswith("linux"):
        return []
    return [package for program, package in TEST_PROGRAMS.items() if not shutil.which(program)]


def can_load(library: str) -> bool:
    """Whether the system's loader finds `library`."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def require_packages(packages: Iterable[str]) -> None:
    """Install the system's packages where we may, as root with apt; else say how to."""
    wanted = sorted(set(packages))
    if not wanted:
        return
    command = ["apt-get", "install", "--yes", "--no-install-recommends", *wanted]
    if not shutil.which("apt-get"):
        names = " ".join(wanted)
        raise Trouble(f"install what these Debian packages hold, then start again: {names}")
    if sys.platform == "win32" or os.geteuid() != 0:
        line = f"sudo apt-get update && sudo {shlex.join(command)}"
        raise Trouble(f"run this line, then start again: {line}")
    tell(f"installing {' '.join(wanted)} …")
    quietly(["apt-get", "update"], "could not renew the list of packages")
    quietly(command, f"could not install {' '.join(wanted)}")


# Starting other programs


def become(python_arguments: Sequence[str]) -> int:
    """Hand over to .venv's Python: it takes this process's place where the system can."""
    command = [str(PYTHON), "-P", *python_arguments]
    if os.name == "posix":
        os.execve(command[0], command, clean_environment(os.environ))
    return run_in_venv(python_arguments)


def run_in_venv(python_arguments: Sequence[str], cwd: Path | None = None) -> int:
    """Run .venv's Python to its end and return its exit code."""
    command = [str(PYTHON), "-P", *python_arguments]
    environment = clean_environment(os.environ)
    if not has_display():
        environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    return subprocess.run(command, cwd=cwd, env=environment, check=False).returncode


def quietly(command: Sequence[str], failing: str) -> None:
    """Run a step of the set-up without its chatter; if it fails, say so in one line."""
    environment = clean_environment(os.environ) | {"DEBIAN_FRONTEND": "noninteractive"}
    try:
        done = subprocess.run(
            command,
            cwd=ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
            close_fds=False,  # the set-up lock goes along
            check=False,
        )
    except OSError as error:
        raise Trouble(f"{failing}: {error}") from None
    if done.returncode != 0:
        reason = telling_line(done.stdout) or f"it ended with exit code {done.returncode}"
        raise Trouble(f"{failing}: {reason}")


def telling_line(output: str) -> str:
    """The line that says what went wrong: the last that calls itself an error, or the last."""
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    if "connection broken by" in output:  # pip goes on to say that there is no such version
        return "the package index can't be reached; is there a network?"
    errors = [line for line in lines if line.upper().startswith(("ERROR:", "E:"))]
    return (errors or lines or [""])[-1].removeprefix("ERROR: ")


def clean_environment(environment: Mapping[str, str]) -> dict[str, str]:
    """The environment without what would bend another Python, pip or uv away from .venv."""
    bending = ("PYTHON", "UV_", "PIP_USER", "PIP_TARGET", "PIP_PREFIX", "PIP_ROOT", "VIRTUAL_ENV")
    kept = {name: value for name, value in environment.items() if not name.startswith(bending)}
    if not kept.get("HOME", "not empty"):
        del kept["HOME"]  # an empty one would make "/" the home
    return kept


def tell(sentence: str) -> None:
    """Say something about the set-up, apart from what the program itself prints."""
    print(f"run.py: {sentence}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
