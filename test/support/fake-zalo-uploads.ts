import { randomBytes } from 'node:crypto'
import express, { type Router } from 'express'
import { readForm } from './fake-form.ts'
import { wrong } from './fake-zalo-content.ts'
import { refusal, success, throughGate, type ZaloAnswer } from './fake-zalo-gate.ts'
import type { ZaloState, ZaloUpload } from './fake-zalo-state.ts'

// Zalo writes "1 MB" and "5 MB"; the smaller reading of both is the one that is always safe.
const MAX_BYTES = { image: 1_000_000, gif: 5_000_000, file: 5_000_000 }

/** Uploads in `multipart/form-data`, field `file`; the type is told by the bytes, not by the name (channels 1.4). */
export function zaloUploads(state: ZaloState): Router {
  const router = express.Router()
  for (const kind of ['image', 'gif', 'file'] as const) {
    router.post(`/v2.0/oa/upload/${kind}`, (req, res) =>
      throughGate(state, { endpoint: `upload_${kind}`, host: 'oa' }, req, res, async () => {
        const file = (await readForm(req))?.files.find((part) => part.field === 'file')
        return file
          ? keepUpload(state, { kind, name: file.name, bytes: file.bytes, at: state.clock.now() })
          : wrong('file')
      }),
    )
  }
  router.get('/media/:id/:name', (req, res) => {
    const found = state.media.get(req.params.id)
    if (!found) return void res.sendStatus(404)
    res.type('application/octet-stream').send(found.bytes)
  })
  return router
}

function keepUpload(state: ZaloState, upload: ZaloUpload): ZaloAnswer {
  if (upload.bytes.length > MAX_BYTES[upload.kind]) return refusal(-210)
  if (!isAllowedType(upload)) return wrong('file')
  const id = randomBytes(18).toString('base64url')
  state.uploads.set(id, upload)
  return success(upload.kind === 'file' ? { token: id } : { attachment_id: id })
}

const JPEG = 'ffd8ff'
const PNG = '89504e470d0a1a0a'
const GIF = '47494638'
const PDF = '255044462d'
const DOC = 'd0cf11e0a1b11ae1'
const ZIP = '504b0304'

function isAllowedType({ kind, name, bytes }: ZaloUpload): boolean {
  const head = bytes.subarray(0, 8).toString('hex')
  if (kind === 'image') return head.startsWith(JPEG) || head.startsWith(PNG)
  if (kind === 'gif') return head.startsWith(GIF)
  const ending = name.toLowerCase().split('.').at(-1)
  if (ending === 'pdf') return head.startsWith(PDF)
  if (ending === 'doc') return head.startsWith(DOC)
  if (ending === 'docx') return head.startsWith(ZIP)
  return ending === 'csv' && bytes.length > 0 && !bytes.includes(0)
}
