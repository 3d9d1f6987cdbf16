"""How different two colours look (CIEDE2000), also with a colour vision deficiency, and their contrast (WCAG 2)."""

import numpy as np

_XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)
"""From linear sRGB to XYZ, D65."""

DEFICIENCIES = {
    "protanopia": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deuteranopia": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    "tritanopia": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
}
"""Machado, Oliveira and Fernandes 2009, severity 1, for linear RGB."""


def contrast(a: str, b: str) -> float:
    """Return the contrast ratio of two colours, `#rrggbb`."""
    darker, lighter = sorted(float(_linear(colour) @ _XYZ[1]) for colour in (a, b))
    return (lighter + 0.05) / (darker + 0.05)


def difference_as_seen(a: str, b: str, deficiency: str | None = None) -> float:
    """Return how different two colours look, `#rrggbb`, to readers with a deficiency or without."""
    matrix = np.array(DEFICIENCIES[deficiency]) if deficiency else np.eye(3)
    return ciede2000(*(_lab(np.clip(matrix @ _linear(colour), 0, 1)) for colour in (a, b)))


def _linear(colour: str) -> np.ndarray:
    parts = np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def _lab(linear: np.ndarray) -> tuple[float, float, float]:
    relative = _XYZ @ linear / _XYZ.sum(axis=1)
    x, y, z = np.where(relative > 216 / 24389, np.cbrt(relative), (24389 / 27 * relative + 16) / 116)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def ciede2000(first: tuple[float, float, float], second: tuple[float, float, float]) -> float:
    """Return the difference of two CIELAB colours, by the equations of Sharma, Wu and Dalal 2005."""
    (l1, a1, b1), (l2, a2, b2) = first, second
    c7 = ((np.hypot(a1, b1) + np.hypot(a2, b2)) / 2) ** 7
    g = 0.5 * (1 - np.sqrt(c7 / (c7 + 25.0**7)))
    a1, a2 = (1 + g) * a1, (1 + g) * a2
    c1, c2 = np.hypot(a1, b1), np.hypot(a2, b2)
    h1, h2 = np.degrees(np.arctan2([b1, b2], [a1, a2])) % 360
    has_hues = c1 * c2 != 0
    dh = (h2 - h1 + 180) % 360 - 180 if has_hues else 0.0
    if has_hues and abs(h1 - h2) > 180:
        h_mean = (h1 + h2 + (360 if h1 + h2 < 360 else -360)) / 2
    else:
        h_mean = (h1 + h2) / (2 if has_hues else 1)
    l_mean, c_mean = (l1 + l2) / 2, (c1 + c2) / 2
    t = (
        1
        - 0.17 * np.cos(np.radians(h_mean - 30))
        + 0.24 * np.cos(np.radians(2 * h_mean))
        + 0.32 * np.cos(np.radians(3 * h_mean + 6))
        - 0.20 * np.cos(np.radians(4 * h_mean - 63))
    )
    s_l = 1 + 0.015 * (l_mean - 50) ** 2 / np.sqrt(20 + (l_mean - 50) ** 2)
    lightness = (l2 - l1) / s_l
    chroma = (c2 - c1) / (1 + 0.045 * c_mean)
    hue = 2 * np.sqrt(c1 * c2) * np.sin(np.radians(dh / 2)) / (1 + 0.015 * c_mean * t)
    turn = 60 * np.exp(-(((h_mean - 275) / 25) ** 2))
    rotation = -np.sin(np.radians(turn)) * 2 * np.sqrt(c_mean**7 / (c_mean**7 + 25.0**7))
    return float(np.sqrt(lightness**2 + chroma**2 + hue**2 + rotation * chroma * hue))
