// The juror's pages: all of app.js, and codes for a hall without any network.

import "./app.js"
import "./elements/camp-courier.js"
