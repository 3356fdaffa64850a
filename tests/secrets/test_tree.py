"""No key, password or token lies in the repository."""

import re
import subprocess

from tests.conftest import ROOT

# As services write them; a private key at the beginning of a line, as its file has it.
SECRETS = (
    r"^-----BEGIN ([A-Z]+ )?PRIVATE KEY-----",
    r"\b(AKIA|ASIA)[A-Z0-9]{16}\b",
    r"\b(gh[pousr]_[A-Za-z0-9]{36}|github_pat_\w{60}|glpat-[\w-]{20})\b",
    r"\bxox[abprs]-[A-Za-z0-9-]{20}",
    r"\bAIza[\w-]{35}\b",
    r"\b[sr]k_live_[A-Za-z0-9]{20}",
    r"\beyJ[\w-]{20,}\.eyJ[\w-]{20,}\.[\w-]{20,}",
    r"\bwhsec_[A-Za-z0-9+/]{40}",
    r"^\s*(password|client_secret|signing_key) *= *\"[^\"…]+\"",
)
FILES = re.compile(
    r".*\.(pem|key|p12|pfx|jks|kdbx)|\.env|id_(rsa|ed25519|ecdsa)|\.netrc|\.pgpass|\w+__(password|key|secret)"
)
# Their very subject: every secret in them is made up.
MADE_UP = ("tests/secrets", "tests/webhooks", "tests/cli", "tests/metrics")


def git(*arguments: str) -> list[str]:
    ran = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode in (0, 1), ran.stderr
    return ran.stdout.splitlines()


def test_no_secret_is_in_the_tree() -> None:
    apart = [f":(exclude){folder}" for folder in MADE_UP]
    assert (
        git("grep", "-n", "-I", "-P", *(part for each in SECRETS for part in ("-e", each)), "--", ".", *apart)
        == []
    )


def test_no_file_of_secrets_is_in_the_tree() -> None:
    assert [name for name in git("ls-files") if FILES.fullmatch(name.rsplit("/", 1)[-1])] == []
