import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import sharp from 'sharp'

/** Draws the icons of the installed portal from its mark: `node test/support/write-icons.ts`. */
const assets = fileURLToPath(new URL('../../portal/assets/', import.meta.url))
const mark = readFileSync(`${assets}mark.svg`, 'utf8')
/** A phone may cut this one round: the ground goes to the edge, the book stays in the inner four fifths. */
const maskable = mark
  .replace(' rx="10"', '')
  .replace('viewBox="0 0 48 48"', 'viewBox="-4 -4 56 56"')
  .replace('<rect width="48" height="48"', '<rect x="-4" y="-4" width="56" height="56"')

const icons = {
  'icon-192.png': [mark, 192],
  'icon-512.png': [mark, 512],
  'icon-maskable-512.png': [maskable, 512],
} as const
for (const [name, [svg, size]] of Object.entries(icons)) {
  await sharp(Buffer.from(svg), { density: 72 * (size / 48) })
    .resize(size, size)
    .png({ palette: true, colours: 32, compressionLevel: 9, effort: 10 })
    .toFile(`${assets}${name}`)
}
