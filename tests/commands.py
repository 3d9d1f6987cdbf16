"""Run the command `defections` within the process of a test."""

import pytest

from dashboard import cli


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    """Return the exit status, what was printed and what was complained of."""
    status = cli.main(arguments)
    out, err = capsys.readouterr()
    assert "Traceback" not in out + err
    return status, out, err
