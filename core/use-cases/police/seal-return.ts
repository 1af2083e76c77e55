import { done, type Outcome, object } from '../../domain/objection.ts'
import type { Actor } from '../../domain/role.ts'
import { signatureObjection } from '../../domain/signing/signature-objection.ts'
import type { App } from '../../ports/app.ts'
import type { Minutes, PoliceReturn } from '../../ports/police-lists.ts'
import { sha256 } from '../exchange/sha256.ts'
import { officerOnPaper } from '../signing/officer-on-paper.ts'
import { mustBeTheirs } from '../signing/registered-signer.ts'
import { keepScan } from '../signing/take-in-scan.ts'
import { keepSignedPaper, returnedPaper } from './return-files.ts'

type Officer = Extract<Actor, { kind: 'staff' }>

export type Seal = Pick<
  PoliceReturn,
  | 'method'
  | 'driver'
  | 'minutes'
  | 'minutesFileKey'
  | 'signature'
  | 'signer'
  | 'signedFileKey'
  | 'signedFileSha256'
  | 'revocation'
>

/** CAdES over the stored bytes, and PAdES on the paper that people look at. */
export async function byCertificate(app: App, handOver: PoliceReturn, officer: Officer): Promise<Outcome<Seal>> {
  const { staffId } = officer
  if ((await app.signing.driverOf(staffId)) === 'browser') return object('agent_needed')
  const paper = await returnedPaper(app, handOver)
  const at = app.now()
  const detached = await app.signing.signDetached(staffId, paper, at)
  if (!detached.ok) return signatureObjection(detached.reason)
  const shown = await officerOnPaper(app, officer, 'police')
  const onPaper = await app.signing.signPaper(staffId, paper, shown, at)
  if (!onPaper.ok) return signatureObjection(onPaper.reason)
  const { driver, signer, revocation, signature } = detached
  return done({
    ...minutesOf(handOver),
    ...(await kept(app, handOver, onPaper.paper)),
    driver,
    signer,
    revocation,
    signature,
  })
}

/** What came back from the officer's machine is believed for nothing: paper, chain, time, revocation and owner are checked. */
export async function byAgent(
  app: App,
  handOver: PoliceReturn,
  staffId: string,
  signedFile: Buffer,
): Promise<Outcome<Seal>> {
  const at = app.now()
  const verdict = await app.signing.verifyPaper(await returnedPaper(app, handOver), signedFile, [at])
  if (!verdict.ok) return signatureObjection(verdict.reason)
  const [own] = verdict.signatures
  if (!own) return signatureObjection('missing')
  const theirs = await mustBeTheirs(app, own.signer, staffId, at)
  if (!theirs.ok) return theirs
  const { signer, revocation } = own
  const files = await kept(app, handOver, signedFile)
  return done({ ...minutesOf(handOver), ...files, driver: 'browser', signer, revocation, signature: null })
}

/** The minutes, their scan, and proof that what was printed is what is stored. */
export async function byMinutes(
  app: App,
  handOver: PoliceReturn,
  given: { minutes: Minutes; scan: Buffer | null; returnedFile: Buffer | null },
): Promise<Outcome<Seal>> {
  const { minutes, scan, returnedFile } = given
  if (Object.values(minutes).some((text) => text.trim() === '') || !scan || !returnedFile)
    return object('minutes_incomplete')
  if (sha256(returnedFile) !== handOver.fileSha256) return object('file_changed', { part: 'paper' })
  const scanned = await keepScan(app, scan, `police-returns/${handOver.listId}/${handOver.part}-minutes`)
  if (!scanned.ok) return scanned
  return done({
    ...{ method: 'minutes', driver: 'scan', minutes, minutesFileKey: scanned.value },
    ...{ signature: null, signer: null, signedFileKey: null, signedFileSha256: null, revocation: null },
  })
}

async function kept(app: App, handOver: PoliceReturn, paper: Buffer) {
  const { key, sha256: hash } = await keepSignedPaper(app, handOver, paper)
  return { method: 'certificate' as const, signedFileKey: key, signedFileSha256: hash }
}

/** Minutes that were there before the certificate stay beside it. */
const minutesOf = ({ minutes, minutesFileKey }: PoliceReturn) => ({ minutes, minutesFileKey })
