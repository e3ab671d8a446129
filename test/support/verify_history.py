"""Recomputes the chains of histories, written from docs/history.md alone and in nothing but Python's
standard library, so that two programs have to agree.

Reads from standard input {"environment": ..., "banks": [{"corporations": [...], "entries": [...]}]} with
the rows of the tables "corporation" and "audit_entry". Prints, for each bank, a list of
[corporation, number of its first wrong entry].
"""

import hashlib
import json
import sys


def digest(parts):
    """SHA-256 of a zero byte and of each part with a zero byte behind it, in hex."""
    return hashlib.sha256(b"\0" + b"".join(part.encode() + b"\0" for part in parts)).hexdigest()


def canonical(value):
    """RFC 8785 for what entries hold: strings, whole numbers, true, false, null, lists and objects."""
    if isinstance(value, dict):
        names = sorted(value, key=lambda name: name.encode("utf-16-be", "surrogatepass"))
        return "{" + ",".join(f"{canonical(name)}:{canonical(value[name])}" for name in names) + "}"
    if isinstance(value, list):
        return "[" + ",".join(canonical(each) for each in value) + "]"
    return json.dumps(value, ensure_ascii=False)


def is_entry(row):
    """True if the text is in canonical form and the columns say what it says."""
    try:
        event = json.loads(row["entry"])
    except ValueError:
        return False
    if not isinstance(event, dict) or canonical(event) != row["entry"]:
        return False
    columns = {"at": row["at"], "action": row["action"], "target": row["targetId"]}
    return all(event.get(name) == value for name, value in columns.items())


def first_wrong(environment, corporation, rows):
    """The number of the first wrong entry of a corporation; None if its chain is whole."""
    name = corporation["corporationId"]
    previous = digest(["otpw-audit-v1", environment, name])
    number = 0
    for row in sorted(rows, key=lambda each: each["seq"]):
        number += 1
        body = hashlib.sha256(row["entry"].encode()).hexdigest()
        own = digest(["otpw-audit-v1", environment, name, str(number), row["prevHash"], body])
        follows = row["seq"] == number and row["prevHash"] == previous
        if not follows or row["entryHash"] != own or not is_entry(row):
            return number
        previous = own
    if number != corporation["auditSeq"]:
        return min(number, corporation["auditSeq"]) + 1
    return None if previous == corporation["auditHash"] else number


def verify(environment, bank):
    found = []
    for corporation in bank["corporations"]:
        name = corporation["corporationId"]
        rows = [row for row in bank["entries"] if row["corporationId"] == name]
        wrong = first_wrong(environment, corporation, rows)
        if wrong is not None:
            found.append([name, wrong])
    return found


if __name__ == "__main__":
    export = json.load(sys.stdin)
    print(json.dumps([verify(export["environment"], bank) for bank in export["banks"]]))
