/**
 * Counts the syllables of our own Vietnamese texts and prints core/domain/thread/syllable-table.ts.
 * Usage: node test/support/write-syllables.ts
 */
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { isSyllable } from '../../core/domain/person/syllable.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const PER_LINE = 600

/** Sentences as people write them: a template is cut where it has a variable. */
function ownSentences(): string[] {
  const files = readdirSync(`${root}templates`, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.vi\.(hbs|json)$/.test(name))
    .sort()
  const texts = files.flatMap((name) => textsIn(name, readFileSync(`${root}templates/${name}`, 'utf8')))
  return [...texts, ...readFileSync(`${root}data/citizen-sentences.vi.txt`, 'utf8').split('\n')]
    .flatMap((text) => text.normalize('NFC').split(/\{\{.*?\}\}|\{\w+\}|[\n.,:;!?()"“”/·…–]/))
    .map((text) => text.trim())
    .filter(Boolean)
}

function textsIn(name: string, source: string): string[] {
  if (name.endsWith('.hbs')) return [source]
  return [...source.matchAll(/:\s*"((?:[^"\\]|\\.)*)"/g)].map((match) => match[1] ?? '')
}

function syllableTable(sentences: readonly string[]): { syllables: string; pairs: string } {
  const single = new Map<string, number>()
  const pairs = new Map<string, number>()
  const add = (counts: Map<string, number>, key: string) => counts.set(key, (counts.get(key) ?? 0) + 1)
  for (const sentence of sentences) {
    const words = sentence.toLowerCase().match(/\p{L}+/gu) ?? []
    for (const [index, word] of words.entries()) {
      if (!isSyllable(word)) continue
      const before = words[index - 1]
      add(single, word)
      if (before && isSyllable(before)) add(pairs, `${before} ${word}`)
    }
  }
  return { syllables: written(single), pairs: written(pairs) }
}

/** Ordered by the words, so that a changed text changes few lines. */
function written(counts: Map<string, number>): string {
  const sorted = [...counts].sort(([a], [b]) => (a < b ? -1 : 1))
  return sorted.map(([words, count]) => (count === 1 ? words : `${words}:${count}`)).join(';')
}

function literal(text: string): string {
  const lines = text.match(new RegExp(`.{1,${PER_LINE}}`, 'gu')) ?? []
  return lines.map((line) => `  '${line}'`).join(' +\n')
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { syllables, pairs } = syllableTable(ownSentences())
  process.stdout.write(
    `/** Syllables of our own Vietnamese texts and how often they stand there (once where no number follows). */\nexport const SYLLABLES =\n${literal(syllables)}\n\n/** The same for two syllables in a row. */\nexport const SYLLABLE_PAIRS =\n${literal(pairs)}\n`,
  )
}
