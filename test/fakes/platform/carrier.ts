import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Book } from './book.ts'
import { dosesList, resultsList } from './lists.ts'

/** Whoever carries files between the folder and the practice Platform: takes what lies in `gui/`, brings receipts and lists to `nhan/`. */
export function carrier(folder: string, book: Book) {
  const [outgoing, incoming] = [join(folder, 'gui'), join(folder, 'nhan')]
  return {
    /** One walk. A Platform that is down takes nothing. */
    walk: async (): Promise<void> => {
      if (book.moods.isDown || book.moods.isBroken) return
      const names = await readdir(outgoing).catch(() => [])
      await mkdir(incoming, { recursive: true })
      for (const name of names.filter((one) => one.endsWith('.json')).sort()) {
        const manifest = JSON.parse(await readFile(join(outgoing, name), 'utf8')) as { number: string; sha256: string }
        const bytes = await readFile(join(outgoing, `${manifest.number}.xlsx`))
        const answer = await book.takeFile(manifest.number, bytes, manifest.sha256)
        const receipt = answer.state === 'accepted' ? answer.totals : { refused: answer.reason }
        await writeFile(join(incoming, name), JSON.stringify(receipt))
      }
    },
    bringLists: async (unitId: string): Promise<void> => {
      await mkdir(incoming, { recursive: true })
      await writeFile(join(incoming, `${unitId}-results.csv`), resultsList(book, unitId))
      await writeFile(join(incoming, `${unitId}-doses.csv`), dosesList(book, unitId))
    },
  }
}
