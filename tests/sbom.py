"""The checks of tests/sbom."""

import json
import re
import sys
import tomllib
from pathlib import Path

from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

WORDS = {"libjpkicard": "library", "jpkicard": "tool", "libjpkicard-pkcs11": "module"}


def noticed():
    """The crates of THIRD-PARTY-NOTICES with the programs that contain them."""
    crates, last = {}, None
    for line in Path("THIRD-PARTY-NOTICES").read_text(encoding="utf-8").splitlines():
        if line.startswith("===="):
            break
        if line.startswith("    ") and last:
            crates[last].update(line.strip().split(": ")[0].split(", "))
        elif found := re.match(r"([^ ]+) (\d[^ ]*): ", line):
            last = found.groups()
            crates[last] = set()
    return crates


def reached(first, uses):
    found, left = set(), [first]
    while left:
        next_one = left.pop()
        if next_one not in found:
            found.add(next_one)
            left.extend(uses[next_one])
    return found


def faults(path, sums, notices):
    """What is wrong with one bill of materials."""
    text = path.read_text(encoding="utf-8")
    if error := JsonStrictValidator(SchemaVersion.V1_6).validate_str(text):
        yield f"not CycloneDX 1.6: {error}"
        return
    bill = json.loads(text)
    if bill["specVersion"] != "1.6":
        yield "not version 1.6"
    subject, components = bill["metadata"]["component"], bill["components"]
    word = WORDS[path.name.rsplit("-", 1)[0]]
    for each in components:
        crate = (each["name"], each["version"])
        hashes = [it["content"] for it in each.get("hashes", [])]
        if hashes != [sums[crate]] if sums[crate] else hashes:
            yield f"{crate}: not the checksum of Cargo.lock"
        if not each["licenses"][0]["expression"]:
            yield f"{crate}: no licence"
        if sums[crate] and word not in notices.get(crate, ()):
            yield f"{crate}: not in THIRD-PARTY-NOTICES for the {word}"
    uses = {it["ref"]: it["dependsOn"] for it in bill["dependencies"]}
    known = {it["bom-ref"] for it in [subject, *components]}
    if set(uses) != known or reached(subject["bom-ref"], uses) != known:
        yield "the graph of dependencies does not lead to each component, and to nothing else"
    if len(components) < 20 or "jpkicard" not in {it["name"] for it in [subject, *components]}:
        yield "it lacks most of what is linked"


def main():
    folder = Path(sys.argv[1])
    lock = tomllib.loads(Path("Cargo.lock").read_text(encoding="utf-8"))
    sums = {(it["name"], it["version"]): it.get("checksum") for it in lock["package"]}
    paths, failed = sorted(folder.glob("*.cdx.json")), False
    if {path.name.rsplit("-", 1)[0] for path in paths} != set(WORDS):
        sys.exit(f"tests/sbom: {folder} has not one bill of materials for each program")
    for path in paths:
        for fault in faults(path, sums, noticed()):
            print(f"tests/sbom: {path.name}: {fault}", file=sys.stderr)
            failed = True
        print(f"{path.name}: {len(json.loads(path.read_text())['components'])} components")
    sys.exit(failed)


main()
