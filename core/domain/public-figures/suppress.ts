import { type Area, type Counts, type Published, SMALLEST_CELL } from './figures.ts'

/** Cells that are told together or not at all: a share tells both of its parts. */
const BLOCKS = [['open'], ['decided'], ['inTime', 'late'], ['upheld', 'denied']] as const satisfies (keyof Counts)[][]

type Block = (typeof BLOCKS)[number]
type Tree = readonly Area<Counts & { medianHours: number | null }>[]

/**
 * Takes out every cell below 5, and as many beside it that no such cell can be reckoned back: below a published area the
 * untold areas add up to 5 or more in every cell, and below an untold area nothing is told. The parent's own number must be
 * the sum of its areas.
 */
export function suppressed(tree: Tree): Area<Published>[] {
  const untold = new Map<Block, Set<string>>()
  for (const block of BLOCKS) {
    // In time and late add up to the decided ones: whoever is untold there is untold here.
    const before = block[0] === 'inTime' ? [...(untold.get(BLOCKS[1]) ?? [])] : []
    untold.set(block, untoldIn(tree, block, before))
  }
  const told = (area: string, key: keyof Counts) =>
    !BLOCKS.some((block) => block.some((one) => one === key) && untold.get(block)?.has(area))
  return tree.map(({ value, ...area }) => {
    const cell = (key: keyof Counts) => (told(area.area, key) ? value[key] : null)
    return {
      ...area,
      value: {
        open: cell('open'),
        decided: cell('decided'),
        inTime: cell('inTime'),
        late: cell('late'),
        upheld: cell('upheld'),
        denied: cell('denied'),
        medianHours: told(area.area, 'decided') ? value.medianHours : null,
      },
    }
  })
}

function untoldIn(tree: Tree, block: Block, before: readonly string[]): Set<string> {
  const hidden = new Set(before)
  const [root] = tree.filter(({ parent }) => parent === null)
  if (root) hideBelow(tree, root, block, hidden)
  return hidden
}

function hideBelow(tree: Tree, area: Tree[number], block: Block, hidden: Set<string>): void {
  if (isSmall(area.value, block)) hidden.add(area.area)
  const children = tree.filter(({ parent }) => parent === area.area)
  if (hidden.has(area.area)) for (const child of children) hidden.add(child.area)
  else completeHiding(children, block, hidden)
  for (const child of children) hideBelow(tree, child, block, hidden)
}

/** The smallest told neighbours follow the untold ones until their sum gives nothing away. */
function completeHiding(children: Tree, block: Block, hidden: Set<string>): void {
  for (const { area, value } of children) if (isSmall(value, block)) hidden.add(area)
  for (;;) {
    const away = children.filter(({ area }) => hidden.has(area))
    if (away.length === 0 || block.every((key) => sumOf(away, key) >= SMALLEST_CELL)) return
    const [next] = children.filter(({ area }) => !hidden.has(area)).sort((a, b) => sizeOf(a, block) - sizeOf(b, block))
    if (!next) return
    hidden.add(next.area)
  }
}

const isSmall = (value: Counts, block: Block) => block.some((key) => value[key] < SMALLEST_CELL)

const sumOf = (areas: Tree, key: keyof Counts) => areas.reduce((sum, { value }) => sum + value[key], 0)

const sizeOf = ({ value }: Tree[number], block: Block) => block.reduce((sum, key) => sum + value[key], 0)
