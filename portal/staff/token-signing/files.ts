import { type Request, type Response, Router } from 'express'
import type { App } from '../../../core/ports/app.ts'
import { takePaper } from '../../../core/use-cases/token-signing/start-session.ts'
import { takeSigned } from '../../../core/use-cases/token-signing/take-signed.ts'
import type { Renderer } from '../../../templates/render.ts'
import { readMultipart } from '../../middleware/multipart.ts'
import { paths } from '../../paths.ts'
import { answerWords } from '../police-lists/answer-words.ts'

/**
 * What the signing program on the officer's machine fetches and brings back. It has no cookie of ours: each address works once,
 * for a quarter of an hour, for one paper (dcc.md, browser agents).
 */
export function tokenFileRoutes(app: App, render: Renderer): Router {
  return Router()
    .get(paths.machine.tokenDownload(':token'), async (req, res) => {
      const found = await takePaper(app, String(req.params.token))
      if (!found) return res.status(404).type('text').send('Not here any more')
      return res.type('pdf').set('Cache-Control', 'no-store').attachment(found.fileName).send(found.paper)
    })
    .post(paths.machine.tokenUpload(':token'), (req, res) => upload(app, render, req, res))
}

/** VGCA's program reads Status, Message and FileServer; on the page its callback then says `Status: 0`. */
async function upload(app: App, render: Renderer, req: Request, res: Response) {
  const signedFile = await fileIn(req)
  const words = answerWords(render)
  const ended = signedFile && (await takeSigned(app, { token: String(req.params.token), signedFile, words }))
  if (!ended)
    return res.status(404).json({ Status: false, Message: render.sentence('objections.no_such_session', 'vi') })
  const message = ended.objection ? render.sentence(`objections.${ended.objection.code}`, 'vi') : ''
  return res.json({ Status: ended.state === 'done', Message: message, FileName: ended.fileName, FileServer: ended.id })
}

/** The file field is called `uploadfile` by VGCA; another name is no reason to refuse. */
async function fileIn(req: Request): Promise<Buffer | null> {
  const form = await readMultipart(req, () => true)
  return typeof form === 'object' ? (form.files[0]?.bytes ?? null) : null
}
