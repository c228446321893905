"""The instructor's workbench, apart from the page that shows it: what is done, step by step.

desk      marking as a value: a state and a message give a state and what is to be done
desk_page what a desk shows
bench     the whole workbench as a value: its three parts, of which marking is one
doing     does with gradebook and files what a step asks for
places    which hand-ins and rosters lie in the course's folder, and where dropped files go
"""
