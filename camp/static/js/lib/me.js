// Who reads this page, as the page says it.

const said = (name) => document.querySelector(`meta[name="camp-${name}"]`)?.content ?? ""

/** The id of the person whose login made this page, "" for a visitor. */
export const person = () => said("person")

/** Whether this page says who reads it, be it nobody; the page for no connection does not. */
export const isSaid = () => document.querySelector('meta[name="camp-person"]') !== null

/** The token with which forms of this page are sent. */
export const csrf = () => said("csrf")
