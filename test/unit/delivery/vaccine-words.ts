import { readFileSync } from 'node:fs'
import { z } from 'zod'

const List = z.object({ vaccines: z.array(z.object({ name: z.string(), aliases: z.array(z.string()) })) })

/** Every name under which a vaccine of the national list is known. */
export function vaccineWords(): string[] {
  const file = new URL('../../../data/vaccines.json', import.meta.url)
  return List.parse(JSON.parse(readFileSync(file, 'utf8'))).vaccines.flatMap(({ name, aliases }) => [name, ...aliases])
}
