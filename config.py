"""The configuration of this checkout: change a value here, or set the CAMP_* variable.

`camp` reads this file when it stands beside the folder that the server is started from.
"""

from camp.config import Config, read

CONFIG: Config = read()
