const NUMBERS = {
  mot: ['một', 'one'],
  hai: ['hai', 'two'],
  ba: ['ba', 'three'],
  bon: ['bốn', 'four'],
  nam: ['năm', 'five'],
} as const
const VALUES = new Map(
  Object.values(NUMBERS).flatMap((words, at) => words.map((word) => [word as string, at + 1] as const)),
)
const COUNTED = new RegExp(
  `(?<![\\p{L}\\d])(\\d+|${[...VALUES.keys()].join('|')})\\s+(mũi|liều|doses?)(?![\\p{L}])`,
  'giu',
)

/** Every place where a paper states another number of doses than it shows (features H08): "3 mũi", "three doses". */
export function doseCountFaults(text: string, shown: number): string[] {
  return [...text.replace(/\s+/g, ' ').matchAll(COUNTED)].flatMap(([said, number = '']) => {
    const count = VALUES.get(number.toLowerCase()) ?? Number(number)
    return count === shown ? [] : [said]
  })
}
