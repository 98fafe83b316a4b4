"""Which projects can be compared: groups linked by jurors in common."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Group:
    """Projects and jurors linked by ballots, each sorted."""

    projects: tuple[str, ...]
    jurors: tuple[str, ...]


def connected_groups(panels: Mapping[str, tuple[str, ...]]) -> tuple[Group, ...]:
    """Connected components of the graph of projects and jurors, by their first project.

    Parameters
    ----------
    panels : mapping of project to its jurors

    Returns
    -------
    tuple of Group
        Empty for no ballots; one group when every project can be compared with every other.
    """
    judged: dict[str, list[str]] = {}
    for project, jurors in panels.items():
        for juror in jurors:
            judged.setdefault(juror, []).append(project)
    groups: list[Group] = []
    unseen = set(panels)
    for first in sorted(panels):
        if first not in unseen:
            continue
        projects, jurors_seen, queue = {first}, set[str](), [first]
        while queue:
            for juror in set(panels[queue.pop()]) - jurors_seen:
                jurors_seen.add(juror)
                queue += [p for p in judged[juror] if p not in projects]
                projects.update(judged[juror])
        unseen -= projects
        groups.append(Group(tuple(sorted(projects)), tuple(sorted(jurors_seen))))
    return tuple(groups)
