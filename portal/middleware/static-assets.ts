import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { Router } from 'express'

/** Packed once, at the start: brotli for browsers on https, gzip for the others; pictures are packed already. */
type Asset = { type: string; bytes: Buffer; packed: Partial<Record<'br' | 'gzip', Buffer>> }

/** Reads the folder once; each file gets its content hash into its name, so that it may be kept for a year. */
export function staticAssets(folder: string): { urls: Readonly<Record<string, string>>; router: Router } {
  const urls: Record<string, string> = {}
  const assets = new Map<string, Asset>()
  for (const file of readdirSync(folder)) {
    const bytes = readFileSync(join(folder, file))
    const type = extname(file)
    const name = `${file.slice(0, -type.length)}.${createHash('sha256').update(bytes).digest('hex').slice(0, 10)}${type}`
    urls[file] = `/assets/${name}`
    assets.set(name, { type, bytes, packed: type === '.png' ? {} : packedForms(bytes) })
  }
  return { urls, router: assetRouter(assets) }
}

function packedForms(bytes: Buffer): Asset['packed'] {
  return { br: brotliCompressSync(bytes), gzip: gzipSync(bytes) }
}

function assetRouter(assets: ReadonlyMap<string, Asset>): Router {
  return Router().get('/assets/:name', (req, res, next) => {
    const asset = assets.get(req.params.name)
    if (!asset) return next()
    res.type(asset.type).set('Cache-Control', 'public, max-age=31536000, immutable').vary('Accept-Encoding')
    const encoding = (['br', 'gzip'] as const).find((one) => asset.packed[one] && req.acceptsEncodings(one))
    if (!encoding) return res.send(asset.bytes)
    return res.set('Content-Encoding', encoding).send(asset.packed[encoding])
  })
}
