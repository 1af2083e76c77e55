import { done, type Outcome, object } from '../../domain/objection.ts'
import type { Actor } from '../../domain/role.ts'
import { may } from '../../policy.ts'
import type { App } from '../../ports/app.ts'
import type { PoliceList, PoliceReturn } from '../../ports/police-lists.ts'
import type { Tx } from '../../ports/store.ts'
import { sha256 } from '../exchange/sha256.ts'
import { objectionToSecond } from '../staff/second-person.ts'
import { type Countersign, countersign, policeSigner } from './countersign-return.ts'
import { checkHandOver } from './hand-over-check.ts'
import { returnedPaper } from './return-files.ts'
import { type AnswerWords, takeRowBack } from './take-row-back.ts'

export interface AcceptReturn {
  officer: Extract<Actor, { kind: 'staff' }>
  returnId: string
  /** The paper as it came back, when it travelled outside this house; else the stored one is checked. */
  returnedFile: Buffer | null
  /** How the station signs; its own certificate unless told otherwise. */
  by?: Countersign
  words: AnswerWords
}

export interface Accepted {
  confirmed: number
  objected: number
  /** Rows of the list that nobody has returned: they stay on the clock (features F03). */
  stillOpen: number
}

/** The station checks, countersigns and takes a return: each answer reaches its identity case and its reports at once. */
export async function acceptReturn(app: App, command: AcceptReturn): Promise<Outcome<Accepted>> {
  const { officer, returnId } = command
  const found = await app.store.transaction((tx) => readSigned(tx, officer, returnId))
  if (!found.ok) return found
  const { list, returned } = found.value
  const file = await fileToCheck(app, command, returned)
  const before = await app.store.transaction(async (tx) =>
    checkHandOver({ list, returned, file, rows: await tx.policeLists.rowsOf(list.id) }),
  )
  if (!before.ok) return before
  const police = await policeSigner(app, returned)
  if (!police.ok) return police
  const by = command.by ?? { with: 'own' }
  const signatures = await countersign(app, returned, officer, { police: police.value, by })
  if (!signatures.ok) return signatures
  return app.store.transaction(async (tx) => {
    const again = await readSigned(tx, officer, returnId)
    if (!again.ok) return again
    // Minutes were signed for real meanwhile: that signature has not been checked here.
    if (again.value.returned.signedFileSha256 !== returned.signedFileSha256) return object('changed_meanwhile')
    const rows = await tx.policeLists.rowsOf(list.id)
    const unchanged = checkHandOver({ ...again.value, file, rows })
    if (!unchanged.ok) return unchanged
    const mine = rows.filter((row) => row.returnId === returnId)
    let confirmed = 0
    for (const row of mine) if ((await takeRowBack(app, tx, row, command.words)) === 'confirmed') confirmed += 1
    await tx.policeLists.closeRows(mine.map((row) => row.id))
    const accepted = { state: 'accepted', acceptedBy: officer.staffId, acceptedAt: app.now() } as const
    await tx.policeLists.saveAccepted({ ...again.value.returned, ...signatures.value, ...accepted })
    await appendAccepted(app, tx, officer, again.value)
    const stillOpen = rows.filter((row) => row.open && row.returnId !== returnId).length
    return done({ confirmed, objected: mine.length - confirmed, stillOpen })
  })
}

/** The signed paper is the paper that was drawn up with a signature behind it: whoever brings it back brings the same. */
async function fileToCheck(app: App, { returnedFile }: AcceptReturn, returned: PoliceReturn): Promise<Buffer> {
  const isSignedOne = returnedFile !== null && sha256(returnedFile) === returned.signedFileSha256
  return returnedFile === null || isSignedOne ? returnedPaper(app, returned) : returnedFile
}

async function readSigned(
  tx: Tx,
  officer: AcceptReturn['officer'],
  returnId: string,
): Promise<Outcome<{ list: PoliceList; returned: PoliceReturn }>> {
  const returned = await tx.policeLists.lockReturn(returnId)
  const list = returned ? await tx.policeLists.get(returned.listId) : null
  if (!returned || !list || list.unitId !== officer.unitId) return object('no_such_list')
  if (!may(officer, 'accept_police_return')) return object('not_your_role', { action: 'accept' })
  if (returned.state !== 'signed') return object('not_possible_now', { action: 'accept', state: returned.state })
  const objection = await objectionToSecond(tx, officer, returned.signedBy, 'same_signer')
  return objection ? { ok: false, objection } : done({ list, returned })
}

async function appendAccepted(
  app: App,
  tx: Tx,
  officer: AcceptReturn['officer'],
  { list, returned }: { list: PoliceList; returned: PoliceReturn },
): Promise<void> {
  const detail = { part: returned.part, sha256: returned.sha256, fileSha256: returned.fileSha256 }
  const step = {
    subject: 'police_list',
    subjectId: list.id,
    action: 'accept',
    from: list.state,
    to: list.state,
  } as const
  await tx.history.append({ ...step, actor: officer, detail, at: app.now() })
}
