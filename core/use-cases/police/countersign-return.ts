import { done, type Outcome, object } from '../../domain/objection.ts'
import type { Actor } from '../../domain/role.ts'
import { signatureObjection } from '../../domain/signing/signature-objection.ts'
import type { App } from '../../ports/app.ts'
import type { PoliceReturn } from '../../ports/police-lists.ts'
import type { Signer } from '../../ports/signatures.ts'
import { officerOnPaper } from '../signing/officer-on-paper.ts'
import { isSameCertificate, mustBeTheirs } from '../signing/registered-signer.ts'
import { keepScan } from '../signing/take-in-scan.ts'
import { keepSignedPaper, newestPaper, returnedPaper } from './return-files.ts'

type Officer = Extract<Actor, { kind: 'staff' }>

export type Countersign =
  | { with: 'own' }
  | { with: 'agent'; signedFile: Buffer }
  /** A station without a certificate: a scan of the minutes that both sides signed. */
  | { with: 'scan'; scan: Buffer | null }

export type Countersigned = Pick<
  PoliceReturn,
  | 'acceptedDriver'
  | 'acceptedSignature'
  | 'acceptedSigner'
  | 'acceptedFileKey'
  | 'acceptedFileSha256'
  | 'acceptedRevocation'
  | 'acceptedScanKey'
>

const NOTHING: Countersigned = {
  acceptedDriver: null,
  acceptedSignature: null,
  acceptedSigner: null,
  acceptedFileKey: null,
  acceptedFileSha256: null,
  acceptedRevocation: null,
  acceptedScanKey: null,
}

/** The signature of the police, checked again before the station puts its own beside it. Null: they signed minutes by hand. */
export async function policeSigner(app: App, returned: PoliceReturn): Promise<Outcome<Signer | null>> {
  if (returned.method === 'minutes')
    return returned.minutes && returned.minutesFileKey ? done(null) : object('minutes_incomplete')
  const [at, paper] = [returned.signedAt ?? app.now(), await returnedPaper(app, returned)]
  if (!returned.signedFileKey && !returned.signature) return signatureObjection('missing')
  if (returned.signature) {
    const checked = await app.signing.verifyDetached(paper, returned.signature, at)
    if (!checked.ok) return signatureObjection(checked.reason)
    if (!isSameCertificate(checked.signer, returned.signer)) return signatureObjection('other_signer')
  }
  if (!returned.signedFileKey) return done(returned.signer)
  const onPaper = await app.signing.verifyPaper(paper, await newestPaper(app, returned), [at])
  if (!onPaper.ok) return signatureObjection(onPaper.reason)
  const signer = onPaper.signatures.at(-1)?.signer
  if (!signer || !isSameCertificate(signer, returned.signer)) return signatureObjection('other_signer')
  const theirs = await mustBeTheirs(app, signer, returned.signedBy ?? '', at)
  return theirs.ok ? done(signer) : theirs
}

/** The station's own signature over the same bytes, with another certificate of another person (features F06). */
export async function countersign(
  app: App,
  returned: PoliceReturn,
  officer: Officer,
  { police, by }: { police: Signer | null; by: Countersign },
): Promise<Outcome<Countersigned>> {
  if (by.with === 'agent') return fromAgent(app, returned, officer.staffId, { police, signedFile: by.signedFile })
  const driver = await app.signing.driverOf(officer.staffId)
  if (driver === 'browser') return object('agent_needed')
  if (driver !== null) return onServer(app, returned, officer, police)
  // On minutes both sides have signed the paper by hand; beside a real signature the station needs its own paper.
  if (returned.method === 'minutes') return done({ ...NOTHING, acceptedDriver: 'scan' })
  if (by.with !== 'scan' || !by.scan) return signatureObjection('no_certificate')
  const scanned = await keepScan(app, by.scan, `police-returns/${returned.listId}/${returned.part}-accepted`)
  return scanned.ok ? done({ ...NOTHING, acceptedDriver: 'scan', acceptedScanKey: scanned.value }) : scanned
}

async function onServer(app: App, returned: PoliceReturn, officer: Officer, police: Signer | null) {
  const { staffId } = officer
  const at = app.now()
  const detached = await app.signing.signDetached(staffId, await returnedPaper(app, returned), at)
  if (!detached.ok) return signatureObjection(detached.reason)
  if (isSameCertificate(detached.signer, police)) return signatureObjection('same_certificate')
  const shown = await officerOnPaper(app, officer, 'station')
  const onPaper = await app.signing.signPaper(staffId, await newestPaper(app, returned), shown, at)
  if (!onPaper.ok) return signatureObjection(onPaper.reason)
  const { driver, signer, revocation, signature } = detached
  return done(await kept(app, returned, { paper: onPaper.paper, driver, signer, revocation, signature }))
}

async function fromAgent(
  app: App,
  returned: PoliceReturn,
  staffId: string,
  { police, signedFile }: { police: Signer | null; signedFile: Buffer },
): Promise<Outcome<Countersigned>> {
  const at = app.now()
  const times = police ? [returned.signedAt ?? at, at] : [at]
  const verdict = await app.signing.verifyPaper(await newestPaper(app, returned), signedFile, times)
  if (!verdict.ok) return signatureObjection(verdict.reason)
  const own = verdict.signatures.at(-1)
  if (!own) return signatureObjection('missing')
  if (isSameCertificate(own.signer, police)) return signatureObjection('same_certificate')
  const theirs = await mustBeTheirs(app, own.signer, staffId, at)
  if (!theirs.ok) return theirs
  const { signer, revocation } = own
  return done(await kept(app, returned, { paper: signedFile, driver: 'browser', signer, revocation, signature: null }))
}

async function kept(
  app: App,
  returned: PoliceReturn,
  made: {
    paper: Buffer
    driver: Countersigned['acceptedDriver']
    signer: Signer
    revocation: Countersigned['acceptedRevocation']
    signature: Buffer | null
  },
): Promise<Countersigned> {
  const { key, sha256 } = await keepSignedPaper(app, returned, made.paper)
  return {
    ...{ acceptedDriver: made.driver, acceptedSignature: made.signature, acceptedSigner: made.signer },
    ...{ acceptedFileKey: key, acceptedFileSha256: sha256, acceptedRevocation: made.revocation, acceptedScanKey: null },
  }
}
