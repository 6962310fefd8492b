"""Which properties and values are never suggested: they name people and things, not kinds of them.

Suggestions outlive the events they come from, and a person's deletion does not reach them, so what
tells who somebody is stays out. Expressions are RE2's, matched by ClickHouse.
"""

from typing import Final

PRIVATE_NAME: Final = "|".join(
    (
        r"(?i:e[-_ ]?mail|phone|mobile_?number|passw(or)?d|secret|token|api_?key|authorization)",
        r"(?i:credit_?card|card_?number|iban|ssn|birth|(first|last|full|middle|sur|display)_?name)",
        r"(?i:(^|[_$. -])(ip|address|uuid|guid)$)",
        r"(?i:(user|person|customer|account|visitor|member|device|session|window|request|trace"
        r"|span|distinct|anon|anon_distinct|insert|order|transaction|message)[_ -]?id$)",
        r"^\$(set|set_once|unset|groups|elements|elements_chain|raw_user_agent)$",
    )
)
"""Names of properties."""

PRIVATE_VALUE: Final = "|".join(
    (
        r"^[^@\s]+@[^@\s]+\.[^@\s]+$",  # an address
        r"^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-",  # a UUID
        r"^[0-9a-fA-F]{16,}$",  # a digest, a number of 16 digits and more
        r"^\+?\d[\d ()/.-]{8,}\d$",  # a telephone number
        r"^[\[{]",  # a list or an object
    )
)
"""Values, whatever their property is called."""
