import { type KeyObject, sign, verify, X509Certificate } from 'node:crypto'
import { toBuffer } from 'qrcode'
import { type PassportRecord, passportClaims } from '../core/domain/papers/dcc-payload.ts'
import { encodePassport, newUvci } from '../platform/passport/encode.ts'
import { passportQrPng } from '../platform/passport/qr.ts'
import { makePracticeSigner, type PassportSigner, readPassportSigner } from '../platform/passport/signer.ts'
import { readVaccines } from '../platform/passport/vaccine-table.ts'
import { verifyPassport } from '../platform/passport/verify.ts'
import type { Line } from './table.ts'

const ROUNDS = 9
const PASSPORTS = 1000
const PICTURES = 12
/** As large as what a passport signs. */
const MESSAGE = Buffer.alloc(340, 7)
const RAW = { dsaEncoding: 'ieee-p1363' as const }

/** Issuing and verifying against the bare signature of the same key, and the QR picture against `qrcode` as it comes (dcc.md). */
export async function measurePassports(): Promise<Line[]> {
  const pems = await makePracticeSigner(new Date())
  const signer = readPassportSigner(pems.certificatePem, pems.keyPem)
  const vaccines = readVaccines()
  const hc1 = issueOne(signer, vaccines)
  const trust = { trust: [signer.certificate], clock: new Date() }
  const signature = sign('sha256', MESSAGE, { key: signer.key, ...RAW })
  const key = new X509Certificate(signer.certificate.raw).publicKey
  const issuing = line('passports issued', '/s', 'floor: crypto.sign alone (dcc.md: 30 %)')
  const verifying = line('passports verified', '/s', 'floor: crypto.verify alone (dcc.md: 64 %)')
  const pictures = line('passport QR as PNG', '/s', 'floor: qrcode.toBuffer, level Q (dcc.md: 500 %)')
  for (let round = 0; round < ROUNDS; round += 1) {
    issuing.floor.push(perSecond(PASSPORTS, () => signed(signer.key)))
    issuing.house.push(perSecond(PASSPORTS, () => issueOne(signer, vaccines)))
    verifying.floor.push(perSecond(PASSPORTS, () => verify('sha256', MESSAGE, { key, ...RAW }, signature)))
    verifying.house.push(perSecond(PASSPORTS, () => verifyPassport(hc1, trust).valid || fail()))
    pictures.floor.push(await picturesPerSecond(() => toBuffer(hc1, { errorCorrectionLevel: 'Q', scale: 6 })))
    pictures.house.push(await picturesPerSecond(() => passportQrPng(hc1)))
  }
  return [issuing, verifying, pictures]
}

const line = (name: string, unit: string, note: string): Line => ({ name, unit, note, house: [], floor: [] })

const signed = (key: KeyObject) => sign('sha256', MESSAGE, { key, ...RAW })

function issueOne(signer: PassportSigner, vaccines: ReturnType<typeof readVaccines>): string {
  const made = passportClaims(aRecord(), vaccines)
  return made.ok ? encodePassport(made.claims, signer) : fail()
}

/** An invented person. */
const aRecord = (): PassportRecord => ({
  fullName: 'Nguyễn Thị Thử',
  birthDate: '1990-05-17',
  doses: [{ number: 2, total: 2, vaccine: 'Pfizer', givenOn: '2021-10-30' }],
  issuer: 'Cục Y tế dự phòng - Bộ Y tế',
  uvci: newUvci(),
  issuedAt: new Date(),
})

function fail(): never {
  throw new Error('The bench made a passport that does not hold')
}

/** Per second of CPU of this process, its collector included: dcc.md counts so, and what else the machine does hardly shows. */
function perSecond(times: number, work: () => unknown): number {
  const start = process.cpuUsage()
  for (let i = 0; i < times; i += 1) work()
  return times / secondsSince(start)
}

async function picturesPerSecond(work: () => unknown): Promise<number> {
  const start = process.cpuUsage()
  for (let i = 0; i < PICTURES; i += 1) await work()
  return PICTURES / secondsSince(start)
}

function secondsSince(start: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(start)
  return (user + system) / 1_000_000
}
