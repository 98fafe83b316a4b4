// The elements of every page.

import "./elements/camp-live.js"
