// Times as people read them here: the hour, and the day as well when it is not today.

/** A time as the clocks of a zone show it, else this device's: "14:02", or "27 Nov 14:02". */
export function clock(at, timeZone) {
  const moment = new Date(at)
  const said = (language, parts) =>
    new Intl.DateTimeFormat(language, { ...parts, timeZone }).format(moment)
  const hour = said("en-GB", { hour: "2-digit", minute: "2-digit" })
  const isToday = said("en-CA", {}) === new Intl.DateTimeFormat("en-CA", { timeZone }).format()
  if (isToday) return hour
  const day = said(document.documentElement.lang || "en", { day: "numeric", month: "short" })
  return `${day} ${hour}`
}
