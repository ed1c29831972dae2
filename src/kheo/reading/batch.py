"""Reading many files: each is one task with one outcome, here or in a process of its own; none stops the others."""

from __future__ import annotations

import hashlib
import io
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TextIO

from kheo.i18n import Language, speaking
from kheo.i18n import gettext as _
from kheo.reading.outputs import SUFFIXES, Form, is_current, write, write_whole
from kheo.values import dataclass, replace

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor

    from kheo.reading.formats import Unreadable
    from kheo.reading.model import Reading

Status = Literal["read", "current", "refused"]

FOLDER_SUFFIXES = frozenset({".txt", ".docx", ".doc", ".rtf", ".odt", ".pdf", ".png", ".jpg", ".jpeg", ".tif", ".tiff"})
"""What a folder is searched for; a file that is named itself is read whatever it is called."""
_WAITING_PER_JOB = 2
"""So many finished readings may wait for an earlier one, so that memory stays bounded."""


@dataclass(frozen=True, slots=True)
class Task:
    """One file, the forms that are asked for, and the place for them (None: the text goes with the outcome)."""

    path: Path
    forms: tuple[Form, ...] = ()
    target: Path | None = None
    """The output without the suffix of its form: `DIR/directive.docx`."""
    force: bool = False
    one_line: bool = False
    """One of several on standard output."""
    language: Language = "vi"
    cite: bool = False
    """Only the citations."""
    width: int = 80
    styled: bool = False
    """For a plan in words: how wide, and whether a terminal shows it."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a task: its status, what the user is told of it, what goes to standard output."""

    task: Task
    status: Status
    message: str | None = None
    """Why it was refused."""
    warnings: tuple[str, ...] = ()
    """What to mind in its reading."""
    text: str = ""


def files_below(folder: Path) -> list[Path]:
    """The documents in a folder and its subfolders, hidden ones left out, in the order of their paths."""
    return sorted(
        path
        for path in folder.rglob("*")
        if path.suffix.lower() in FOLDER_SUFFIXES
        and not any(part.startswith(".") for part in path.relative_to(folder).parts)
        and path.is_file()
    )


def carry_out(task: Task, out: TextIO) -> Outcome:
    """Read one file and write what is asked for; every failure becomes the message of the outcome."""
    return guarded(task, lambda: _carry_out(task, out))


def guarded(task: Task, work: Callable[[], Outcome]) -> Outcome:
    """Do some work on one file; every failure becomes the message of the outcome. A closed pipe goes through."""
    from kheo.reading.formats import Unreadable

    with speaking(task.language):
        try:
            return work()
        except Unreadable as refused:
            _forget_secret(task, refused)
            refused.name = str(task.path)
            return Outcome(task, "refused", _refusal(refused))
        except BrokenPipeError:
            raise
        except OSError as error:
            return Outcome(task, "refused", _trouble(task, error))
        except Exception as error:  # noqa: BLE001 -- a fault of ours in one file must not stop the others
            message = _("{name}: Khéo failed on this file ({fault}). Please report it; the other files were read.")
            return Outcome(task, "refused", message.format(name=task.path, fault=type(error).__name__))


def _carry_out(task: Task, out: TextIO) -> Outcome:
    if task.target is not None and not task.force:
        missing = _missing(task, task.target)
        if not missing:
            return Outcome(task, "current")
        task = replace(task, forms=missing)
    from kheo.reading.reader import read_path

    reading = read_path(task.path)
    if task.target is not None:
        for form in task.forms:
            write_whole(_output(task.target, form), lambda file, form=form: write(reading, form, file))  # type: ignore[misc]
    else:
        _print(reading, task, out)
    return was_read(task, reading)


