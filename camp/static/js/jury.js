// The juror's pages: all of app.js, the ballot, and codes for a hall without any network.

import "./app.js"
import "./elements/camp-ballot.js"
import "./elements/camp-courier.js"
