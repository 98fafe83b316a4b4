// The months after the camp: all of app.js, and photographs made smaller.

import "./app.js"
import "./elements/camp-photos.js"
