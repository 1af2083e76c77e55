import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { readXlsx } from 'hucre/xlsx'

const TEMPLATE = JSON.parse(
  readFileSync(fileURLToPath(new URL('../../../data/platform-import-template.json', import.meta.url)), 'utf8'),
) as { columns: { header: string; value: string }[] }

/** The import file's rows by the names of the template. An empty cell empties the field, as the template says. */
export async function readWorkbook(bytes: Buffer): Promise<Record<string, string>[]> {
  const { sheets } = await readXlsx(new Uint8Array(bytes))
  const [heads = [], ...lines] = sheets[0]?.rows ?? []
  const names = heads.map((head) => TEMPLATE.columns.find((column) => column.header === head)?.value ?? null)
  return lines.map((cells) =>
    Object.fromEntries(
      names.flatMap((name, index) => (name === null || name === 'rowNo' ? [] : [[name, String(cells[index] ?? '')]])),
    ),
  )
}
