"""Set up and start the taper planner: the one file to run on a fresh computer.

    python3 run.py                    open the window
    python3 run.py schedule PLAN      any command of the command line
    python3 run.py test [ARGUMENTS]   every check and test; ARGUMENTS go to pytest
    python3 run.py test --all         the long tests too, and the others on each Python we promise
    python3 run.py lock               renew the pinned versions from pyproject.toml

Set-up makes .venv beside this file and installs the pinned versions by their hashes. A stamp
in .venv, written last, says what was installed; where it isn't all there any more, .venv is made
afresh. Nothing but .venv is written here: caches lie in it too. What set-up has to say goes to
standard error, so a command's output stays clean.
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
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

RUN = Path(__file__).resolve()
ROOT = RUN.parent
VENV = ROOT / ".venv"
CACHES = VENV / "caches"
RUNTIME_LOCK = ROOT / "requirements.txt"
DEV_LOCK = ROOT / "requirements-dev.txt"  # holds all of the runtime lock, and the tools

EXAMPLE = ROOT / "resources" / "examples" / "textbook.json"
EXAMPLE_PDF = VENV / "taper-planner-example.pdf"

PYTHONS = (11, 12, 13)  # 3.11 and so on: those that the tests pass on

ON_LINUX = sys.platform.startswith("linux")

UV = "uv==0.13.9"  # works out the lock files

# The entry points of pyproject.toml, as Python's -c takes them.
ENTRY_POINT = "import sys; from {} import main; sys.argv[0] = {!r}; sys.exit(main())"
COMMAND_LINE = ENTRY_POINT.format("planner.cli", "taper-planner")
WINDOW = ENTRY_POINT.format("ui.app", "taper-planner-window")

CHECKS = {
    "ruff check": ["-m", "ruff", "check", "--cache-dir", str(CACHES / "ruff"), "."],
    "ruff format": ["-m", "ruff", "format", "--check", "--cache-dir", str(CACHES / "ruff"), "."],
    "mypy": ["-m", "mypy", "--cache-dir", str(CACHES / "mypy")],
    "import-linter": [
        "-c",
        "from importlinter.cli import lint_imports_command as run; run()",
        "--no-logo",
        "--cache-dir",
        str(CACHES / "import-linter"),
    ],
}
PYTEST = ["-m", "pytest", "-n", "auto", "-o", f"cache_dir={CACHES / 'pytest'}"]

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
    require_packages(missing_libraries(), "the window needs")
    return become(["-c", WINDOW])


def show_example() -> int:
    """Print the example plan's schedule, make its PDF, and say where that is."""
    schedule = ["-c", COMMAND_LINE, "schedule", str(EXAMPLE)]
    pdf = ["-c", COMMAND_LINE, "pdf", str(EXAMPLE), "-o", str(EXAMPLE_PDF)]
    code = run_in_venv(schedule) or run_in_venv(pdf)
    if code == 0:
        print(f"The printed schedule is in {EXAMPLE_PDF}")
    return code


def run_tests(pytest_arguments: Sequence[str]) -> int:
    """Run every check, then pytest from the project's folder; 0 only if all of them pass."""
    set_up(DEV_LOCK)
    require_packages([*missing_libraries(), *missing_programs()], "the tests need")
    failed = [name for name, command in CHECKS.items() if run_in_venv(command, cwd=ROOT) != 0]
    code = run_in_venv([*PYTEST, *pytest_arguments], cwd=ROOT)
    if "--all" in pytest_arguments:
        usual = [argument for argument in pytest_arguments if argument != "--all"]
        failed += [f"Python 3.{minor}" for minor in PYTHONS if not passes_on(minor, usual)]
    if failed:
        tell(f"not passed: {', '.join(failed)}.")
    return code or int(bool(failed))


