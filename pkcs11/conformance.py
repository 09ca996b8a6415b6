#!/usr/bin/env python3
"""Sorts what pkcs11-check (PyPI) reported by reason: conformance.py REPORT.jsonl SUMMARY.json PAGE

Prints the totals and every test that did not pass for a reason that PAGE does not have; with --write
after these, writes PAGE's lists first. Fails if there is such a test, a crash or a hang.
"""

import json
import re
import sys

# Reason, and what a report of it says. The first that fits counts.
REASONS = [
    (
        "A login is for all sessions of a token (5.6.8)",
        "The test opens a second session beside one that is logged in, and expects it not to be.",
        r"test_public_session_no_private_keys",
    ),
    (
        "No such mechanism on the card",
        "The test expects AES, or more than ten mechanisms. The card has RSA alone; only what works is"
        " announced.",
        r"No AES mechanisms|test_has_symmetric_mechanisms|test_mechanism_count_reasonable|CKR_MECHANISM_INVALID"
        r"|CKR_MECHANISM_PARAM_INVALID",
    ),
    (
        "The function is not for a card that is only read and signs",
        "The test creates, generates, imports, copies, wraps or derives a key or an object, or encrypts:"
        " `CKR_FUNCTION_NOT_SUPPORTED`. Many such tests would rather have another code.",
        r"CKR_FUNCTION_NOT_SUPPORTED|CKR:0x00000054|0x54\b|keygen is not operational|not operational",
    ),
    (
        "No profile but that of public certificates",
        "The test expects the profile object of a baseline or extended provider.",
        r"does not advertise Baseline",
    ),
    (
        "The card signs, and does not decrypt or wrap",
        "The test expects `CKM_RSA_PKCS` to encrypt too, or objects to be created.",
        r"missing expected mechanism capability flags|C_CreateObject not available|0x00000054",
    ),
    (
        "The test contradicts the specification",
        "With flags 0 `C_SessionCancel` changes nothing (5.6.11), so that a digest in progress stays.",
        r"test_cancel_after_digest_init",
    ),
    (
        "The holder is logged in already",
        "The test cannot try a wrong PIN, because another session of it is logged in.",
        r"CKR_USER_ALREADY_LOGGED_IN",
    ),
]
START = "<!-- lists: written by conformance.py -->\n"


def reports(path):
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            report = json.loads(line)
            if report.get("$report_type") != "TestReport":
                continue
            expected = report.get("wasxfail")
            if report["outcome"] == "failed" or expected is not None:
                name = re.sub(r"^.*testcases/", "", report["nodeid"])
                yield name, f"{name} {expected} {json.dumps(report.get('longrepr'))}"


def main(report, summary, page, *options):
    with open(summary, encoding="utf-8") as file:
        totals = json.load(file)["summary"]
    words = ("passed", "failed", "xfailed", "skipped", "error", "crashed", "timeout", "child_crash", "child_timeout")
    counted = ", ".join(f"{totals[word]} {word}" for word in words)
    print(f"pkcs11-check: {counted}, of {totals['total']}")
    sorted_by = {reason: [] for reason, _, _ in REASONS}
    unnamed = []
    for name, text in reports(report):
        for reason, _, pattern in REASONS:
            if re.search(pattern, text):
                sorted_by[reason].append(name)
                break
        else:
            unnamed.append((name, text[:300]))
    if "--write" in options:
        with open(page, encoding="utf-8") as file:
            head = file.read().split(START)[0]
        with open(page, "w", encoding="utf-8") as file:
            file.write(head + START + f"\nTotals: {counted}, of {totals['total']}.\n")
            for reason, meaning, _ in REASONS:
                names = sorted(set(sorted_by[reason]))
                file.write(f"\n## {reason}: {len(names)}\n\n{meaning}\n\n")
                file.write("".join(f"- `{name}`\n" for name in names))
    with open(page, encoding="utf-8") as file:
        text = file.read()
    listed = [name for names in sorted_by.values() for name in names]
    unnamed += [(name, "not in the page") for name in listed if f"`{name}`" not in text]
    for name, why in unnamed:
        print(f"{name}: {why}")
    bad = sum(totals[word] for word in ("error", "crashed", "timeout", "child_crash", "child_timeout"))
    return 1 if unnamed or bad else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
