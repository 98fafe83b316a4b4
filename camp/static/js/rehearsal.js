// The rehearsal's page: all of app.js, and the invented jurors.

import "./app.js"
import "./elements/camp-rehearsal.js"
