"""A branching conversation: its form, playing it, proving what it can and can't do."""

from withinscope.dialogue.chance import Chance
from withinscope.dialogue.checking import Plays, Report, check
from withinscope.dialogue.form import Response
from withinscope.dialogue.item import NAME, AnyDialogue, Dialogue, ReleasedDialogue
from withinscope.dialogue.playing import Open, Play, Turn, replay
from withinscope.dialogue.rules import Finding

__all__ = [
    "NAME",
    "AnyDialogue",
    "Chance",
    "Dialogue",
    "Finding",
    "Open",
    "Play",
    "Plays",
    "ReleasedDialogue",
    "Report",
    "Response",
    "Turn",
    "check",
    "replay",
]
