"""Start Within Scope: the one file to run. It needs Python 3.11 or newer and nothing else.

    python3 start.py                  open the course in your browser
    python3 start.py test [OPTIONS]   run every test, or with --changed those that your changes can
                                      reach; the options go to pytest
    python3 start.py check            run every check but the browser's, in a minute or two; in a
                                      course of your own, all that checks the course, in seconds
    python3 start.py check OPTIONS    run `withinscope check`, for example check --coverage
    python3 start.py WORD [OPTIONS]   run `withinscope WORD`, for example grade or release

The first run makes an environment in the folder .venv beside this file, which takes about a
minute; later ones start at once. Nothing outside this folder is changed.

    --find-links DIR   install from the wheel files in the folder DIR, without a network
    --no-browser       print the address only
    --port NUMBER      serve the course at this port
"""
# It is one file, though a long one: it runs before there is an environment, so there is nothing
# else to import from; and the checks, which come after that, take the same few functions.
#
# Old versions of Python must be able to read this file, to say the sentence below. So it has
# no annotations, no f-strings and no stars in lists, which Python 2.7 takes for mistakes.
#
# What trainees are told is in their language, from a file of the engine; what is for authors, and
# the help above, is in English, as theirs is in the engine.

import sys

if sys.version_info < (3, 7):  # later ones can look up how to say it, at the end of this file
    sys.exit("Within Scope needs Python 3.11 or newer. Get it from python.org.")

import argparse
import contextlib
import errno
import functools
import hashlib
import importlib.util
import json
import os
import pathlib
import re
import shutil
import subprocess
import time

HERE = pathlib.Path(__file__).resolve().parent
ENVIRONMENT = HERE / ".venv"
STAMP = ENVIRONMENT / "withinscope.json"  # written last: it says that the environment is whole
LOG = ENVIRONMENT / "install.log"
WINDOWS = os.name == "nt"
VERSION = "%d.%d" % sys.version_info[:2]
PYTHON = ENVIRONMENT / ("Scripts/python.exe" if WINDOWS else "bin/python")

# A course of one's own (`withinscope new`) holds the engine as a wheel; else this folder is it.
WHEELS = sorted((HERE / "engine").glob("withinscope-*.whl"))

# What is said here in other languages, in the folder of the engine or in its wheel.
CATALOGS = "withinscope/locale/start/"
ENGLISH = "en"
MARKED = "en-XA"  # not a language: each text in brackets, so that one that is in no catalog shows

TOOLS = HERE / "node_modules"  # what checks scripts and style sheets; nothing else needs it
TOOLS_STAMP = TOOLS / "withinscope.txt"  # written last, as the other one

LEVELS = ("course", "instructor", "test")  # each has a lock file and holds all before it
LEVEL_OF = {"learn": "course", "test": "test", "check": "test"}  # every other word: instructor
PIP = (
    ["-m", "pip", "install", "--no-input", "--disable-pip-version-check", "--no-color"]
    + ["--progress-bar", "off", "--no-deps"]
    + ["--no-compile"]  # compiling everything takes longer than compiling what a start imports
)


def N_(text):  # noqa: N802 - gettext's name
    """Mark a text that is looked up where it is said."""
    return text


DISK_FULL = N_("The disk is full. Free about 500 MB, then run this again.")
REASONS = (  # what pip may say, and what a person can do about it
    (
        r"No space left on device|Errno 28",
        DISK_FULL,
    ),
    (
        r"DO NOT MATCH THE HASHES",
        N_(
            "A package that arrived is not the one this course was tested with, so nothing of it "
            "was used. Run this again; if that does not help, try another network."
        ),
    ),
    (
        r"name resolution|getaddrinfo|NewConnectionError|Network is unreachable|Max retries|"
        r"Connection (refused|broken|reset|aborted)|ProxyError|timed out|SSLError|"
        r"npm error (ENOTFOUND|EAI_AGAIN|ECONN\w+|ETIMEDOUT|network)",
        N_(
            "The packages could not be fetched: the network does not answer. Check the connection "
            "(and the proxy, if you have one), then run this again. Without a network: "
            "--find-links DIR, with a folder of wheel files."
        ),
    ),
    (
        r"No matching distribution found for (?P<package>[\w.-]+)",
        N_(
            "The package {package} is not to be had where this looked, at least not ready-made for "
            "this Python ({python}). Use another Python from 3.11 on, or a wheel folder that has "
            "it."
        ),
    ),
)


