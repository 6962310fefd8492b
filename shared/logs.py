"""The logger of the functions behind the SDK edge (the edge uses ``logging``: it imports less).

One line per unit of work, its facts as keys; never bodies, tokens, properties or e-mail addresses.
"""

from traceback import extract_tb

from aws_lambda_powertools import Logger


def logger(service: str) -> Logger:
    """Return the structured logger of a service; every line carries its name."""
    return Logger(service=service)


def facts_of(error: BaseException | None) -> dict[str, str]:
    """Return what a log may say of a failure: its kind, its cause's kind, and where it arose.

    Never its words: those of a database may quote what somebody sent.
    """
    if error is None:
        return {}
    origin = error.__cause__ or error
    frames = extract_tb(origin.__traceback__)
    places = [f"{frame.filename}:{frame.lineno}" for frame in frames[-1:]]
    return {"error": type(error).__name__, "cause": type(origin).__name__, "at": "".join(places)}
