export interface Line {
  name: string
  unit: string
  house: number[]
  floor: number[]
  note: string
}

export function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}

/** Median of the rounds for both sides, and how much of the floor the house reaches. */
export function table(lines: Line[]): string {
  const rows = lines.map(({ name, unit, house, floor, note }) => {
    const [ours, bare] = [median(house), median(floor)]
    return [name, `${number(ours)} ${unit}`, `${number(bare)} ${unit}`, `${number((ours / bare) * 100)} %`, note]
  })
  const all = [['what', 'house', 'floor', 'house / floor', 'remark'], ...rows]
  const widths = all[0]?.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0))) ?? []
  return all.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')).join('\n')
}

function number(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toFixed(1)
}
