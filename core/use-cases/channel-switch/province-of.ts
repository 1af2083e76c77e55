import { provedPhone } from '../../domain/citizen/assurance.ts'
import type { Tx } from '../../ports/store.ts'
import type { Unit } from '../../ports/units.ts'

/** Id of the province above a unit; of the highest unit where the installation holds no province. */
export async function provinceOfUnit(tx: Tx, unitId: string): Promise<string> {
  const units = new Map((await tx.units.all()).map((unit) => [unit.id, unit]))
  const seen = new Set<string>()
  let unit: Unit | undefined = units.get(unitId)
  while (unit && unit.kind !== 'province' && unit.parentId && !seen.has(unit.id)) {
    seen.add(unit.id)
    unit = units.get(unit.parentId)
  }
  return unit?.id ?? (await tx.units.fallback()).id
}

/** The province a conversation belongs to: of its newest report, else of its record, else the only one there is; null: unknown. */
export async function provinceOfAddress(tx: Tx, address: string, now: Date): Promise<string | null> {
  const proofs = await tx.citizens.proofsOf(address, now)
  const phone = provedPhone(proofs)
  const reports = [...(await tx.reports.ofAddress(address)), ...(phone ? await tx.reports.ofPhone(phone) : [])]
  const newest = reports.sort((a, b) => b.recordedAt.getTime() - a.recordedAt.getTime())[0]
  if (newest) return provinceOfUnit(tx, newest.unitId)
  const personId = proofs.find((proof) => proof.personId !== null)?.personId
  const record = personId ? await tx.records.get(personId) : null
  return record ? provinceOfUnit(tx, record.unitId) : onlyProvince(tx)
}

async function onlyProvince(tx: Tx): Promise<string | null> {
  const tops = (await tx.units.all()).filter((unit) => unit.parentId === null && unit.kind !== 'police')
  return tops.length === 1 ? (tops[0]?.id ?? null) : null
}
