import { crc32 } from 'node:zlib'
import sharp from 'sharp'

/** What a phone writes beside the picture. */
export interface PhoneSample {
  phone: string
  bytes: Buffer
}

const SECRET = 'SECRET-21.0285-105.8542'

/** Words that stand in the metadata of every sample, in the ways phones write text. */
export const secretsOf = (phone: string) => [SECRET, phone, Buffer.from(SECRET, 'utf16le')]

/** Twenty photos as twenty phones leave them: each carries its name and a place in its own mix of metadata. */
export async function phonePhotos(): Promise<PhoneSample[]> {
  const jpeg = await picture().jpeg().toBuffer()
  const withParts = (phone: string, ...parts: Buffer[]) => ({ phone, bytes: insert(jpeg, parts) })
  const trailing = (phone: string, tail: Buffer, ...parts: Buffer[]) => ({
    phone,
    bytes: Buffer.concat([insert(jpeg, parts), tail]),
  })
  const named = (name: string, order: 'II' | 'MM' = 'II') => exif({ name, order })
  return [
    withParts('iPhone 12', exif({ name: 'iPhone 12', order: 'MM', makerNote: 'Apple iOS\0' }), icc('Display P3')),
    withParts('iPhone 7', exif({ name: 'iPhone 7', order: 'MM', orientation: 6 }), multiPicture('iPhone 7')),
    trailing('SM-G991B', Buffer.from(`${SECRET}SM-G991B Image_UTC_DataSEFHSEFT`), named('SM-G991B')),
    trailing('SM-A125F', motionVideo('SM-A125F'), named('SM-A125F'), xmp('SM-A125F')),
    withParts('Redmi Note 9', named('Redmi Note 9', 'MM'), comment(`{"sensor":"Redmi Note 9 ${SECRET}"}`)),
    withParts('M2101K6G', exif({ name: 'M2101K6G', makerNote: 'Xiaomi\0' }), xmp('M2101K6G')),
    withParts('CPH2239', named('CPH2239'), appSegment(0xe5, 'OPPO', 'CPH2239')),
    withParts('RMX3085', named('RMX3085'), appSegment(0xe4, 'REALME', 'RMX3085')),
    withParts('V2027', exif({ name: 'V2027', thumbnail: true }), comment(`V2027 ${SECRET}`)),
    withParts('ANE-LX2', exif({ name: 'ANE-LX2', makerNote: 'HUAWEI\0' }), photoshop('ANE-LX2')),
    withParts('TA-1095', named('TA-1095', 'MM'), appSegment(0xe9, 'Nokia', 'TA-1095')),
    withParts('Pixel 4a', named('Pixel 4a'), xmp('Pixel 4a'), longXmp('Pixel 4a')),
    trailing('LG-H930', Buffer.from(`LG-H930 ${SECRET}`), named('LG-H930'), icc('sRGB LG-H930')),
    withParts('XQ-AU52', exif({ name: 'XQ-AU52', orientation: 8 }), photoshop('XQ-AU52')),
    withParts('ASUS_I001D', named('ASUS_I001D'), appSegment(0xeb, 'JP', `c2pa ASUS_I001D`)),
    withParts('Vsmart Joy 4', named('Vsmart Joy 4'), comment(`Vsmart Joy 4 ${SECRET}`), xmp('Vsmart Joy 4')),
    { phone: 'Bphone B86', bytes: await pngWith('Bphone B86') },
    { phone: 'Zenfone 8', bytes: await container('Zenfone 8', 'webp') },
    { phone: 'Galaxy S22', bytes: await container('Galaxy S22', 'avif') },
    { phone: 'Mobiistar', bytes: await gifWith('Mobiistar') },
  ]
}

const picture = () => sharp({ create: { width: 320, height: 200, channels: 3, background: '#7a8' } })

/** JPEG segments go right behind the start of the file. */
const insert = (jpeg: Buffer, parts: Buffer[]) => Buffer.concat([jpeg.subarray(0, 2), ...parts, jpeg.subarray(2)])

function segment(marker: number, content: Buffer): Buffer {
  const length = content.length + 2
  return Buffer.concat([Buffer.from([0xff, marker, length >> 8, length & 255]), content])
}

const appSegment = (marker: number, maker: string, phone: string) =>
  segment(marker, Buffer.from(`${maker}\0${phone} ${SECRET}`))
const comment = (text: string) => segment(0xfe, Buffer.from(text))
const xmpHead = 'http://ns.adobe.com/xap/1.0/\0'
const xmpText = (phone: string) =>
  `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description xmlns:tiff="http://ns.adobe.com/tiff/1.0/" tiff:Model="${phone}" tiff:Place="${SECRET}"/></rdf:RDF></x:xmpmeta>`
const xmp = (phone: string) => segment(0xe1, Buffer.from(xmpHead + xmpText(phone)))
const longXmp = (phone: string) =>
  segment(0xe1, Buffer.from(`http://ns.adobe.com/xmp/extension/\0${'A'.repeat(32)}\0\0\0\0\0\0\0\0${phone} ${SECRET}`))