def passes_on(minor: int, pytest_arguments: Sequence[str]) -> bool:
    """Whether the tests pass on another Python; one that isn't on this computer is named."""
    if minor == sys.version_info.minor:
        return True  # they have run already
    base = find_python(minor)
    if base is None:
        tell(f"Python 3.{minor} isn't on this computer: not tried.")
        return True
    venv = VENV / f"python3.{minor}"
    set_up(DEV_LOCK, venv, base)
    tell(f"the tests on Python 3.{minor}:")
    return run_in_venv([*PYTEST, *pytest_arguments], cwd=ROOT, venv=venv) == 0


def find_python(minor: int) -> str | None:
    """The Python 3.`minor` of this computer, from the path, pyenv or Windows' launcher."""
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"))
    commands = [[f"python3.{minor}"], ["py", f"-3.{minor}"]]
    commands += [[str(made)] for made in pyenv.glob(f"versions/3.{minor}.*/bin/python3")]
    for command in commands:
        asked = [*command, "-c", "import sys; print(sys.version_info[1], sys.executable)"]
        try:
            environment = clean_environment(os.environ)
            done = subprocess.run(asked, env=environment, capture_output=True, encoding="utf-8")
        except OSError:
            continue
        said, _, executable = done.stdout.strip().partition(" ")
        if done.returncode == 0 and said == str(minor):
            return executable
    return None


def renew_locks() -> int:
    """Work out the newest versions that fit pyproject.toml, and write both lock files."""
    with tempfile.TemporaryDirectory() as folder:
        tools = Path(folder) / "tools"
        make_venv(tools)
        python = python_of(tools)
        quietly(
            [str(python), "-P", "-m", "pip", "install", "--quiet", UV], f"could not install {UV}"
        )
        runtime, dev = Path(folder) / RUNTIME_LOCK.name, Path(folder) / DEV_LOCK.name
        work_out(python, runtime, ["--group", "build"])
        work_out(python, dev, ["--group", "dev", "--constraints", str(runtime)])
        for made, lock in ((runtime, RUNTIME_LOCK), (dev, DEV_LOCK)):
            write_whole(lock, LOCK_HEADER + made.read_text(encoding="utf-8"))
        # Where they can be installed, as the README says it.
        quietly([str(python), "-P", str(ROOT / "docs/systems.py")], "could not try the systems")
    tell(f"renewed {RUNTIME_LOCK.name}, {DEV_LOCK.name} and the systems in README.md.")
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


def set_up(lock: Path, venv: Path = VENV, base: str | None = None) -> None:
    """Have everything that `lock` pins installed in `venv`, on the Python `base` or on this one;
    at once if it already is.
    """
    if is_ready(lock, venv):
        return
    with one_at_a_time():
        if not is_ready(lock, venv):  # another start may have done it while we waited
            install(lock, venv, base)


def is_ready(lock: Path, venv: Path = VENV) -> bool:
    """Whether the stamp fits what `lock` pins today, and what it lists is still there."""
    wanted = fingerprint(lock, venv)
    try:
        stamped, *parts = stamp_of(lock, venv).read_text(encoding="utf-8").splitlines()
        return stamped == wanted and set(parts) <= set(parts_of(venv))
    except (OSError, ValueError):
        return False


def stamp_of(lock: Path, venv: Path = VENV) -> Path:
    """The file whose presence says that all of `lock` is installed."""
    return venv / f"installed-{lock.name}"


def python_of(venv: Path) -> Path:
    """The Python in a virtual environment."""
    return venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def fingerprint(lock: Path, venv: Path = VENV) -> str:
    """What an install follows from: the pins, the project's own entry points, its place and Python.

    The place, since a folder that was moved leaves .venv pointing to where it was; and the
    Python beneath .venv, since an upgrade of the system can take it away.
    """
    try:
        pins = lock.read_bytes()
        project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    except FileNotFoundError as missing:
        raise Trouble(f"{missing.filename} is missing; get the whole folder again.") from None
    entry_points = [project.get(key) for key in ("name", "version", "scripts", "gui-scripts")]
    python, settings = python_of(venv), venv / "pyvenv.cfg"
    sizes = [file.stat().st_size if os.path.exists(file) else None for file in (python, settings)]
    place = [ROOT, os.path.realpath(python), *sizes]
    return hashlib.sha256(pins + repr([*entry_points, *place]).encode()).hexdigest()


