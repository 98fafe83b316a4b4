// The projector.

import "./elements/camp-flip.js"
import "./elements/camp-stage.js"