class Stop(Exception):  # noqa: N818 - the end of this run, and no error of the program
    """One plain sentence for the person who started this: what is wrong and what to do."""


def main(arguments):
    """Run what the arguments ask for and return the exit status."""
    if arguments[:1] in (["-h"], ["--help"]):
        say(__doc__.strip())
        return 0
    wheels, arguments = take_find_links(arguments)
    named = bool(arguments) and not arguments[0].startswith("-")
    word, rest = (arguments[0], arguments[1:]) if named else ("learn", arguments)
    prepare(level_of(word), wheels)
    if word == "test" and not WHEELS:
        say_missing(prepare_tools())
        return hand_over(pytest(rest))
    if word in ("check", "test") and not rest:
        return check()
    os.environ["WITHINSCOPE_COURSE"] = str(HERE)
    return hand_over(withinscope(word) + rest)


def level_of(word):
    """Return which packages a word needs; what tests the engine is not in a course of one's own."""
    level = LEVEL_OF.get(word, "instructor")
    return "instructor" if WHEELS and level == "test" else level


def take_find_links(arguments):
    """Return the folder that `--find-links` names, or None, and the other arguments."""
    parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    parser.add_argument("--find-links", type=pathlib.Path)
    known, rest = parser.parse_known_args(arguments)
    folder = known.find_links
    if folder and not folder.is_dir():
        raise Stop(
            _(
                "--find-links needs a folder of wheel files; there is none at '{folder}'.",
                folder=folder,
            )
        )
    return folder and folder.resolve(), rest


# What is said, in the language of whoever reads it


def _(text, **values):
    """Return a text in the language that is wanted, with `values` in its `{places}`."""
    language, found = catalog()
    whole = found.get(text, text)
    whole = whole.format(**values) if values else whole
    return "\u27e6" + whole + "\u27e7" if language == MARKED else whole


@functools.lru_cache(maxsize=None)
def catalog():
    """Return the first language wanted that there are texts in, and these by what they say."""
    for tag in wanted_languages():
        if tag in (ENGLISH, MARKED):
            return tag, {}
        found = texts_in(tag)
        if found:
            return tag, found
    return ENGLISH, {}


def wanted_languages():
    """Yield tags of languages, as withinscope/texts.py does: the one that is wanted most first."""
    names = [os.environ.get("WITHINSCOPE_LANGUAGE")] + os.environ.get("LANGUAGE", "").split(":")
    names += [os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG")]
    if WINDOWS:
        import ctypes
        import locale

        number = ctypes.windll.kernel32.GetUserDefaultUILanguage()
        names.append(locale.windows_locale.get(number))
    for name in filter(None, names):
        yield name
        yield name.replace("_", "-").partition("-")[0].partition(".")[0]


def texts_in(tag):
    """Return the texts of a language; {} where there are none, or no whole engine yet."""
    if not tag.isalpha():
        return {}
    name = CATALOGS + tag + ".json"
    try:
        return json.loads((inside_wheel if WHEELS else inside_source)(name))["texts"]
    except Exception:  # whatever is wrong with that file: what is to be said is said in English
        return {}


def inside_source(name):
    """Return what stands in a file of the engine's folder."""
    return (HERE / "src" / name).read_text(encoding="utf-8")


def inside_wheel(name):
    """Return what stands in a file of the engine's wheel."""
    import zipfile

    with zipfile.ZipFile(str(WHEELS[-1])) as wheel:
        return wheel.read(name).decode("utf-8")


# The environment


def prepare(level, wheels):
    """Make or mend the environment, unless it is whole and as new as the lock file."""
    stamp = read_stamp()
    usable = is_usable(stamp)
    if usable:
        level = max(level, stamp["level"], key=LEVELS.index)
    wanted = content(level)
    if usable and stamp["level"] == level and stamp["content"] == wanted:
        return
    with pathlib.Path(__file__).open("rb") as own_file:
        hold_alone(own_file)
        started = time.monotonic()
        if usable:
            say(_("Bringing Within Scope up to date."))
        else:
            about = {"folder": ENVIRONMENT}
            say(_("Setting up Within Scope in {folder} (once, about a minute).", **about))
        make_environment(anew=not usable)
        install(level, wheels)
        write_stamp(level, wanted)
        say(_("Ready after {time} s.", time=round(time.monotonic() - started)))


def read_stamp():
    """Return what the last whole installation wrote; {} where there is none."""
    try:
        stamp = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) and stamp.get("level") in LEVELS else {}


