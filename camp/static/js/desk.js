// The secretary's pages that read codes, type paper and print: all of app.js, and those.

import "./app.js"
import "./elements/camp-carried.js"
import "./elements/camp-errand.js"
import "./elements/camp-paper.js"
import "./elements/camp-print.js"
import "./elements/camp-range.js"
import "./elements/camp-scan.js"
import "./elements/camp-sheet.js"
import "./elements/camp-trial.js"
