"""Readers, waits and the monitor."""

import asyncio

import jpkicard
from jpkicard import Error, Status
from words import Answer, kept, number, optional_text, request, text, timeout


@request
def context() -> Answer:
    kept.keep("context", jpkicard.Context())
    return []


@request
def timeout_(kind: str, milliseconds: str) -> Answer:
    kept.get("context").set_timeout(jpkicard.TimeoutKind(int(kind)), timeout(milliseconds))
    return []


@request
def readers() -> Answer:
    return [text(name) for name in kept.get("context").readers()]


@request
def presence(reader: str) -> Answer:
    return [number(kept.get("context").presence(reader))]


def of_card(card: jpkicard.Card) -> Answer:
    kept.keep("card", card)
    return [text(card.reader_name or "-")]


@request
def connect(reader: str) -> Answer:
    kept.keep("card", kept.get("context").connect(reader))
    return []


@request
def wait(reader: str, milliseconds: str, flags: str) -> Answer:
    card = kept.get("context").wait(
        timeout(milliseconds),
        reader=optional_text(reader),
        flags=jpkicard.WaitFlags(int(flags)),
    )
    return of_card(card)


@request
def wait_cancelled_before(milliseconds: str) -> Answer:
    with jpkicard.Cancellation() as cancellation:
        cancellation.cancel()
        return of_card(
            kept.get("context").wait(timeout(milliseconds), cancellation=cancellation)
        )


@request
def wait_cancelled_during(after: str, milliseconds: str) -> Answer:
    async def cancelled() -> jpkicard.Card:
        context: jpkicard.Context = kept.get("context")
        waiting = asyncio.ensure_future(context.wait_async(timeout(milliseconds)))
        asyncio.get_running_loop().call_later(int(after) / 1000, waiting.cancel)
        return await waiting

    try:
        return of_card(asyncio.run(cancelled()))
    except asyncio.CancelledError:
        raise Error(Status.CANCELLED) from None


@request
def monitor(reader: str, flags: str) -> Answer:
    made = kept.get("context").monitor(
        reader=optional_text(reader), flags=jpkicard.MonitorFlags(int(flags))
    )
    kept.keep("monitor", made)
    return []


@request
def next_(milliseconds: str) -> Answer:
    event = kept.get("monitor").next(timeout(milliseconds))
    return [
        number(event.kind),
        number(event.card_kind),
        number(event.token_kind),
        number(event.reason),
        text(event.reader),
    ]
