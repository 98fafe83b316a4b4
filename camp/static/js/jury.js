// The juror's pages: all of app.js, the ballot, what its marks mean, and codes for a hall without
// any network.

import "./app.js"
import "./elements/camp-anchors.js"
import "./elements/camp-ballot.js"
import "./elements/camp-courier.js"
