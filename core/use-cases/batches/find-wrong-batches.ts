import { findBatches } from '../../domain/batch/find-batches.ts'
import { type BatchFix, proposeFix } from '../../domain/batch/propose-fix.ts'
import { done, type Outcome, object } from '../../domain/objection.ts'
import { isRowId } from '../../domain/row-id.ts'
import { isInScope, may, type Scope } from '../../policy.ts'
import type { App } from '../../ports/app.ts'
import type { BatchDose, BatchState, WrongBatch } from '../../ports/batches.ts'
import type { Officer } from '../../ports/staff.ts'
import type { Tx } from '../../ports/store.ts'
import { scopeFor } from '../desk/reach-report.ts'

/** Looks through every unit's doses, each unit by itself (features E18); answers how many alerts stand now. */
export async function findWrongBatches(app: App): Promise<number> {
  return app.store.transaction((tx) => searchIn(app, tx, { unitIds: 'all' }))
}

async function searchIn(app: App, tx: Tx, scope: Scope): Promise<number> {
  const perUnit = Map.groupBy(await tx.batches.groups(scope), ({ unitId }) => unitId)
  const found = [...perUnit.values()].flatMap((groups) => findBatches(groups))
  await tx.batches.keep(
    found.map(({ group, wrong, siteRate, fault, faultRows }) => {
      const { unitId, facility, givenOn, enteredBy, doses } = group
      const of = { unitId, facility, givenOn, enteredBy, doses }
      return { id: app.newId(), ...of, wrong, siteRate, fault, faultRows, foundAt: app.now() }
    }),
  )
  return found.length
}

/** The alerts of an officer's units; asked for anew when they say so. */
export async function listBatches(
  app: App,
  { officer, anew }: { officer: Officer; anew: boolean },
): Promise<Outcome<WrongBatch[]>> {
  if (!may(officer, 'see_batches')) return object('not_your_role')
  return app.store.transaction(async (tx) => {
    const scope = await scopeFor(tx, officer)
    if (anew) await searchIn(app, tx, scope)
    return done(await tx.batches.list(scope))
  })
}

export interface OnBatch {
  officer: Officer
  batchId: string
}

export interface BatchOpened {
  batch: WrongBatch
  doses: BatchDose[]
  /** The one correction for all rows, where those who reported agree. */
  fix: BatchFix | null
}

export async function openBatch(app: App, command: OnBatch): Promise<Outcome<BatchOpened>> {
  return app.store.transaction(async (tx) => {
    const reached = await reachBatch(tx, command, 'read')
    if (!reached.ok) return reached
    const doses = await tx.batches.dosesOf(reached.value)
    const subject = { subjectKind: 'batch', subjectId: command.batchId }
    const detail = { people: [...new Set(doses.map(({ personId }) => personId))] }
    await tx.audit.write({ staffId: command.officer.staffId, action: 'open_batch', ...subject, detail })
    return done({ batch: reached.value, doses, fix: fixOf(reached.value, doses) })
  })
}

function fixOf({ givenOn }: WrongBatch, doses: readonly BatchDose[]): BatchFix | null {
  const [first] = doses
  const same = (field: 'vaccine' | 'lot') =>
    doses.every((one) => one[field] === first?.[field]) ? first?.[field] : null
  const recorded = { givenOn, vaccine: same('vaccine') ?? null, lot: same('lot') ?? null }
  return proposeFix(
    recorded,
    doses.flatMap(({ said }) => said ?? []),
  )
}

/** The facility was asked to mend all rows at once, has done so, or nothing was wrong. */
export async function settleBatch(
  app: App,
  command: OnBatch & { state: Exclude<BatchState, 'found'> },
): Promise<Outcome<null>> {
  const { officer, batchId, state } = command
  return app.store.transaction(async (tx) => {
    const reached = await reachBatch(tx, command, 'lock')
    if (!reached.ok) return reached
    await tx.batches.setState(batchId, state, { staffId: officer.staffId, at: app.now() })
    const subject = { subjectKind: 'batch', subjectId: batchId }
    await tx.audit.write({ staffId: officer.staffId, action: 'settle_batch', ...subject, detail: { state } })
    return done(null)
  })
}

async function reachBatch(tx: Tx, { officer, batchId }: OnBatch, how: 'read' | 'lock'): Promise<Outcome<WrongBatch>> {
  if (!may(officer, 'see_batches')) return object('not_your_role')
  const known = isRowId(batchId)
  const batch = known ? await (how === 'lock' ? tx.batches.lock(batchId) : tx.batches.get(batchId)) : null
  return batch && isInScope(await scopeFor(tx, officer), batch.unitId) ? done(batch) : object('no_such_list')
}
