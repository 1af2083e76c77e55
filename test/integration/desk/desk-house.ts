import { randomUUID } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { Router } from 'express'
import { TOTP } from 'otpauth'
import type { Outcome } from '../../../core/domain/objection.ts'
import type { PlatformRecord } from '../../../core/domain/record/platform-record.ts'
import { newReceiptCode } from '../../../core/domain/report/receipt-code.ts'
import type { Report } from '../../../core/domain/report/report.ts'
import { dueAt } from '../../../core/domain/report/report-clock.ts'
import type { StaffRole } from '../../../core/domain/role.ts'
import type { App } from '../../../core/ports/app.ts'
import type { Officer } from '../../../core/ports/staff.ts'
import { addStaff } from '../../../core/use-cases/desk/log-in/add-staff.ts'
import { plainQrSvg } from '../../../platform/passport/qr.ts'
import { createPortal } from '../../../portal/app.ts'
import { caseRoutes } from '../../../portal/staff/case/routes.ts'
import { logInRoutes } from '../../../portal/staff/log-in/routes.ts'
import { officerGate } from '../../../portal/staff/officer.ts'
import { photoRoutes } from '../../../portal/staff/photo/routes.ts'
import { queueRoutes } from '../../../portal/staff/queue/routes.ts'
import { reminderRoutes } from '../../../portal/staff/reminders/routes.ts'
import { samePersonRoutes } from '../../../portal/staff/same-person/routes.ts'
import { createRenderer } from '../../../templates/render.ts'
import type { TestHouse } from '../../support/test-app.ts'

export function must<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(`objection ${outcome.objection.code} ${JSON.stringify(outcome.objection.detail)}`)
  return outcome.value
}

export const objectionOf = (outcome: Outcome<unknown>) => (outcome.ok ? 'none' : outcome.objection.code)

/** An officer as use cases know them, without a log-in. */
export async function anOfficer(house: TestHouse, wish: { role?: StaffRole; unitId?: string } = {}): Promise<Officer> {
  const { staffId } = await house.staff({ role: 'clerk', ...wish })
  const account = await house.app.store.transaction((tx) => tx.staff.get(staffId))
  if (!account) throw new Error('no officer')
  const { login, fullName, role, unitId, unitName } = account
  return { staffId, login, fullName, role, unitId, unitName }
}

/** A queued report about a name, recorded now at the practice station, with its first event. */
export async function aReport(house: TestHouse, wish: Partial<Report> = {}): Promise<Report> {
  const { app } = house
  const recordedAt = wish.recordedAt ?? app.now()
  const id = wish.id ?? randomUUID()
  const report: Report = {
    id,
    code: newReceiptCode(app.random),
    types: ['WRONG_NAME'],
    state: 'queued',
    version: 1,
    recordedAt,
    dueAt: dueAt(recordedAt),
    round: 1,
    unitId: 'tyt-mau',
    partOf: null,
    personId: null,
    claimant: {
      fullName: 'Nguyễn Thị Thử',
      birthDate: '1990-05-17',
      sex: 'female',
      idNumber: null,
      passportCountry: null,
    },
    phone: null,
    address: `telegram|1|${id}`,
    locale: 'vi',
    changes: [{ field: 'fullName', recorded: 'Nguyễn Thị Thừ', correct: 'Nguyễn Thị Thử', source: 'typed' }],
    doses: [],
    note: null,
    takenBy: null,
    refusalReasons: [],
    answer: null,
    deferredUntil: null,
    endState: null,
    hops: 0,
    landedRowId: null,
    ...wish,
  }
  await app.store.transaction(async (tx) => {
    await tx.reports.insert({ ...report, idempotencyKey: id, consentVersion: null })
    const actor = { kind: 'citizen', role: 'citizen', address: report.address ?? '' } as const
    await tx.history.append({
      subject: 'report',
      subjectId: id,
      action: 'record',
      from: null,
      to: 'queued',
      actor,
      detail: {},
      at: recordedAt,
    })
  })
  return report
}

export const aboutPhone = (person: PlatformRecord): Partial<Report> => ({
  personId: person.id,
  types: ['WRONG_PHONE'],
  changes: [{ field: 'phone', recorded: null, correct: '+84912345678', source: 'typed' }],
})

export async function reportNow(app: App, id: string): Promise<Report> {
  const report = await app.store.transaction((tx) => tx.reports.get(id))
  if (!report) throw new Error('no such report')
  return report
}

export interface DeskPortal {
  url: string
  close(): Promise<void>
}

/** The staff pages behind their gate, on a real port. */
export async function openDesk(app: App): Promise<DeskPortal> {
  const render = createRenderer({ root: fileURLToPath(new URL('../../../templates', import.meta.url)) })
  const deskOnly = Router().use(officerGate(app, render), logInRoutes(app, render, plainQrSvg), photoRoutes(app))
  deskOnly.use(
    samePersonRoutes(app, render),
    queueRoutes(app, render),
    caseRoutes(app, render),
    reminderRoutes(app, render),
  )
  const quiet = () => undefined
  const portal = createPortal({
    render,
    log: { info: quiet, warn: quiet, error: (fields) => process.stderr.write(`${JSON.stringify(fields)}\n`) },
    settings: { publicUrl: app.settings.publicUrl, practice: true, sessionSecret: 'only for tests' },
    routers: [{ path: '/', router: deskOnly }],
  })
  const server = portal.listen(0)
  await new Promise((resolve) => server.once('listening', resolve))
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

export interface Account {
  staffId: string
  login: string
  password: string
  code(): string
}

/** An account that can log in; its codes follow the clock of the house. */
export async function anAccount(
  house: TestHouse,
  wish: { role?: StaffRole; unitId?: string; mustChange?: boolean } = {},
): Promise<Account> {
  const login = `can-bo-${randomUUID().slice(0, 8)}`
  const { role = 'clerk', unitId = 'tyt-mau', mustChange = false } = wish
  const { staffId, password, totpSecret } = must(
    await addStaff(house.app, { login, fullName: 'Phạm Thị Thử', role, unitId }),
  )
  if (!mustChange)
    await house.db.updateTable('staff').set({ must_change_password: false }).where('id', '=', staffId).execute()
  const code = () => new TOTP({ secret: totpSecret }).generate({ timestamp: house.clock.now().getTime() })
  return { staffId, login, password, code }
}
