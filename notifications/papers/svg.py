"""A bar chart on a page, as SVG."""

from markupsafe import Markup

from notifications.papers.values import Chart

BAR, GAP, LABELS, WIDTH = 18, 8, 250, 720  # of the SVG, in its own units


def svg(chart: Chart) -> Markup:
    """The chart for a page: readable without a script, its numbers written on the bars."""
    most = max((sum(s.values[i] for s in chart.series) for i in range(len(chart.names))), default=0) or 1
    height = (BAR + GAP) * len(chart.names) + 34
    parts = [
        Markup(
            '<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{}" viewBox="0 0 {} {}">'
        ).format(chart.title, WIDTH, height)
    ]
    for i, name in enumerate(chart.names):
        y = i * (BAR + GAP)
        parts.append(
            Markup('<text x="{}" y="{}" text-anchor="end" font-size="13">{}</text>').format(
                LABELS - 6, y + 14, _short(name)
            )
        )
        parts += _bars(chart, i, y, (WIDTH - LABELS - 40) / most)
    parts += _legend(chart, height - 18)
    return Markup("").join([*parts, Markup("</svg>")])


def _bars(chart: Chart, place: int, y: int, unit: float) -> list[Markup]:
    x, parts = float(LABELS), []
    for one in chart.series:
        value = one.values[place]
        if not value:
            continue
        width = value * unit
        parts.append(
            Markup('<rect x="{:.1f}" y="{}" width="{:.1f}" height="{}" fill="#{}"/>').format(
                x, y, width, BAR, one.colour
            )
        )
        if width > 14:
            parts.append(
                Markup(
                    '<text x="{:.1f}" y="{}" text-anchor="middle" font-size="12" fill="#fff">{}</text>'
                ).format(x + width / 2, y + 14, value)
            )
        x += width
    return parts


def _legend(chart: Chart, y: int) -> list[Markup]:
    parts, x = [], LABELS
    for one in chart.series:
        parts.append(
            Markup(
                '<rect x="{}" y="{}" width="12" height="12" fill="#{}"/><text x="{}" y="{}" font-size="13">{}</text>'
            ).format(x, y, one.colour, x + 16, y + 11, one.name)
        )
        x += 30 + 8 * len(one.name)
    return parts


def _short(name: str) -> str:
    return name if len(name) <= 34 else name[:33] + "…"
