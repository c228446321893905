"""Prove what a conversation can and can't do, and solve what blind play of it earns."""

from withinscope.dialogue.proof.blind import Chance
from withinscope.dialogue.proof.checking import Plays, Report, chance, check

__all__ = ["Chance", "Plays", "Report", "chance", "check"]
