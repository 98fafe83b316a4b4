// The door and every page that reads codes.

import "./elements/camp-scan.js"
import "./elements/camp-verdict.js"
