// The door, and every page that reads codes: all of app.js, and reading.

import "./app.js"
import "./elements/camp-door.js"
import "./elements/camp-found.js"
import "./elements/camp-door-kept.js"
import "./elements/camp-scan.js"
import "./elements/camp-verdict.js"
import "./elements/camp-walk-in.js"