const photoshop = (phone: string) => {
  const caption = Buffer.from(`${phone} ${SECRET}`)
  const iptc = Buffer.concat([Buffer.from([0x1c, 2, 120, 0, caption.length]), caption])
  const block = Buffer.concat([Buffer.from('8BIM\x04\x04\0\0'), Buffer.from([0, 0, 0, iptc.length]), iptc])
  return segment(0xed, Buffer.concat([Buffer.from('Photoshop 3.0\0'), block]))
}
const multiPicture = (phone: string) => segment(0xe2, Buffer.from(`MPF\0${phone} ${SECRET}`))
/** A profile nobody can read must neither survive nor stop the photo. */
const icc = (name: string) => segment(0xe2, Buffer.from(`ICC_PROFILE\0\x01\x01${name} ${SECRET}`))
const motionVideo = (phone: string) =>
  Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from(`ftypmp42 ${phone} ${SECRET} MotionPhoto_Data`)])

interface ExifWish {
  name: string
  order?: 'II' | 'MM'
  orientation?: number
  makerNote?: string
  thumbnail?: boolean
}

/** A TIFF block with camera, orientation, a place in the GPS part, a maker's note and, if wished, a small picture. */
function exif(wish: ExifWish): Buffer {
  return segment(0xe1, Buffer.concat([Buffer.from('Exif\0\0'), tiff(wish)]))
}

function tiff({ name, order = 'II', orientation = 1, makerNote = '', thumbnail = false }: ExifWish): Buffer {
  const little = order === 'II'
  const u16 = (value: number) => Buffer.from(little ? [value & 255, value >> 8] : [value >> 8, value & 255])
  const u32 = (value: number) => {
    const out = Buffer.alloc(4)
    if (little) out.writeUInt32LE(value)
    else out.writeUInt32BE(value)
    return out
  }
  const entry = (tag: number, type: number, count: number, value: Buffer) =>
    Buffer.concat([u16(tag), u16(type), u32(count), value])
  const short = (tag: number, value: number) => entry(tag, 3, 1, Buffer.concat([u16(value), u16(0)]))
  const text = (tag: number, type: number, content: Buffer, at: number) => entry(tag, type, content.length, u32(at))

  const model = Buffer.from(`${name}\0`)
  const place = Buffer.concat([Buffer.from('UNICODE\0'), Buffer.from(SECRET, 'utf16le')])
  const note = Buffer.from(`${makerNote}${SECRET}${thumbnail ? `\xff\xd8\xff\xe0${SECRET}\xff\xd9` : ''}`)
  const mainAt = 8
  const detailAt = mainAt + 2 + 3 * 12 + 4
  const gpsAt = detailAt + 2 + 2 * 12 + 4
  const dataAt = gpsAt + 2 + 12 + 4
  const [noteAt, placeAt] = [dataAt + model.length, dataAt + model.length + note.length]
  return Buffer.concat([
    Buffer.from(order),
    u16(42),
    u32(mainAt),
    ...[u16(3), text(0x0110, 2, model, dataAt), short(0x0112, orientation), entry(0x8769, 4, 1, u32(detailAt)), u32(0)],
    ...[u16(2), text(0x927c, 7, note, noteAt), text(0x9286, 7, place, placeAt), u32(0)],
    ...[u16(1), text(0x001b, 7, place, placeAt), u32(0)],
    model,
    note,
    place,
  ])
}

/** PNG chunks stand before the first picture data. */
async function pngWith(phone: string): Promise<Buffer> {
  const exifBlock = tiff({ name: phone })
  return picture()
    .withExif({ IFD0: { Model: phone, ImageDescription: SECRET } })
    .png()
    .toBuffer()
    .then((png) => {
      const end = png.indexOf('IDAT') - 4
      const chunks = [chunk('tEXt', Buffer.from(`Comment\0${phone} ${SECRET}`)), chunk('eXIf', exifBlock)]
      return Buffer.concat([png.subarray(0, end), ...chunks, png.subarray(end)])
    })
}

function chunk(kind: string, content: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(kind), content])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(content.length)
  sum.writeUInt32BE(crc32(named))
  return Buffer.concat([length, named, sum])
}

function container(phone: string, format: 'webp' | 'avif'): Promise<Buffer> {
  const known = { IFD0: { Model: phone, ImageDescription: SECRET }, IFD3: { GPSLatitude: '21/1 1/1 1/1' } }
  return picture().withExif(known).withXmp(xmpText(phone)).toFormat(format).toBuffer()
}

async function gifWith(phone: string): Promise<Buffer> {
  const gif = await picture().gif().toBuffer()
  const words = Buffer.from(`${phone} ${SECRET}`)
  const extension = Buffer.concat([Buffer.from([0x21, 0xfe, words.length]), words, Buffer.from([0])])
  return Buffer.concat([gif.subarray(0, -1), extension, Buffer.from([0x3b])])
}
