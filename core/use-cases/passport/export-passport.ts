import { passportDoses } from '../../domain/passport/passport-doses.ts'
import { readStatement } from '../../domain/signing/dose-statement.ts'
import type { App } from '../../ports/app.ts'
import type { ExportedRecord } from '../../ports/services.ts'
import { provedAtTwo, signedCodes } from './own-signed.ts'

/** The same signed record for other formats (features H14); null without level 2 or without a passport. */
export async function exportPassport(app: App, { address }: { address: string }): Promise<ExportedRecord | null> {
  return app.store.transaction(async (tx) => {
    const record = await provedAtTwo(app, tx, address)
    const own = record && (await signedCodes(tx, record.id))
    const [newest] = own?.passports ?? []
    if (!own || !newest) return null
    const { fullName, birthDate, doses } = readStatement(own.signed.canonical)
    const unit = await tx.units.get(own.signed.unitId)
    const { issuedAt, expiresAt } = newest
    const named = passportDoses(app.passports.vaccines, doses).flatMap((dose) =>
      own.passports.filter(({ doseNumber }) => doseNumber === dose.number).map(({ ci }) => ({ ...dose, ci })),
    )
    return { fullName, birthDate, issuer: unit?.name ?? own.signed.unitId, issuedAt, expiresAt, doses: named }
  })
}
