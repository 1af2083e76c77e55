import { type Outcome, object } from '../../domain/objection.ts'
import type { PhoneE164 } from '../../domain/person/phone.ts'
import { readReceiptCode } from '../../domain/report/receipt-code.ts'
import type { App } from '../../ports/app.ts'
import { confirmCode } from './confirm-code.ts'
import { requestCode } from './request-code.ts'

export interface OwnerCode {
  /** The report's receipt code. */
  code: string
  address: string
}

/** Sends a code to the phone of a report; only an address that already gave the end of that phone may ask. */
export async function requestOwnerCode(
  app: App,
  command: OwnerCode & { locale: 'vi' | 'en'; origin?: string | null },
): Promise<Outcome<{ phoneMasked: string; minutes: number }>> {
  const phone = await phoneOfReport(app, command)
  return phone ? requestCode(app, { ...command, phone, purpose: 'report' }) : object('no_such_report')
}

/** A right code makes the address an owner of the report: it may withdraw it or send it again. */
export async function confirmOwnerCode(
  app: App,
  command: OwnerCode & { digits: string; origin?: string | null },
): Promise<Outcome<{ phone: PhoneE164 }>> {
  const phone = await phoneOfReport(app, command)
  if (!phone) return object('no_such_report')
  return confirmCode(app, { ...command, phone, purpose: 'report', code: command.digits })
}

async function phoneOfReport(app: App, { code, address }: OwnerCode): Promise<string | null> {
  return app.store.transaction(async (tx) => {
    const proofs = await tx.citizens.proofsOf(address, app.now())
    const report = await tx.reports.byCode(readReceiptCode(code) ?? '')
    return proofs.some((proof) => proof.phone !== null && proof.phone === report?.phone)
      ? (report?.phone ?? null)
      : null
  })
}
