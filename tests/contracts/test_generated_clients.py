"""The document of all services is one that openapi-python-client takes whole, without a word of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from docs.generate import ROOT


def test_a_python_client_is_generated_of_all_of_it(tmp_path: Path) -> None:
    command = ("-m", "openapi_python_client", "generate", "--path", str(ROOT / "docs/openapi/daiban.json"))
    done = subprocess.run(
        (sys.executable, *command, "--output-path", str(tmp_path / "client"), "--meta", "none", "--fail-on-warning"),
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PATH": os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))},  # for ruff
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "WARNING" not in done.stdout + done.stderr
    upload = (tmp_path / "client/models/hand_in_material.py").read_text("utf-8")
    assert "file: File" in upload
    case = (tmp_path / "client/models/case_view.py").read_text("utf-8")
    assert "status: CaseStatus" in case
    request = (tmp_path / "client/models/submit_request.py").read_text("utf-8")
    assert "channel: Channel | Unset = UNSET" in request
