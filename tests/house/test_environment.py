"""What stands in the environment arrives as the kind of thing that the program works with."""

from pathlib import Path

import pytest

from camp.config import BadConfig, Config, read


def test_every_variable_has_the_kind_of_its_field():
    told = {
        "CAMP_DATA": "here", "CAMP_PORT": "8123", "CAMP_BEHIND_PROXY": "0", "CAMP_PACE": "0.5",
        "CAMP_SECRET": "key", "CAMP_TRUSTED_HOSTS": "a.uz, b.uz",
    }  # fmt: skip

    assert read(told) == Config(
        data=Path("here"), port=8123, behind_proxy=False, pace=0.5, secret=b"key",
        trusted_hosts=("a.uz", "b.uz"),
    )  # fmt: skip


def test_a_port_in_words_is_refused_by_name():
    with pytest.raises(BadConfig, match="CAMP_PORT"):
        read({"CAMP_PORT": "eighty"})
