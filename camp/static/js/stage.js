// The projector: all of app.js, and its keys and flights.

import "./app.js"
import "./elements/camp-flip.js"
import "./elements/camp-pages.js"
import "./elements/camp-roll.js"
import "./elements/camp-stage.js"
import "./elements/camp-wall.js"
