import type { Eye } from './code-eyes.ts'
import { CARD_SIZES, certainPoints } from './code-grid.ts'
import { type Plane, placementOf, valueAt } from './code-plane.ts'
import type { Point, Quad } from './grey-image.ts'

/** How a symbol of `size` modules would lie in the picture. */
export interface Seat {
  quad: Quad
  size: number
  /** Light minus dark at the modules that every symbol has. */
  score: number
}

/** Chance stays below this. */
export const REAL_SCORE = 0.78
/** The faintest symbol that was ever decoded. */
export const TRIED_SCORE = 0.66
const MOST_TRIPLES = 400

/** The most likely seats over three eyes each, best first; roughly placed. */
export function seatsOver(eyes: readonly Eye[], plane: Plane, most: number): Seat[] {
  const seats = triplesOf(eyes).flatMap((triple) =>
    CARD_SIZES.filter((size) => size > triple.guess * 0.75 && size < triple.guess * 1.33).map((size) => {
      const quad = quadOver(triple, size)
      return { quad, size, score: scoreOf(plane, quad, size) + 0.1 * triple.score }
    }),
  )
  return seats.sort((a, b) => b.score - a.score).slice(0, most)
}

interface Triple {
  /** The eye at the right angle, then clockwise the top right and the bottom left one. */
  corner: Eye
  right: Eye
  below: Eye
  /** Modules a side, by distance and module size. */
  guess: number
  score: number
}

function triplesOf(eyes: readonly Eye[]): Triple[] {
  const triples: Triple[] = []
  for (const corner of eyes) {
    const near = eyes.filter((eye) => eye !== corner && mayBelong(corner, eye))
    for (const [i, one] of near.entries())
      for (const other of near.slice(i + 1)) {
        const triple = tripleOf(corner, one, other)
        if (triple) triples.push(triple)
      }
  }
  return triples.sort((a, b) => b.score - a.score).slice(0, MOST_TRIPLES)
}

function mayBelong(a: Eye, b: Eye): boolean {
  const guess = Math.hypot(a.x - b.x, a.y - b.y) / ((a.module + b.module) / 2) + 7
  return guess > 24 && guess < 95 && a.module < b.module * 1.7 && b.module < a.module * 1.7
}

/** Tilted cards keep their sides within 1 : 1.6 and their angle within about 60–120°. */
function tripleOf(corner: Eye, one: Eye, other: Eye): Triple | null {
  const [ax, ay, bx, by] = [one.x - corner.x, one.y - corner.y, other.x - corner.x, other.y - corner.y]
  const [a, b] = [Math.hypot(ax, ay), Math.hypot(bx, by)]
  if (a > b * 1.6 || b > a * 1.6 || Math.abs(ax * bx + ay * by) > 0.45 * a * b) return null
  const guess = (1.5 * (a + b)) / (corner.module + one.module + other.module) + 7
  const isClockwise = ax * by - ay * bx > 0
  const [right, below] = isClockwise ? [one, other] : [other, one]
  const weakest = Math.min(corner.score, one.score, other.score)
  return { corner, right, below, guess, score: corner.score + one.score + other.score + weakest }
}

/** The centres of the eyes lie 3.5 modules inside the corners. */
function quadOver({ corner, right, below }: Triple, size: number): Quad {
  const [edge, whole] = [3.5 / (size - 7), size / (size - 7)]
  const across = { x: right.x - corner.x, y: right.y - corner.y }
  const down = { x: below.x - corner.x, y: below.y - corner.y }
  const at = (u: number, v: number): Point => ({
    x: corner.x + across.x * (u * whole - edge) + down.x * (v * whole - edge),
    y: corner.y + across.y * (u * whole - edge) + down.y * (v * whole - edge),
  })
  return [at(0, 0), at(1, 0), at(1, 1), at(0, 1)]
}

function scoreOf(plane: Plane, quad: Quad, size: number): number {
  const placement = placementOf(size, quad)
  const points = certainPoints(size)
  let score = 0
  for (let i = 0; i < points.length; i += 3)
    score += (points[i + 2] ?? 0) * valueAt(plane, placement, points[i] ?? 0, points[i + 1] ?? 0)
  return score
}

/** Steps of one move of the whole or of one corner, in modules. */
const STEPS = [1.2, 0.6, 0.3, 0.15]
const MOST_ROUNDS = 6

/** Moves, turns, stretches and skews the seat until the certain modules fit best. */
export function settled(plane: Plane, seat: Seat): Seat {
  let best: Seat = { ...seat, score: scoreOf(plane, seat.quad, seat.size) }
  const module = Math.hypot(seat.quad[0].x - seat.quad[2].x, seat.quad[0].y - seat.quad[2].y) / seat.size / Math.SQRT2
  const moves = movesOf(seat.quad)
  for (const step of STEPS)
    for (let round = 0; round < MOST_ROUNDS; round++) {
      const before = best.score
      for (const move of moves)
        for (const by of [step * module, -step * module]) {
          const quad = move(best.quad, by)
          const score = scoreOf(plane, quad, seat.size)
          if (score > best.score) best = { quad, size: seat.size, score }
        }
      if (best.score === before) break
    }
  return best
}

type Move = (quad: Quad, by: number) => Quad

function movesOf([a, b]: Quad): Move[] {
  const length = Math.hypot(b.x - a.x, b.y - a.y)
  const along = { x: (b.x - a.x) / length, y: (b.y - a.y) / length }
  const directions = [along, { x: -along.y, y: along.x }]
  const shift = (p: Point, d: Point, by: number): Point => ({ x: p.x + d.x * by, y: p.y + d.y * by })
  const each = (quad: Quad, change: (p: Point, i: number) => Point): Quad => {
    const [p, q, r, s] = quad
    return [change(p, 0), change(q, 1), change(r, 2), change(s, 3)]
  }
  const reach = length / 1.4
  return [
    ...directions.map(
      (d): Move =>
        (quad, by) =>
          each(quad, (p) => shift(p, d, by)),
    ),
    (quad, by) => each(quad, (p) => shift(p, fromCentre(quad, p), by / reach)),
    (quad, by) => each(quad, (p) => shift(p, quarterTurned(fromCentre(quad, p)), by / reach)),
    ...[0, 1, 2, 3].flatMap((corner) =>
      directions.map(
        (d): Move =>
          (quad, by) =>
            each(quad, (p, i) => (i === corner ? shift(p, d, by) : p)),
      ),
    ),
  ]
}

const quarterTurned = ({ x, y }: Point): Point => ({ x: -y, y: x })

function fromCentre([a, b, c, d]: Quad, { x, y }: Point): Point {
  return { x: x - (a.x + b.x + c.x + d.x) / 4, y: y - (a.y + b.y + c.y + d.y) / 4 }
}
