// Whether things may move: not where the reader's system or the control room says no.

const quiet = matchMedia("(prefers-reduced-motion: reduce)")

export const isCalm = () => quiet.matches || document.documentElement.dataset.calm === "yes"
