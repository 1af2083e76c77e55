import { createHash, randomBytes } from 'node:crypto'
import { linkExpiresAt } from '../../domain/hamlet/link-rules.ts'
import { done, type Outcome, object } from '../../domain/objection.ts'
import type { Actor } from '../../domain/role.ts'
import { may } from '../../policy.ts'
import type { App } from '../../ports/app.ts'

interface AboutLink {
  officer: Extract<Actor, { kind: 'staff' }>
  listId: string
}

export interface NewLink {
  token: string
  /** Six digits, told by word of mouth; neither is kept here. */
  pin: string
  expiresAt: Date
}

/** A link and a PIN for one list; the link given before ends. Both are shown once, to be given by hand. */
export async function makeHamletLink(app: App, { officer, listId }: AboutLink): Promise<Outcome<NewLink>> {
  if (!may(officer, 'review_with_hamlet')) return object('not_your_role')
  const token = randomBytes(16).toString('base64url')
  const pin = String(Math.floor(app.random() * 1_000_000)).padStart(6, '0')
  const pinHash = await app.secrets.hashPassword(pin)
  return app.store.transaction(async (tx) => {
    const list = await tx.hamletLists.get(listId)
    if (!list || list.unitId !== officer.unitId) return object('no_such_list')
    if (!(await tx.hamletLists.lockRows(listId)).some((row) => row.open)) return object('list_empty')
    const madeAt = app.now()
    const expiresAt = linkExpiresAt(list.dueAt, madeAt)
    const link = { id: app.newId(), listId, tokenHash: secretHash(token), pinHash, wrongPins: 0 }
    await tx.hamletLinks.insert({ ...link, madeBy: officer.staffId, madeAt, expiresAt, endedAt: null })
    await tx.audit.write({ staffId: officer.staffId, action: 'make_hamlet_link', ...about(listId) })
    return done({ token, pin, expiresAt })
  })
}

export async function endHamletLink(app: App, { officer, listId }: AboutLink): Promise<Outcome<null>> {
  if (!may(officer, 'review_with_hamlet')) return object('not_your_role')
  return app.store.transaction(async (tx) => {
    const list = await tx.hamletLists.get(listId)
    if (!list || list.unitId !== officer.unitId) return object('no_such_list')
    await tx.hamletLinks.end(listId, app.now())
    await tx.audit.write({ staffId: officer.staffId, action: 'end_hamlet_link', ...about(listId) })
    return done(null)
  })
}

const about = (subjectId: string) => ({ subjectKind: 'hamlet_list', subjectId })

/** All that is kept of a link or of a phone's key: 128 random bits cannot be tried out. */
export function secretHash(secret: string): Buffer {
  return createHash('sha256').update(`hamlet|${secret}`).digest()
}