def _print(reading: Reading, task: Task, out: TextIO) -> None:
    """Write to standard output: citations, one form, or the plan in words."""
    if task.cite:
        from kheo.reading.export.cited import write_citations

        write_citations(reading, out, as_json=bool(task.forms), one_line=task.one_line)
    elif task.forms:
        write(reading, task.forms[0], out, one_line=task.one_line)
    else:
        from kheo.reading.printing import plan_lines, show

        if task.one_line:
            out.write(f"== {task.path}\n")
        show(plan_lines(reading, task.width), out, styled=task.styled)
        if task.one_line:
            out.write("\n")


def _missing(task: Task, target: Path) -> tuple[Form, ...]:
    """The forms that are not there yet, or were made from other bytes."""
    there = [form for form in task.forms if _output(target, form).exists()]
    if not there:
        return task.forms
    with task.path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return tuple(form for form in task.forms if not is_current(_output(target, form), digest))


def _output(target: Path, form: Form) -> Path:
    return target.with_name(target.name + SUFFIXES[form])


def _forget_secret(task: Task, refused: Exception) -> None:
    """Nothing is kept of a secret document: what an earlier reading of that file left goes too."""
    if getattr(refused, "code", None) == "secret" and task.target is not None:
        for form in SUFFIXES:
            _output(task.target, form).unlink(missing_ok=True)


def was_read(task: Task, reading: Reading) -> Outcome:
    """The outcome of a task whose file was read, with what its source warns of."""
    if not reading.source.warnings:
        return Outcome(task, "read")
    from kheo.reading.formats.messages import warning

    return Outcome(task, "read", warnings=tuple(f"{task.path}: {warning(code)}" for code in reading.source.warnings))


def _refusal(refused: Unreadable) -> str:
    from kheo.reading.formats.messages import refusal

    return refusal(refused)


def _trouble(task: Task, error: OSError) -> str:
    if isinstance(error, FileNotFoundError) and not task.path.exists():
        return _("{name}: there is no such file. Check the path.").format(name=task.path)
    if isinstance(error, PermissionError):
        return _("{name}: no permission ({file}). Ask for the right to read it, or choose another folder.").format(
            name=task.path, file=error.filename
        )
    return _("{name}: the system reports “{fault}”. Check the disk and the path.").format(
        name=task.path, fault=error.strerror or type(error).__name__
    )


def carry_out_all(tasks: Sequence[Task], jobs: int) -> Iterator[Outcome]:
    """The outcomes in the order of the tasks, read by `jobs` processes."""
    queue = deque(tasks)
    while queue:
        yield from _until_broken(queue, jobs)


def _until_broken(queue: deque[Task], jobs: int) -> Iterator[Outcome]:
    """Outcomes from one pool until the queue is empty or a worker dies; then its files are read one by one."""
    from concurrent.futures.process import BrokenProcessPool

    pool = _pool(jobs)
    running: deque[tuple[Task, Future[Outcome]]] = deque()
    try:
        while queue or running:
            while queue and len(running) < jobs * _WAITING_PER_JOB:
                running.append((queue[0], pool.submit(_in_worker, queue[0])))
                queue.popleft()
            outcome = running[0][1].result()
            running.popleft()
            yield outcome
    except BrokenProcessPool:
        for task, _future in running:
            yield _alone(task)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _alone(task: Task) -> Outcome:
    """A task that was under way when a worker died, in a process of its own: perhaps it is the one that kills."""
    from concurrent.futures.process import BrokenProcessPool

    with _pool(1) as pool:
        try:
            return pool.submit(_in_worker, task).result()
        except BrokenProcessPool:
            message = _("{name}: reading was broken off by the system (perhaps no memory was left). Split the file.")
            return Outcome(task, "refused", message.format(name=task.path))


def _pool(jobs: int) -> ProcessPoolExecutor:
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    return ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_leave_interrupts_to_parent)


def _leave_interrupts_to_parent() -> None:
    """Ctrl-C reaches every process of a terminal; the parent alone decides, so that no file is left half written."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _in_worker(task: Task) -> Outcome:
    out = io.StringIO()
    outcome = carry_out(task, out)
    return replace(outcome, text=out.getvalue())
