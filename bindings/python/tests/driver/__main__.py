"""The driver of bindings/DRIVER.md: reads requests, calls the package, prints answers."""

import sys
from typing import List

import cards  # noqa: F401
import faces  # noqa: F401
import library  # noqa: F401
import readers  # noqa: F401
import verifications  # noqa: F401
from jpkicard import Error
from words import REQUESTS, Answer, answer_of


def answer(words: List[str]) -> Answer:
    handler = REQUESTS.get(words[0])
    if handler is None:
        return ["cannot"]
    try:
        return ["ok", *handler(*words[1:])]
    except Error as error:
        return answer_of(error)


def main() -> None:
    for line in sys.stdin.buffer:
        words = line.decode("utf-8", "surrogateescape").rstrip("\r\n").split("\t")
        is_over = words == ["quit"]
        said = ["ok"] if is_over else answer(words)
        sys.stdout.buffer.write("\t".join(said).encode("utf-8", "surrogateescape") + b"\n")
        sys.stdout.buffer.flush()
        if is_over:
            return


if __name__ == "__main__":
    main()
