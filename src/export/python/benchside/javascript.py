"""How the app's language reads and writes numbers and texts, where Python differs."""

from __future__ import annotations

import math
import re
from decimal import ROUND_HALF_UP, Context, Decimal

# What JavaScript's trim() cuts and \s matches (ECMAScript, WhiteSpace and LineTerminator).
SPACES = "\t\n\v\f\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff".replace(
    "\u2000-\u200a", "".join(map(chr, range(0x2000, 0x200B)))
)
# The same as the inside of a class of a regular expression.
SPACE_CLASS = r"\t\n\v\f\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"

_DECIMAL = re.compile(r"[+-]?(?:Infinity|(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)\Z")
_RADIX = re.compile(r"0(?:[xX][0-9a-fA-F]+|[oO][0-7]+|[bB][01]+)\Z")


def trim(text: str) -> str:
    return text.strip(SPACES)


def to_number(text: str) -> float:
    """Number(text): NaN where it is none, 0 for blanks."""
    plain = trim(text)
    if plain == "":
        return 0.0
    if _DECIMAL.match(plain):
        return float(plain.replace("Infinity", "inf"))
    if _RADIX.match(plain):
        try:
            return float(int(plain, 0))
        except OverflowError:
            return math.inf
    return math.nan


def to_text(value: float) -> str:
    """String(value): the shortest digits that read back as the same float64."""
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    if value == 0:
        return "0"
    sign = "-" if value < 0 else ""
    _, digit_list, exponent = Decimal(repr(abs(value))).normalize().as_tuple()
    digits = "".join(map(str, digit_list))
    # The value is 0.digits times ten to this power.
    point = len(digits) + int(exponent)
    if len(digits) <= point <= 21:
        return sign + digits + "0" * (point - len(digits))
    if 0 < point <= 21:
        return f"{sign}{digits[:point]}.{digits[point:]}"
    if -6 < point <= 0:
        return f"{sign}0.{'0' * -point}{digits}"
    power = point - 1
    rest = f".{digits[1:]}" if len(digits) > 1 else ""
    return f"{sign}{digits[0]}{rest}e{'+' if power >= 0 else '-'}{abs(power)}"


def nine_digits(value: float) -> str:
    """String(Number(value.toPrecision(9))): every float32 comes back the same."""
    if not math.isfinite(value):
        return to_text(value)
    return to_text(float(Decimal(value).normalize(Context(prec=9, rounding=ROUND_HALF_UP))))


def code_units(text: str) -> bytes:
    """A key that sorts texts as JavaScript compares them: by UTF-16 code unit."""
    return text.encode("utf-16-be", "surrogatepass")


def length(text: str) -> int:
    """A text's length in UTF-16 code units."""
    return len(text) + sum(char > "\uffff" for char in text)
