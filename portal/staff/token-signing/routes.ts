import { type Request, type Response, Router } from 'express'
import { z } from 'zod'
import { rolesFor } from '../../../core/policy.ts'
import type { App } from '../../../core/ports/app.ts'
import type { SigningSession } from '../../../core/ports/signing-sessions.ts'
import { finishByHash, hashToSign } from '../../../core/use-cases/token-signing/sign-by-hash.ts'
import { startSession, tokensOf } from '../../../core/use-cases/token-signing/start-session.ts'
import type { Renderer } from '../../../templates/render.ts'
import '../../middleware/request-types.ts'
import { allowConnectTo } from '../../middleware/security-headers.ts'
import { paths } from '../../paths.ts'
import { actingOfficer } from '../acting-officer.ts'
import { officerOf, requireOfficer } from '../officer.ts'
import { answerWords } from '../police-lists/answer-words.ts'

const StartForm = z.object({ purpose: z.enum(['return', 'accept']), returnId: z.uuid() })
const HashForm = z.object({ signature: z.string().regex(/^[A-Za-z0-9+/=\s]{64,4096}$/) })

/** Where the signing programs of the three makers listen (dcc.md). */
const AGENTS = [
  'wss://127.0.0.1:8987',
  'wss://localhost:4433',
  'http://127.0.0.1:14007',
  'https://127.0.0.1:14407',
] as const

interface Deps {
  app: App
  render: Renderer
  /** VNPT's licence for this site's domain; null: their program may refuse. */
  vnptLicense: string | null
}

/** Signing with a USB token at the officer's own machine: the page starts it, the machine does it, our server tells how it ended. */
export function tokenSigningRoutes(deps: Deps): Router {
  const signers = requireOfficer(...rolesFor('own_certificate'))
  return Router()
    .post(paths.staff.tokenSigning, signers, (req, res, next) => start(deps, req, res).then((done) => done || next()))
    .get(paths.staff.tokenSession(':id'), signers, (req, res, next) =>
      show(deps, req, res).then((done) => done || next()),
    )
    .get(paths.staff.tokenState(':id'), signers, (req, res, next) =>
      state(deps, req, res).then((done) => done || next()),
    )
    .post(paths.staff.tokenState(':id'), signers, (req, res, next) =>
      byHash(deps, req, res).then((done) => done || next()),
    )
}

async function start({ app }: Deps, req: Request, res: Response): Promise<boolean> {
  const form = StartForm.safeParse(req.form)
  if (!form.success) return false
  const started = await startSession(app, { officer: actingOfficer(req), ...form.data })
  if (!started.ok) {
    res.page('staff/objection', { code: started.objection.code, backHref: paths.staff.home }, 409)
    return true
  }
  res.redirect(303, paths.staff.tokenSession(started.value.id))
  return true
}

async function show({ app, vnptLicense }: Deps, req: Request, res: Response): Promise<boolean> {
  const session = await own(app, req)
  if (!session) return false
  const { download, upload } = tokensOf(app, session.id)
  allowConnectTo(res, AGENTS)
  res.page('staff/token-signing', {
    fileName: session.fileName,
    fileHash: session.fileSha256,
    downloadPath: paths.machine.tokenDownload(download),
    uploadPath: paths.machine.tokenUpload(upload),
    stateUrl: paths.staff.tokenState(session.id),
    backHref: await listHref(app, session),
    vnptLicense: vnptLicense ?? '',
    isOver: session.state !== 'waiting' || session.uploadedAt !== null,
  })
  return true
}

/** What the page asks every second: the result comes from here, never from the program (dcc.md). */
async function state({ app, render }: Deps, req: Request, res: Response): Promise<boolean> {
  const session = await own(app, req)
  if (!session) return false
  const isLate = session.state === 'waiting' && session.expiresAt <= app.now()
  const code = session.objection?.code ?? (isLate ? 'no_such_session' : null)
  const message = code ? render.sentence(`objections.${code}`, req.locale) : null
  res.set('Cache-Control', 'no-store').json({ state: isLate ? 'refused' : session.state, message })
  return true
}

/** For agents that sign a hash: without a signature the hash is given, with one the paper is put together. */
async function byHash({ app, render }: Deps, req: Request, res: Response): Promise<boolean> {
  const session = await own(app, req)
  if (session?.state !== 'waiting' || session.expiresAt <= app.now()) return false
  const form = HashForm.safeParse(req.form)
  const words = answerWords(render)
  const outcome = form.success
    ? await finishByHash(app, session, { signature: Buffer.from(form.data.signature, 'base64'), words })
    : await hashToSign(app, session)
  if (!outcome.ok) {
    res.status(409).json({ message: render.sentence(`objections.${outcome.objection.code}`, req.locale) })
    return true
  }
  res.set('Cache-Control', 'no-store').json(typeof outcome.value === 'string' ? { hash: outcome.value } : {})
  return true
}

async function own(app: App, req: Request): Promise<SigningSession | null> {
  const id = z.uuid().safeParse(req.params.id)
  const found = id.success ? await app.store.transaction((tx) => tx.signingSessions.get(id.data)) : null
  return found?.staffId === officerOf(req).staffId ? found : null
}

async function listHref(app: App, { subjectId, purpose }: SigningSession): Promise<string> {
  const list = await app.store.transaction(async (tx) => {
    const returned = await tx.policeLists.lockReturn(subjectId)
    return returned && tx.policeLists.get(returned.listId)
  })
  if (!list) return paths.staff.home
  return purpose === 'return' ? paths.chain.policeDeskList(list.number) : paths.chain.policeList(list.number)
}
