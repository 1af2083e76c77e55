import { type LineWord, printedLines } from './printed-lines.ts'
import type { PrintedPage } from './printed-page.ts'
import type { ShownArea } from './shown-area.ts'
import { labelledValues } from './slip-labels.ts'

/** Below this a "word" is as likely a stamp, a finger or a face. */
const LEAST_SURE = 0.5
/** A pen stroke that was taken for a word is taller than the print beside it. */
const TALLEST = 1.8
/** How far a shown line reaches above and below its letters, in heights of its letters. */
const MARGIN = 0.45

/**
 * The lines of a paper that an officer compares, as areas of the kept copy (features C08): lines with a printed label or with
 * values below one. Nothing is shown from the line of a signature on, nor right of where a column of signatures begins.
 */
export function slipAreas(page: PrintedPage): ShownArea[] {
  const lines = printedLines(page.words.filter(({ confidence }) => confidence >= LEAST_SURE))
  const areas: ShownArea[] = []
  let column = Number.POSITIVE_INFINITY
  for (const line of lines) {
    const values = labelledValues(line)
    const signature = values.find(({ label }) => label === 'signature')
    const isHeading = signature !== undefined && values.length > 1
    if (signature && !isHeading) break
    if (signature) column = Math.min(column, signature.left)
    const left = line.filter(({ box }) => box.left < column)
    if (left.length > 0 && (values.length > 0 || (areas.length > 0 && hasFigures(line))))
      areas.push(bandOf(page, left, column))
  }
  return areas
}

const hasFigures = (line: readonly LineWord[]) => line.filter(({ plain }) => /\d{2}/.test(plain)).length >= 2

function bandOf(page: PrintedPage, line: readonly LineWord[], endsAt: number): ShownArea {
  const heights = line.map(({ box }) => box.height).sort((a, b) => a - b)
  const usual = heights[Math.floor(heights.length / 2)] ?? 0
  const margin = MARGIN * usual
  const words = line.filter(({ box }) => box.height <= TALLEST * usual)
  const left = Math.min(...words.map(({ box }) => box.left)) - margin
  const right = Math.min(endsAt, Math.max(...words.map(({ box }) => box.left + box.width)) + margin)
  const top = Math.min(...words.map(({ box }) => box.top)) - margin
  const bottom = Math.max(...words.map(({ box }) => box.top + box.height)) + margin
  const corners = [
    { x: left, y: top },
    { x: right, y: top },
    { x: right, y: bottom },
    { x: left, y: bottom },
  ]
  return corners.map((corner) => onKeptCopy(page, corner))
}

/** A place on the page as read, where it lies on the kept copy: both turn around their middle. */
function onKeptCopy({ width, height, turned }: PrintedPage, { x, y }: { x: number; y: number }) {
  const angle = (turned * Math.PI) / 180
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)]
  const readWidth = width * Math.abs(cos) + height * Math.abs(sin)
  const readHeight = width * Math.abs(sin) + height * Math.abs(cos)
  const [dx, dy] = [x - readWidth / 2, y - readHeight / 2]
  return { x: dx * cos + dy * sin + width / 2, y: -dx * sin + dy * cos + height / 2 }
}
