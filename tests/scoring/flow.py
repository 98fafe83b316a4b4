"""What is possible at all, decided by a flow of its own: the referee of the planner's tests."""

from collections.abc import Collection, Mapping

from scoring import Sitting

Cell = tuple[str, str]
Arcs = dict[str, dict[str, int]]


def reachable(sitting: Sitting) -> int:
    """How many of the visits that projects still want can be made before the end, at most."""
    return most_visits(*_network(sitting))


def most_kept(sitting: Sitting, before: Collection[Cell]) -> int:
    """How many of the visits planned before can stay when as many as possible are made."""
    capacity, cells = _network(sitting)
    net = _Net(capacity, cells, before)
    net.send()
    return sum(net.taken(cell) for cell in cells if cell in before)


def most_visits(capacity: Mapping[str, int], cells: Collection[Cell]) -> int:
    net = _Net(capacity, cells, ())
    return net.send()


def _network(sitting: Sitting) -> tuple[dict[str, int], list[Cell]]:
    begun = sitting.done | sitting.under_way
    end = 10**6 if sitting.turns is None else sitting.turns
    capacity = {}
    for project in sitting.projects:
        have = len([cell for cell in begun if cell[1] == project])
        capacity[f"p {project}"] = min(max(sitting.quorum - have, 0), end)
    for juror in sitting.jurors:
        capacity[f"j {juror}"] = min(sitting.most.get(juror, 10**6), end)
    cells = [
        (juror, project)
        for juror in sitting.jurors
        for project in sitting.projects
        if (juror, project) not in begun and (juror, project) not in sitting.conflicts
    ]
    return capacity, cells


class _Net:
    """Arcs from jurors to projects with what is left on them; an old visit costs one less."""

    def __init__(
        self, capacity: Mapping[str, int], cells: Collection[Cell], cheap: Collection[Cell]
    ) -> None:
        self.left: Arcs = {"source": {}, "sink": {}, **{node: {} for node in capacity}}
        self.price: Arcs = {node: {} for node in self.left}
        for node, size in capacity.items():
            ends = ("source", node) if node.startswith("j ") else (node, "sink")
            self._arc(*ends, size, 0)
        for juror, project in cells:
            self._arc(f"j {juror}", f"p {project}", 1, -((juror, project) in cheap))

    def _arc(self, start: str, end: str, size: int, cost: int) -> None:
        self.left[start][end], self.price[start][end] = size, cost
        self.left[end][start], self.price[end][start] = 0, -cost

    def send(self) -> int:
        """Send one visit at a time along a cheapest path, until there is none; count them."""
        sent = 0
        while path := self._cheapest():
            for start, end in path:
                self.left[start][end] -= 1
                self.left[end][start] += 1
            sent += 1
        return sent

    def taken(self, cell: Cell) -> int:
        return self.left[f"p {cell[1]}"][f"j {cell[0]}"]

    def _cheapest(self) -> list[tuple[str, str]]:
        """Bellman and Ford: arcs back from the sink, none when it cannot be reached."""
        far, came = {"source": 0}, dict[str, str]()
        moved = True
        while moved:
            moved = False
            for start in list(far):
                for end, size in self.left[start].items():
                    if size > 0 and far[start] + self.price[start][end] < far.get(end, 10**6):
                        far[end], came[end] = far[start] + self.price[start][end], start
                        moved = True
        path, node = list[tuple[str, str]](), "sink"
        while node in came:
            path.append((came[node], node))
            node = came[node]
        return path