def is_usable(stamp):
    """Say whether the environment stands where it was made and its Python still runs."""
    return stamp.get("folder") == str(HERE) and stamp.get("python") == version_inside()


def version_inside():
    """Return the version of the environment's Python, or None: it may be removed or upgraded."""
    ask = [str(PYTHON), "-I", "-S", "-c", "import sys; print('%d.%d' % sys.version_info[:2])"]
    try:
        return subprocess.run(ask, capture_output=True, text=True, check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return None


def content(level):
    """Return the hash of all that says what is to be installed."""
    return digest(WHEELS[-1] if WHEELS else HERE / "pyproject.toml", lock_file(level))


def digest(*files):
    """Return the hash of what stands in files."""
    return hashlib.sha256(b"\0".join(file.read_bytes() for file in files)).hexdigest()


def lock_file(level):
    """Return the file with the exact versions and hashes of a level's packages."""
    return HERE / "locks" / (level + ".txt")


def write_stamp(level, wanted):
    """Say that the environment is whole; in one step, so that half a stamp never counts."""
    stamp = {"level": level, "content": wanted, "folder": str(HERE), "python": version_inside()}
    half = STAMP.with_suffix(".part")
    half.write_text(json.dumps(stamp), encoding="utf-8")
    half.replace(STAMP)


def hold_alone(file):
    """Refuse to install while another start.py does; the system lets go when this one ends."""
    try:
        if WINDOWS:
            import msvcrt

            file.seek(1 << 30)  # past the end, so that nobody is kept from reading
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in (errno.EACCES, errno.EAGAIN, errno.EDEADLK):
            raise Stop(
                _("Within Scope is being set up in another window. Wait until that is done.")
            )
        # A file system without locks keeps nobody out, which is no reason to stop.


def make_environment(anew):
    """Make `.venv`; where it exists and is not whole, from the start."""
    ENVIRONMENT.mkdir(exist_ok=True)
    STAMP.unlink(missing_ok=True)
    if not anew:
        LOG.touch()
        return
    missing = [name for name in ("venv", "ensurepip") if importlib.util.find_spec(name) is None]
    if missing:
        raise Stop(
            _(
                "This Python lacks its module {module}. On Debian or Ubuntu, run "
                "'sudo apt install python{python}-venv', then this again; elsewhere, use Python "
                "from python.org.",
                module=missing[0],
                python=VERSION,
            )
        )
    said, failed = heard(venv_command())
    LOG.write_text(said, encoding="utf-8")
    if failed:
        raise Stop(reason(said))


def venv_command():
    """Return the command line that makes an empty environment."""
    # The base, since --clear would take away the very Python that runs this from inside .venv.
    return [sys._base_executable, "-m", "venv", "--clear", str(ENVIRONMENT)]


def install(level, wheels):
    """Install a level's packages as locked, then the engine: this project in place, or a wheel."""
    source = ["--no-index", "--find-links", str(wheels)] if wheels else []
    locked = ["--require-hashes", "--only-binary", ":all:", "-r", str(lock_file(level))]
    total = len(re.findall(r"(?m)^[\w.-]+==", lock_file(level).read_text(encoding="utf-8")))
    run_pip(source + locked, total)
    own = ["--force-reinstall", str(WHEELS[-1])] if WHEELS else None
    run_pip(["--no-index"] + (own or ["--no-build-isolation", "-e", str(HERE)]), 1)


def run_pip(arguments, total):
    """Run pip, its words going to the log, and show how far it is."""
    begin = LOG.stat().st_size
    command = [str(PYTHON), "-I"] + PIP + arguments
    with LOG.open("ab") as log:
        pip = subprocess.Popen(command, stdout=log, stderr=log, env=clean(os.environ))
        try:
            while not ended(pip):
                show(progress(log_from(begin), total))
        except BaseException:
            pip.kill()
            pip.wait()
            raise
        finally:
            show("")
    if pip.returncode:
        raise Stop(reason(log_from(begin)))


def ended(process):
    """Wait a moment; say whether the process ended."""
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(0.2)
    return process.returncode is not None


def log_from(begin):
    """Return what the log says from a byte on."""
    return LOG.read_bytes()[begin:].decode("utf-8", "replace")


def progress(said, total):
    """Say how far pip is, from what it said so far and what already lies in the environment."""
    total -= len(re.findall(r"(?m)^Ignoring ", said))  # packages for other systems
    if "Installing collected packages" in said:
        folder = "Lib/site-packages" if WINDOWS else "lib/python*/site-packages"
        placed = len(list(ENVIRONMENT.glob(folder + "/*.dist-info")))
        return _("Putting packages in place: {n} of {total}", n=min(placed, total), total=total)
    fetched = len(re.findall(r"(?m)^(Collecting|Processing|Requirement already)", said))
    return _("Fetching packages: {n} of {total}", n=min(fetched, total), total=total)


def show(text):
    """Show how far it is in one line that changes; where nobody watches, nothing."""
    if sys.stdout.isatty():
        sys.stdout.write("\r" + text.ljust(50) + "\r")
        sys.stdout.flush()


def reason(said):
    """Return the sentence for what pip or venv said: known ones in plain words, else its own."""
    for pattern, sentence in REASONS:
        found = re.search(pattern, said)
        if found:
            what = _(sentence, python=VERSION, **found.groupdict())
            return _("{sentence} (Log: {file})", sentence=what, file=LOG)
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    errors = [line for line in lines if re.match(r"error", line, re.IGNORECASE)]
    last = " ".join((errors or lines or [_("nothing")])[-2:])
    return _(
        "Setting up did not work; the last words were: {words} (All of it: {file})",
        words=last,
        file=LOG,
    )


# What checks scripts and style sheets


def prepare_tools():
    """Install these tools as locked, unless they are there; return why that can't be, or ''."""
    npm = shutil.which("npm")
    if npm is None:
        return "Node.js with npm is not installed"
    wanted = digest(HERE / "package.json", HERE / "package-lock.json")
    if TOOLS_STAMP.is_file() and TOOLS_STAMP.read_text(encoding="utf-8") == wanted:
        return ""
    with pathlib.Path(__file__).open("rb") as own_file:
        hold_alone(own_file)
        say("Fetching what checks scripts and style sheets (once).")
        quietly = ["--no-audit", "--no-fund", "--loglevel=error"]
        said, failed = heard([npm, "ci", "--prefix", str(HERE)] + quietly)
        if failed:
            LOG.write_text(said, encoding="utf-8")
            return reason(said)
        TOOLS_STAMP.write_text(wanted, encoding="utf-8")
    return ""


def say_missing(why):
    """Say what is not checked where its tools are missing; return the exit status for that."""
    if not why:
        return 0
    say("Scripts and style sheets were not checked: " + why.rstrip(".") + ".")
    return int(os.environ.get("CI") == "true")


def script_steps():
    """Return the checks of scripts and style sheets, each with its title."""
    node = shutil.which("node") or "node"
    return (
        ("scripts and styles", [node, str(TOOLS / "@biomejs/biome/bin/biome"), "ci"]),
        ("types of scripts", [node, str(TOOLS / "typescript/bin/tsc")]),
    )


# What is run in it


def withinscope(word):
    """Return the command line of a `withinscope` command."""
    return [str(PYTHON), "-P", "-m", "withinscope", word]


def pytest(arguments):
    """Return the command line of the tests: on every core, unless the arguments say how."""
    own_way = any(re.match(r"-n|--numprocesses|--dist|--pdb|--co", word) for word in arguments)
    # By file, since tests of a file share what takes long to make; the longest file first.
    by_file = ["--dist", "loadfile", "--no-loadscope-reorder"]
    spread = [] if own_way else ["-n", str(os.cpu_count() or 1)] + by_file
    return [str(PYTHON), "-m", "pytest", "--rootdir", str(HERE)] + spread + arguments


def check():
    """Run all that needs no browser, show what fails, and return the exit status.

    In a course of one's own that is what checks the course.
    """
    os.chdir(HERE)
    missing = "" if WHEELS else prepare_tools()
    steps = course_steps()
    if not WHEELS:
        scripts = () if missing else script_steps()
        tests = (("tests", pytest(["-q", "-m", "not browser and not slow"])),)
        steps = scripts + engine_steps() + steps + tests
    failed = max(int(not passes(title, command)) for title, command in steps)
    return max(failed, say_missing(missing))


def engine_steps():
    """Return the checks of the engine's Python, each with its title."""
    tool = [str(PYTHON), "-m"]
    return (
        ("lint", tool + ["ruff", "check", "."]),
        ("format", tool + ["ruff", "format", "--check", "."]),
        ("types", tool + ["mypy"]),
    )


def course_steps():
    """Return the checks of what authors write, each with its title."""
    return (
        ("exercises match solutions", withinscope("release") + ["--check"]),
        ("notebooks are tidy", withinscope("tidy") + ["--check"]),
        ("items and conversations", withinscope("check")),
    )


def passes(title, command):
    """Run one check; show its words only where it fails."""
    started = time.monotonic()
    said, failed = heard(command)
    verdict = "failed" if failed else "ok"
    say("%-28s %-6s %4.1f s" % (title, verdict, time.monotonic() - started))
    if failed:
        say(said)
    return not failed


def heard(command):
    """Run a command to its end; return what it said, and its exit status."""
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    done = subprocess.run(command, env=clean(os.environ), **pipes)
    return done.stdout.decode("utf-8", "replace"), done.returncode


def hand_over(command):
    """Let the command take this program's place, so that Ctrl-C and its status are its own."""
    sys.stdout.flush()
    if not WINDOWS:
        os.execve(command[0], command, clean(os.environ))
    child = subprocess.Popen(command, env=clean(os.environ))
    while True:
        with contextlib.suppress(KeyboardInterrupt):  # the child hears it too, and ends itself
            return child.wait()


def clean(variables):
    """Return the variables without those that would bring other packages into the environment.

    Nor that which has every kernel compile all that it imports once more.
    """
    foreign = ("PYTHONHOME", "PYTHONPATH", "PIP_USER", "PIP_TARGET", "PIP_PREFIX")
    slow = ("PYTHONDONTWRITEBYTECODE",)
    return {name: value for name, value in variables.items() if name not in foreign + slow}


def say(text):
    """Print a line at once."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def plainly(error):
    """Return an error of the system as a sentence with a way out."""
    file = error.filename
    if error.errno == errno.ENOSPC:
        return _(DISK_FULL)
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return _(
            "'{file}' cannot be written to. Copy the whole course folder to a place of your own, "
            "for example Documents, and start it there.",
            file=file or HERE,
        )
    if error.errno in (errno.EEXIST, errno.ENOTDIR) and not ENVIRONMENT.is_dir():
        return _(
            "'{file}' must be a folder, and a file is in its place. Rename it.", file=ENVIRONMENT
        )
    if error.errno == errno.ENOENT and file:
        return _("'{file}' is missing. Download the course again; your work stays.", file=file)
    return _(
        "The system says: {error}. Run this again; if it stays so, restart the computer.",
        error=error,
    )


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # there may be letters that the terminal lacks
    if sys.version_info < (3, 11):
        sys.exit(
            _(
                "Within Scope needs Python 3.11 or newer, and this is Python {python}. Get a newer "
                "one from python.org and start it with that, for example: python3.13 start.py",
                python=VERSION,
            )
        )
    try:
        sys.exit(main(sys.argv[1:]))
    except Stop as stop:
        sys.exit(str(stop))
    except OSError as error:
        sys.exit(plainly(error))
    except KeyboardInterrupt:
        say("\n" + _("Stopped. Run this again to go on."))
        sys.exit(130)
