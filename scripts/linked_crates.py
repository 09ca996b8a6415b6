"""The programs that are shipped, and the crates that are linked into each of them: for the scripts
that write the notices and the bills of materials. The sets of crates are cargo's (`cargo tree`)."""

import json
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent

TARGETS = [
    "x86_64-unknown-linux-gnu",
    "aarch64-unknown-linux-gnu",
    "x86_64-pc-windows-gnu",
    "i686-pc-windows-gnu",
    "x86_64-pc-windows-msvc",
    "x86_64-apple-darwin",
    "aarch64-apple-darwin",
]


class Program(NamedTuple):
    """What is built of one package of the workspace."""

    word: str
    file: str
    package: str
    kind: str
    # Of the build that is shipped, besides the default ones.
    features: str


PROGRAMS = [
    Program("library", "libjpkicard", "jpkicard-capi", "library", "picture"),
    Program("tool", "jpkicard", "jpkicard-cli", "application", ""),
    Program("module", "libjpkicard-pkcs11", "jpkicard-pkcs11", "library", ""),
]


def cargo(*arguments):
    command = ["cargo", *arguments]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f"{' '.join(command)} failed")
    return done.stdout


def tree(program, target, features):
    """What is linked, as (depth, (name, version)) in the order of the graph. `features`: options of
    cargo's."""
    listed = cargo(
        "tree", "--quiet", "--locked", "--package", program.package, *features,
        "--edges", "normal,no-proc-macro", "--target", target,
        "--prefix", "depth", "--no-dedupe", "--format", " {p}",
    )
    for line in listed.splitlines():
        if line:
            depth, name, version = line.split()[:3]
            yield int(depth), (name, version.removeprefix("v"))


def is_ours(crate):
    return crate[0] == "jpkicard" or crate[0].startswith("jpkicard-")


def packages():
    """What cargo knows of each crate, by name and version."""
    metadata = json.loads(
        cargo("metadata", "--quiet", "--locked", "--all-features", "--format-version", "1"))
    return {(package["name"], package["version"]): package for package in metadata["packages"]}
