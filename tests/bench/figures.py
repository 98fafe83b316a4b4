"""Figures of the measurements, as SVG."""

import numpy as np

SIZE, EDGE = 420, 50


def calibration(said, came):
    """Draw how often what was said with a probability happened; and the same as a table.

    `said` are probabilities, `came` whether it happened, both (n,).
    """
    bins = np.clip((said * 10).astype(int), 0, 9)
    rows = []
    for number in range(10):
        inside = bins == number
        if inside.any():
            share, count = came[inside].mean(), int(inside.sum())
            error = 2 * np.sqrt(share * (1 - share) / count)
            rows.append((said[inside].mean(), share, error, count))
    lines = ["| said | happened | ± 2 se | projects |", "|---:|---:|---:|---:|"]
    lines += [f"| {p:.3f} | {share:.3f} | {error:.3f} | {n} |" for p, share, error, n in rows]
    return _svg(rows), "\n".join(lines)


def _svg(rows):
    def at(x, y):
        span = SIZE - 2 * EDGE
        return EDGE + x * span, SIZE - EDGE - y * span

    def line(x1, y1, x2, y2, kind):
        (a, b), (c, d) = at(x1, y1), at(x2, y2)
        return f'<line x1="{a:.1f}" y1="{b:.1f}" x2="{c:.1f}" y2="{d:.1f}" {kind}/>'

    thin, grey = 'stroke="#3F5566"', 'stroke="#7B8E99" stroke-dasharray="4 4"'
    parts = [line(0, 0, 1, 0, thin), line(0, 0, 0, 1, thin), line(0, 0, 1, 1, grey)]
    for tick in (0, 0.25, 0.5, 0.75, 1):
        (x, low), (left, y) = at(tick, 0), at(0, tick)
        below = f'x="{x:.1f}" y="{low + 18:.1f}" text-anchor="middle"'
        beside = f'x="{left - 8:.1f}" y="{y + 4:.1f}" text-anchor="end"'
        parts += [f"<text {place}>{tick:g}</text>" for place in (below, beside)]
    for p, share, error, _ in rows:
        parts.append(line(p, share - error, p, share + error, 'stroke="#1E3FA0" stroke-width="2"'))
        x, y = at(p, share)
        parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5" fill="#1E3FA0"/>')
    middle = SIZE / 2
    parts.append(
        f'<text x="{middle}" y="{SIZE - 8}" text-anchor="middle">said: chance of a place in the top'
        f' k</text><text x="14" y="{middle}" text-anchor="middle"'
        f' transform="rotate(-90 14 {middle})">happened</text>'
    )
    title = "How often a project stood in the true top k, by the chance that was said"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIZE} {SIZE}" role="img"'
        f' font-family="sans-serif" font-size="13" fill="#0C2233"><title>{title}</title>'
        f'<rect width="{SIZE}" height="{SIZE}" fill="#F6F9FA"/>{"".join(parts)}</svg>\n'
    )