def parts_of(venv: Path) -> list[str]:
    """The names of what is installed there, two levels deep: cheap enough for every start."""
    names = []
    for part in (part for packages in packages_of(venv) for part in os.scandir(packages)):
        names.append(part.name)
        if part.is_dir():
            names += [f"{part.name}/{name}" for name in os.listdir(part.path)]
    return sorted(name for name in names if "__pycache__" not in name)


def install(lock: Path, venv: Path, base: str | None) -> None:
    """Make `venv` afresh and install what `lock` pins; the stamps come last."""
    if not os.path.lexists(venv):
        why = "once"
    elif is_ready(RUNTIME_LOCK, venv):
        why = "anew, with what the tests need"
    else:
        why = "anew, since what is there isn't whole or doesn't fit"
    for other in (RUNTIME_LOCK, DEV_LOCK):
        with suppress(OSError):
            stamp_of(other, venv).unlink()
    where = venv.relative_to(ROOT)
    tell(f"setting up in {where} ({why}; a minute or two, most of it for downloads) …")
    make_venv(venv, base)
    pip = [str(python_of(venv)), "-P", "-m", "pip", "--disable-pip-version-check"]
    pip += ["install", "--quiet", "--no-input"]
    pinned = ["--require-hashes", "--only-binary", ":all:", "-r", lock.name]
    quietly([*pip, *pinned], f"could not install {lock.name}")
    install_planner(pip)
    keep_caches_of(venv)
    for whole in {RUNTIME_LOCK, lock}:
        stamp = "\n".join([fingerprint(whole, venv), *parts_of(venv)])
        write_whole(stamp_of(whole, venv), stamp)
    tell("set up.")


def install_planner(pip: Sequence[str]) -> None:
    """Install this folder as it stands: a file with its path, and the commands.

    Asked for by its old name, "compat": the way that setuptools would choose costs time at every
    start. What it makes meanwhile goes to a folder of its own instead of this one.
    """
    with tempfile.TemporaryDirectory() as folder:
        settings = Path(folder) / "setup.cfg"
        settings.write_text(f"[egg_info]\negg_base = {folder}\n[build]\nbuild_base = {folder}\n")
        command = [*pip, "--no-index", "--no-deps", "--no-build-isolation"]
        command += ["-C", "editable_mode=compat", "--editable", "."]
        more = {"DIST_EXTRA_CONFIG": str(settings)}
        quietly(command, "could not install the planner itself", more)


def make_venv(folder: Path, base: str | None = None) -> None:
    """Make an empty virtual environment in `folder`, whatever was there before."""
    if importlib.util.find_spec("ensurepip") is None:  # Debian packs it apart
        module = f"python3.{sys.version_info.minor}-venv"
        require_packages([module], "Python needs, to make a virtual environment,")
    if os.path.lexists(folder) and not folder.is_dir():
        folder.unlink()
    # The Python beneath, since we may have been started from the .venv that is to go.
    base = base or getattr(sys, "_base_executable", None) or sys.executable
    quietly([base, "-I", "-m", "venv", "--clear", str(folder)], f"could not make {folder.name}")


def keep_caches_of(venv: Path) -> None:
    """Have its Python keep what it compiles in .venv and not beside each source, if it may."""
    compiled = CACHES / "python"
    compiled.mkdir(parents=True, exist_ok=True)
    place = f"import os, sys; place = {str(compiled)!r}; "
    use = "os.access(place, os.W_OK) and setattr(sys, 'pycache_prefix', place)\n"
    for packages in packages_of(venv):
        (packages / "compiled.pth").write_text(place + use, encoding="utf-8")


