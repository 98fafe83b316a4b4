"""Https in a hall without internet: an authority of the camp's own, or a certificate given."""
