"""``python -m deploy.kafka.install``: fetches Apache Kafka from Maven Central, once; ``pom.xml`` says which version."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from xml.etree import ElementTree

from deploy.processes.program import ROOT

JAVA_NEEDED = 17
"""Apache Kafka 4 brokers do not start on an older one."""

_POM = Path(__file__).with_name("pom.xml")
_CACHE = ROOT / ".kafka"
_COPYING = "org.apache.maven.plugins:maven-dependency-plugin:copy-dependencies"
_FETCHED = re.compile(r"Downloaded from \S+: \S*/(?P<file>[^/\s]+\.jar) \((?P<size>[^)]+?)(?: at [^)]*)?\)")
_FAULT = re.compile(r"\[ERROR\] (?P<text>.+?)(?: -> \[Help \d+\])?$")


class NotInstalledError(Exception):
    """Apache Kafka is not there, or cannot be fetched or run. The message is one line."""


def version() -> str:
    """The version of Apache Kafka that the pom pins."""
    found = ElementTree.parse(_POM).findtext(".//{*}kafka.version")  # noqa: S314  (our own file)
    assert found
    return found


def jars() -> Path:
    """The folder of the jars. Raises NotInstalledError."""
    if not _folder().is_dir():
        raise NotInstalledError(f"Apache Kafka {version()} is not installed: run `python -m deploy.kafka.install`")
    return _folder()


def java() -> str:
    """The ``java`` command. Raises NotInstalledError where it is absent or too old."""
    command = shutil.which("java")
    if command is None:
        raise NotInstalledError(f"Apache Kafka needs Java {JAVA_NEEDED} or newer, and there is no `java` on the PATH")
    told = subprocess.run((command, "-version"), capture_output=True, text=True, check=False)  # noqa: S603
    found = re.search(r'version "(\d+)', told.stderr)
    if found is None or int(found[1]) < JAVA_NEEDED:
        has = found[1] if found else "of unknown version"
        raise NotInstalledError(f"Apache Kafka needs Java {JAVA_NEEDED} or newer; {command} is {has}")
    return command


def install() -> None:
    """Fetch the jars where they are not there yet, telling each on a line. Raises NotInstalledError."""
    java()
    if _folder().is_dir():
        return
    maven = shutil.which("mvn")
    if maven is None:
        raise NotInstalledError(f"fetching Apache Kafka {version()} needs Maven, and there is no `mvn` on the PATH")
    print(f"==> fetching Apache Kafka {version()} with Maven (once; about 45 MB)", flush=True)
    _CACHE.mkdir(exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix="fetching-", dir=_CACHE))
    try:
        _copy_dependencies(maven, fresh)
        fresh.rename(_folder())  # only a complete set has the name
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _copy_dependencies(maven: str, folder: Path) -> None:
    """Let Maven fetch and put together what the pom names; it holds each file against its checksum."""
    command = (
        *(maven, "--batch-mode", "--strict-checksums", "--file", str(_POM), _COPYING),
        *("-DincludeScope=runtime", f"-DoutputDirectory={folder}"),
    )
    faults: list[str] = []
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as running:  # noqa: S603
        assert running.stdout
        for line in running.stdout:
            if fetched := _FETCHED.search(line):
                print(f"    {fetched['file']} ({fetched['size']})", flush=True)
            elif fault := _FAULT.search(line):
                faults.append(fault["text"])
    if running.returncode:
        cause = faults[0] if faults else f"mvn ended with code {running.returncode}"
        raise NotInstalledError(f"Apache Kafka {version()} could not be fetched with Maven: {cause}")


def _folder() -> Path:
    return _CACHE / version()


def main() -> int:
    """The command."""
    try:
        install()
    except NotInstalledError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
