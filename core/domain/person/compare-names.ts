import { type FullName, foldName } from './full-name.ts'
import { foldIy, toneOld } from './marks.ts'

/** 1 exact · 2 same but for case, spaces, tone place · 3 same without marks · 4 same after i/y · 5 one letter off. */
export type NameLikeness = 1 | 2 | 3 | 4 | 5

/** The ladder of domain 7.3. 1 and 2 are equal; 3 to 5 are "probably the same" and a person decides; null is apart. */
export function compareNames(a: FullName, b: FullName): NameLikeness | null {
  if (a === b) return 1
  if (spelling(a) === spelling(b)) return 2
  const foldedA = foldName(a)
  const foldedB = foldName(b)
  if (foldedA === foldedB) return 3
  if (foldIy(foldedA) === foldIy(foldedB)) return 4
  return differInOneLetter(foldedA, foldedB) ? 5 : null
}

export function isSameName(a: FullName, b: FullName): boolean {
  const likeness = compareNames(a, b)
  return likeness !== null && likeness <= 2
}

/** Letters to change, add, drop or exchange with a neighbour to make one word the other; at most `limit` + 1. */
export function editDistance(a: string, b: string, limit = 2): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1
  let before: number[] = []
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1
      let cost = Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + same)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, (before[j - 2] ?? 0) + 1)
      next.push(cost)
    }
    before = row
    row = next
  }
  return Math.min(row[b.length] ?? 0, limit + 1)
}

function spelling(name: FullName): string {
  return toneOld(name.toLowerCase())
}

function differInOneLetter(a: string, b: string): boolean {
  const wordsA = a.split(' ')
  const wordsB = b.split(' ')
  if (wordsA.length !== wordsB.length) return false
  const apart = wordsA.flatMap((word, index) =>
    word === wordsB[index] ? [] : [editDistance(word, wordsB[index] ?? '')],
  )
  return apart.length === 1 && apart[0] === 1
}
