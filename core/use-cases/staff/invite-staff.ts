import { randomBytes } from 'node:crypto'
import { done, type Outcome, object } from '../../domain/objection.ts'
import { FIRST_PASSWORD_MS } from '../../domain/staff-account/account-rules.ts'
import { actsAsOneOfTwo } from '../../policy.ts'
import type { App } from '../../ports/app.ts'
import type { Officer } from '../../ports/staff.ts'
import type { Tx } from '../../ports/store.ts'
import { askRole, tellSecondPeople } from './ask-role.ts'
import { givePost } from './give-post.ts'
import { mayGive, type RoleWish } from './managed.ts'

export interface InviteStaff extends RoleWish {
  officer: Officer
  login: string
  fullName: string
}

/** What is handed over on paper, once. */
export interface PasswordSlip {
  staffId: string
  login: string
  fullName: string
  password: string
  until: Date
  /** The leading role waits for a second person; until then the account opens nothing. */
  waits: boolean
  /** Opened by one leader: it works at once, and counts as one with that leader until another has confirmed it. */
  alone: boolean
}

/**
 * Opens an account with a one-time password and no second factor: the officer sets up their own at the first log-in, so that nobody
 * else ever holds it (features K03). A leading role begins only when a second person has confirmed it (K02).
 */
export async function inviteStaff(app: App, command: InviteStaff): Promise<Outcome<PasswordSlip>> {
  const first = await firstPassword(app)
  return app.store.transaction((tx) => inviteWithin(app, tx, command, first))
}

interface FirstPassword {
  password: string
  passwordHash: string
}

/** Made before the transaction: hashing takes its time. */
export async function firstPassword(app: App): Promise<FirstPassword> {
  const password = newPassword()
  return { password, passwordHash: await app.secrets.hashPassword(password) }
}

/** The same inside a transaction of the caller (core/use-cases/communes). */
export async function inviteWithin(
  app: App,
  tx: Tx,
  command: InviteStaff,
  { password, passwordHash }: FirstPassword,
): Promise<Outcome<PasswordSlip>> {
  const { officer: by, role, unitId } = command
  const login = command.login.trim().toLowerCase()
  const fullName = command.fullName.normalize('NFC').trim()
  const allowed = await mayGive(app, tx, by, command)
  if (!allowed.ok) return allowed
  const staffId = app.newId()
  const until = new Date(app.now().getTime() + FIRST_PASSWORD_MS)
  const account = { staffId, login, fullName, role, unitId, passwordHash, totpSecret: Buffer.alloc(0) }
  const first = { mustChangePassword: true, mustEnrolFactor: true, firstPasswordUntil: until, openedBy: by.staffId }
  if (!(await tx.staff.add({ ...account, ...first }))) return object('login_taken')
  // What an account begins with is its leader's to give, or a second person's to confirm.
  for (const { postId } of await tx.staffPosts.of(staffId)) await tx.staffPosts.remove(postId)
  const about = { subjectKind: 'staff', subjectId: staffId } as const
  await tx.audit.write({ staffId: by.staffId, action: 'invite_staff', ...about, detail: { role, unitId } })
  const { needsTwo } = allowed.value
  if (needsTwo) await askRole(app, tx, by, staffId, command)
  else await givePost(app, tx, by, staffId, command)
  const alone = !needsTwo && actsAsOneOfTwo({ role })
  if (alone)
    await tellSecondPeople(app, tx, [by.staffId, staffId], {
      role,
      unitId,
      kind: 'account_unconfirmed',
      about: staffId,
    })
  return done({ staffId, login, fullName, password, until, waits: needsTwo, alone })
}

/** 16 letters and digits in groups of four, without those that look alike on paper. */
export function newPassword(): string {
  const letters = 'abcdefghjkmnpqrstuvwxyz23456789'
  const text = [...randomBytes(64)]
    .filter((byte) => byte < 248)
    .slice(0, 16)
    .map((byte) => letters[byte % letters.length])
    .join('')
  return text.match(/.{4}/g)?.join('-') ?? text
}
