"""The legal state of agreements that are read already, from the index, where it is worked out for every day."""

from register.search import index
from register.search.days import holding


def give_states(agreements, day):
    """Give published agreements their ``state`` and ``state_on``, as ``with_state`` would; returns them as a list."""
    agreements = list(agreements)
    turns = index.turns_of("agreement", [agreement.pk for agreement in agreements])
    for agreement, state in zip(agreements, holding((turns[row.pk] for row in agreements), day), strict=True):
        agreement.state, agreement.state_on = state, day
    return agreements
