"""The logger of the functions behind the SDK edge (the edge uses ``logging``: it imports less).

One line per unit of work, its facts as keys; never bodies, tokens, properties or e-mail addresses.
"""

from aws_lambda_powertools import Logger


def logger(service: str) -> Logger:
    """Return the structured logger of a service; every line carries its name."""
    return Logger(service=service)
