"""One case table an item type, named as its module in `withinscope.types`: found by being there.
Conversations, whose cells begin otherwise, have theirs in `dialogue`.

A table holds

ITEM       an item as an author writes it
WORDS      how it reads without the package
SCORES     (response, its score or None, the answer in words)
BAD        (response that breaks the form, how)
MISTAKES   (what stands in ITEM, what to put there, line of the mistake, words of the message)
items      a hypothesis strategy: items whose every score is meaningful
legal      every response that the item admits when all of it is answered, each once;
           absent where a person marks
best       the response that earns all; absent where a person marks, and so is `worst`
worst      one that earns nothing
answers    two responses to an item of either form, the first and another
drawn      a response by lot
missing    what the page says where nothing is answered yet; nothing where that is an answer
fill       gives a response by the page's controls, whatever stood in them before
by_keys    answers by keyboard, from the first control on, and returns the response

A conversation is played turn by turn, so its table has none of the last four but `drawn`.
"""
