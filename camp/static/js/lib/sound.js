// A few tones made on the spot, no files. A browser allows sound only after a touch.

// [Hz, start, length] in seconds
const TUNES = {
  ok: [
    [660, 0, 0.12],
    [880, 0.12, 0.18],
  ],
  warn: [
    [520, 0, 0.1],
    [520, 0.16, 0.1],
    [520, 0.32, 0.1],
  ],
  stop: [[180, 0, 0.4]],
  lift: [[196, 0, 0.5]],
  settle: [
    [294, 0, 0.3],
    [440, 0, 0.5],
  ],
  grant: [
    [262, 0, 0.9],
    [330, 0.05, 0.9],
    [392, 0.1, 0.9],
  ],
  bell: [[880, 0, 0.8]],
}
const SOFT = new Set(["lift", "settle", "grant", "bell"])
let context
let muted = false

function unlock() {
  context ??= new AudioContext()
  context.resume()
}

// A touch allows sound when it ends, and for a while: what it shows comes first, since making a
// context takes a slow phone 90 ms.
const unlockSoon = () => setTimeout(unlock, 100)

export const mute = (on) => {
  muted = on
}

export function play(name) {
  if (muted || context?.state !== "running") return
  for (const [pitch, start, length] of TUNES[name])
    tone(pitch, context.currentTime + start, length, SOFT.has(name))
}

// The hall's tones fade from their first moment, the door's cut through its noise.
function tone(pitch, start, length, isSoft) {
  const source = new OscillatorNode(context, {
    frequency: pitch,
    type: pitch < 250 ? "triangle" : "sine",
  })
  const volume = new GainNode(context, { gain: 0 })
  volume.gain.linearRampToValueAtTime(0.4, start + 0.01)
  if (!isSoft) volume.gain.setValueAtTime(0.4, start + length - 0.03)
  volume.gain.linearRampToValueAtTime(0, start + length)
  source.connect(volume).connect(context.destination)
  source.start(start)
  source.stop(start + length)
}

for (const sign of ["click", "keydown"])
  document.addEventListener(sign, unlockSoon, { capture: true, once: true })
