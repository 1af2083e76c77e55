import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const root = new URL('../../..', import.meta.url).pathname

/** Who opens sealed photos, and what leaves the server of them. */
const ROADS: Readonly<Record<string, string>> = {
  'core/use-cases/citizen/attach-photo.ts': 'seals, opens nothing',
  'core/use-cases/citizen/open-photo.ts': 'the opening itself',
  'core/use-cases/citizen/read-card-of-photo.ts': 'what the QR says',
  'core/use-cases/citizen/read-slip-of-photo.ts': 'what print says',
  'core/use-cases/desk/photo-link.ts': 'to officers, covered unless they gave a reason',
  'core/use-cases/follow-up/own-photo.ts': 'to the citizen who sent it',
}

test('C08 a sealed photo is opened on known roads only: no export, list or letter carries one', () => {
  const files = ['core', 'portal', 'bot', 'workers', 'cli'].flatMap((room) =>
    readdirSync(join(root, room), { recursive: true, encoding: 'utf8' }).map((file) => `${room}/${file}`),
  )
  const opening = files.filter(
    (file) => file.endsWith('.ts') && /open-photo\.ts'|photoLabel\b/.test(readFileSync(join(root, file), 'utf8')),
  )
  const openers = opening.filter((file) => /\bopenPhoto\b|\bphotoLabel\b/.test(readFileSync(join(root, file), 'utf8')))
  expect(openers.sort()).toEqual(Object.keys(ROADS).sort())
})
