import { knownModules, UNKNOWN } from './code-grid.ts'
import { type Plane, placementOf, valueAt } from './code-plane.ts'
import type { Seat } from './code-seats.ts'

/** Samples a module along each side, and how many samples to each side of a centre weigh in its verdict. */
const OVER = 2
const REACH = 3
const BORDER = 3
const SPAN = 2 * REACH
const OWN_FEATURES = SPAN * SPAN + 1
/** Verdicts about the modules up to this far away weigh too: what spilled over from them is known, and is taken out. */
const SPILL = 2
const NEIGHBOURS = (2 * SPILL + 1) ** 2 - 1
const RIDGE = 0.02
const ROUNDS = 6

interface Lesson {
  samples: Float64Array
  size: number
  known: Uint8Array
  /** The verdicts of the round before, -1 to 1. */
  guess: Float64Array | null
  features: number
}

/**
 * What every module most likely is, positive for dark; one guess a round.
 * The modules that every symbol has teach a linear filter what blur of focus and of motion did to light and dark,
 * whatever its shape; its own verdicts then teach it better, round by round (an equaliser with decision feedback).
 */
export function* guessesAt(plane: Plane, { quad, size }: Seat): Generator<Float64Array> {
  const samples = sampled(plane, placementOf(size, quad), size)
  const known = knownModules(size)
  let guess: Float64Array | null = null
  for (let round = 0; round < ROUNDS; round++) {
    const features = OWN_FEATURES + (guess ? NEIGHBOURS : 0)
    const lesson: Lesson = { samples, size, known, guess, features }
    guess = judged(lesson, trained(lesson))
    yield guess
  }
}

function sampled(plane: Plane, placement: Float64Array, size: number): Float64Array {
  const side = (size + 2 * BORDER) * OVER
  const samples = new Float64Array(side * side)
  for (let i = 0; i < samples.length; i++) {
    const [column, row] = [i % side, Math.floor(i / side)]
    samples[i] = valueAt(plane, placement, (column + 0.5) / OVER - BORDER, (row + 0.5) / OVER - BORDER)
  }
  return samples
}

/** Weighted least squares over the known modules, and from the second round on over all. */
function trained(lesson: Lesson): Float64Array {
  const { known, guess, features } = lesson
  const matrix = new Float64Array(features * features)
  const target = new Float64Array(features)
  const around = new Float64Array(features)
  let weights = 0
  for (let i = 0; i < known.length; i++) {
    const isKnown = known[i] !== UNKNOWN
    if (!isKnown && !guess) continue
    const verdict = isKnown ? (known[i] === 1 ? 1 : -1) : Math.sign(guess?.[i] ?? 0)
    const weight = !guess ? 1 : isKnown ? 1.5 : Math.min(1, Math.abs(guess[i] ?? 0))
    surroundings(lesson, i, around)
    weights += weight
    for (let row = 0; row < features; row++) {
      const value = (around[row] ?? 0) * weight
      target[row] = (target[row] ?? 0) + value * verdict
      for (let column = 0, o = row * features; column <= row; column++)
        matrix[o + column] = (matrix[o + column] ?? 0) + value * (around[column] ?? 0)
    }
  }
  const ridge = RIDGE * weights * (guess ? 0.3 : 1)
  for (let i = 0; i < features; i++) matrix[i * features + i] = (matrix[i * features + i] ?? 0) + ridge
  return solved(matrix, target)
}

function judged(lesson: Lesson, filter: Float64Array): Float64Array {
  const around = new Float64Array(lesson.features)
  return Float64Array.from(lesson.known, (_, i) => {
    surroundings(lesson, i, around)
    let sum = 0
    for (let k = 0; k < around.length; k++) sum += (filter[k] ?? 0) * (around[k] ?? 0)
    return sum
  })
}

function surroundings(lesson: Lesson, module: number, into: Float64Array) {
  const { samples, size, guess } = lesson
  const side = (size + 2 * BORDER) * OVER
  const [column, row] = [module % size, Math.floor(module / size)]
  const start = ((row + BORDER) * OVER + OVER / 2 - REACH) * side + (column + BORDER) * OVER + OVER / 2 - REACH
  for (let y = 0, k = 0; y < SPAN; y++)
    for (let x = 0, o = start + y * side; x < SPAN; x++, k++, o++) into[k] = samples[o] ?? 0
  into[OWN_FEATURES - 1] = 1
  if (!guess) return
  for (let y = -SPILL, k = OWN_FEATURES; y <= SPILL; y++)
    for (let x = -SPILL; x <= SPILL; x++) if (x !== 0 || y !== 0) into[k++] = verdictAt(lesson, row + y, column + x)
}

/** Outside the symbol everything is light. */
function verdictAt({ size, known, guess }: Lesson, row: number, column: number): number {
  if (row < 0 || column < 0 || row >= size || column >= size) return -1
  const module = row * size + column
  if (known[module] !== UNKNOWN) return known[module] === 1 ? 1 : -1
  return Math.max(-1, Math.min(1, (guess?.[module] ?? 0) * 1.5))
}

/** Solves a positive definite system in place (Cholesky); only the lower half of the matrix is read. */
function solved(matrix: Float64Array, target: Float64Array): Float64Array {
  const count = target.length
  const at = (row: number, column: number) => matrix[row * count + column] ?? 0
  for (let row = 0; row < count; row++)
    for (let column = 0; column <= row; column++) {
      let sum = at(row, column)
      for (let k = 0; k < column; k++) sum -= at(row, k) * at(column, k)
      matrix[row * count + column] = row === column ? Math.sqrt(Math.max(1e-9, sum)) : sum / at(column, column)
    }
  const answer = target.slice()
  for (let row = 0; row < count; row++) {
    let sum = answer[row] ?? 0
    for (let k = 0; k < row; k++) sum -= at(row, k) * (answer[k] ?? 0)
    answer[row] = sum / at(row, row)
  }
  for (let row = count - 1; row >= 0; row--) {
    let sum = answer[row] ?? 0
    for (let k = row + 1; k < count; k++) sum -= at(k, row) * (answer[k] ?? 0)
    answer[row] = sum / at(row, row)
  }
  return answer
}
