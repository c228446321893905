"""A branching conversation: its form, playing it, and, in `proof`, what it can and can't do."""

from withinscope.dialogue.item import NAME, AnyDialogue, Dialogue, ReleasedDialogue
from withinscope.dialogue.parts import Response
from withinscope.dialogue.playing import Open, Play, Turn, replay
from withinscope.dialogue.rules import Finding

__all__ = [
    "NAME",
    "AnyDialogue",
    "Dialogue",
    "Finding",
    "Open",
    "Play",
    "ReleasedDialogue",
    "Response",
    "Turn",
    "replay",
]
