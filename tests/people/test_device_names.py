"""A device is called by its browser and its system, not by what a browser says of itself."""

import pytest

from camp.people.devices import device_name

ANDROID = "Mozilla/5.0 (Linux; Android 13; SM-A536E) AppleWebKit/537.36 (KHTML, like Gecko) "
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 "


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        (ANDROID + "Chrome/120.0.0.0 Mobile Safari/537.36", "Chrome · Android"),
        (ANDROID + "SamsungBrowser/23.0 Chrome/115.0 Safari/537.36", "Samsung Internet · Android"),
        (IPHONE + "Version/17.4 Mobile/15E148 Safari/604.1", "Safari · iPhone"),
        (
            "Mozilla/5.0 (Windows NT 10.0; rv:120.0) Gecko/20100101 Firefox/120.0",
            "Firefox · Windows",
        ),
        ("curl/8.4.0", ""),
        ("", ""),
    ],
)
def test_a_device_is_called_by_browser_and_system(agent, name):
    assert device_name(agent) == name
