// Every page: one import an element.

import "./elements/camp-after.js"
import "./elements/camp-as-of.js"
import "./elements/camp-autosave.js"
import "./elements/camp-connection.js"
import "./elements/camp-copy.js"
import "./elements/camp-dialog.js"
import "./elements/camp-form.js"
import "./elements/camp-install.js"
import "./elements/camp-keys.js"
import "./elements/camp-kept.js"
import "./elements/camp-like.js"
import "./elements/camp-live.js"
import "./elements/camp-nudge.js"
import "./elements/camp-secure.js"
import "./elements/camp-since.js"
import "./elements/camp-timer.js"
import "./elements/camp-until.js"
import "./elements/camp-waiting.js"
import { markPage } from "./lib/capabilities.js"
import { carryTyped } from "./lib/carried.js"
import { forgetOthersDoor } from "./lib/forgetting.js"
import { keepPages } from "./lib/kept.js"
import { start } from "./lib/outbox.js"

markPage()
carryTyped()
keepPages()
start()
forgetOthersDoor()
