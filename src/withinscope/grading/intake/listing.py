"""A roster as layouts ask it: whom a name or a learning system's number means, if one person."""

from __future__ import annotations

from collections.abc import Iterable

from withinscope.grading.intake import naming
from withinscope.grading.intake.roster import Listed


class Listing:
    """The people of a roster by the words of their names and by a worksheet's numbers."""

    def __init__(self, people: Iterable[Listed] = ()) -> None:
        """Index them; what two share means neither."""
        self._by_letters: dict[str, list[Listed]] = {}
        self._by_number: dict[str, Listed] = {}
        self._by_account: dict[str, Listed] = {}
        for one in people:
            for account in {one.email.casefold(), one.number} - {""}:
                self._by_account[account] = one
            self._by_letters.setdefault(_letters(one.name), []).append(one)
            if one.participant:
                self._by_number[one.participant] = one

    def named(self, name: str) -> Listed | None:
        """Return the only person whose name has the same words."""
        found = [
            one for one in self._by_letters.get(_letters(name), ()) if naming.same(one.name, name)
        ]
        return found[0] if len(found) == 1 else None

    def account(self, account: str) -> Listed | None:
        """Return whose a Hub's account is: their e-mail address, or their number in the roster."""
        return self._by_account.get(account) or self._by_account.get(account.casefold())

    def numbered(self, number: str, name: str) -> Listed | None:
        """Return whom a worksheet has for a participant's number.

        A name that can't be theirs shows that the worksheet is another assignment's.
        """
        found = self._by_number.get(number)
        return found if found and (not name or naming.agree(found.name, name)) else None


def _letters(name: str) -> str:
    return "".join(sorted("".join(naming.words(name))))
