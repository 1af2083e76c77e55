import { provedPhone } from '../../domain/citizen/assurance.ts'
import type { Report } from '../../domain/report/report.ts'
import type { App } from '../../ports/app.ts'
import type { Tx } from '../../ports/store.ts'
import type { Unit } from '../../ports/units.ts'

export interface Belonging {
  unit: Unit
  personId: string | null
  report: Report | null
}

/** Who answers this person: the unit of the record, else of the report, else the only station, else the unit above all. */
export async function unitFor(app: App, tx: Tx, address: string, personId: string | null): Promise<Belonging> {
  const proofs = await tx.citizens.proofsOf(address, app.now())
  const proved = proofs.find((proof) => proof.personId !== null && proof.level >= 1)?.personId ?? null
  const report = await newestReport(tx, address, provedPhone(proofs))
  const person = personId ?? proved
  const record = person ? await tx.records.get(person) : null
  const unit = await firstUnit(tx, [record?.unitId, report?.unitId])
  return { unit, personId: record?.id ?? null, report }
}

async function newestReport(tx: Tx, address: string, phone: string | null): Promise<Report | null> {
  const ofPhone = phone ? await tx.reports.ofPhone(phone) : []
  const newestFirst = [...ofPhone, ...(await tx.contacts.casesOf(address))].sort(
    (a, b) => b.recordedAt.getTime() - a.recordedAt.getTime(),
  )
  return newestFirst.find((report) => report.state !== 'withdrawn') ?? null
}

async function firstUnit(tx: Tx, ids: (string | undefined)[]): Promise<Unit> {
  for (const id of ids) {
    const unit = id ? await tx.units.get(id) : null
    if (unit) return unit
  }
  const stations = (await tx.units.all()).filter((unit) => unit.kind === 'station')
  return stations.length === 1 && stations[0] ? stations[0] : tx.units.fallback()
}