def packages_of(venv: Path) -> list[Path]:
    """The folder of what is installed there, if there is one."""
    places = [venv / "Lib" / "site-packages", *venv.glob("lib/python3*/site-packages")]
    return [place for place in places if place.is_dir()]


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Hold the set-up lock; the system lets go of it when its holders end, however they end.

    It is a lock on this very file, so that nothing need be written for it. The installer that we
    start inherits it: if we are killed and it is not, the next start waits for it instead of
    working in the same folder.
    """
    try:
        held = RUN.open("a", encoding="utf-8")
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
    always = os.name == "nt" or sys.platform == "darwin"
    return always or wayland_answers(os.environ) or x_answers(os.environ.get("DISPLAY", ""))


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
    if host not in ("", "unix"):
        return answers(socket.AF_INET, (host, 6000 + int(screen)))
    local = f"/tmp/.X11-unix/X{screen}"
    family = getattr(socket, "AF_UNIX", None)  # Windows has none
    return family is not None and any(answers(family, one) for one in (local, f"\0{local}"))


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
    if not ON_LINUX:
        return []
    only_wayland = os.environ.get("WAYLAND_DISPLAY") and not os.environ.get("DISPLAY")
    needed = QT_LIBRARIES | (WAYLAND_LIBRARIES if only_wayland else {})
    return [package for library, package in needed.items() if not can_load(library)]


def missing_programs() -> list[str]:
    """The packages of those programs that the tests call and that aren't there; Linux only."""
    if not ON_LINUX:
        return []
    return [package for program, package in TEST_PROGRAMS.items() if not shutil.which(program)]


def can_load(library: str) -> bool:
    """Whether the system's loader finds `library`."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def require_packages(packages: Iterable[str], why: str) -> None:
    """Install the system's packages where we may, as root with apt, having said so; else say how.

    `why`: what needs them, up to their names: "the window needs".
    """
    wanted = sorted(set(packages))
    if not wanted:
        return
    names = " ".join(wanted)
    command = ["apt-get", "install", "--yes", "--no-install-recommends", *wanted]
    if not shutil.which("apt-get"):
        raise Trouble(f"{why} what these Debian packages hold; start again with them: {names}")
    if not is_root():
        line = f"sudo apt-get update && sudo {shlex.join(command)}"
        raise Trouble(f"{why} packages of the system; run this line, then start again: {line}")
    tell(f"{why} these packages of the system, which apt-get installs now: {names} …")
    quietly(["apt-get", "update"], "could not renew the list of packages")
    quietly(command, f"could not install {names}")


def is_root() -> bool:
    """Whether we may install for the whole system; on Windows there is no apt-get to run."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


# Starting other programs


def become(python_arguments: Sequence[str]) -> int:
    """Hand over to .venv's Python: it takes this process's place where the system can."""
    command = [str(python_of(VENV)), "-P", *python_arguments]
    if os.name == "posix":
        os.execve(command[0], command, clean_environment(os.environ))
    return run_in_venv(python_arguments)


def run_in_venv(python_arguments: Sequence[str], cwd: Path | None = None, venv: Path = VENV) -> int:
    """Run the Python of a virtual environment to its end and return its exit code."""
    command = [str(python_of(venv)), "-P", *python_arguments]
    environment = clean_environment(os.environ)
    environment["HYPOTHESIS_STORAGE_DIRECTORY"] = str(CACHES / "hypothesis")
    if not has_display():
        environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    return subprocess.run(command, cwd=cwd, env=environment, check=False).returncode


def quietly(
    command: Sequence[str], failing: str, environment: Mapping[str, str] | None = None
) -> None:
    """Run a step of the set-up without its chatter; if it fails, say so in one line."""
    try:
        done = subprocess.run(
            command,
            cwd=ROOT,
            env={
                **clean_environment(os.environ),
                "DEBIAN_FRONTEND": "noninteractive",
                **(environment or {}),
            },
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
