import { createRequire } from 'node:module'
import sharp, { type OverlayOptions } from 'sharp'
import { chanceOf } from './chance.ts'

const { resolve } = createRequire(import.meta.url)
const FONTS = ['400Regular/Tinos_400Regular', '700Bold/Tinos_700Bold', '400Regular_Italic/Tinos_400Regular_Italic'].map(
  (name) => resolve(`@expo-google-fonts/tinos/${name}.ttf`),
)

/** One invented dose as it stands on a slip; `givenOn` YYYY-MM-DD. */
export interface SlipDose {
  givenOn: string
  vaccine: string
  lot: string
  place: string
}

export interface PaperSlip {
  jpeg: Buffer
  doses: SlipDose[]
  layout: Layout
}

type Layout = 'form' | 'list' | 'table'

export interface SlipWish {
  seed: number
  /** Families of this machine beside the one that ships; a bare machine has none. */
  families?: readonly string[]
}

const PEOPLE = ['Nguyễn Thị Thử', 'Trần Văn Mẫu', 'Lê Hoàng Giả', 'Phạm Thị Ví Dụ', 'Đặng Quốc Thử', 'Hồ Thị Mẫu Đơn']
const PLACES = [
  'Trạm Y tế xã Mẫu',
  'Trạm Y tế phường Thử Nghiệm',
  'Bệnh viện Đa khoa tỉnh Mẫu',
  'Trường THCS Bình Mẫu',
  'Trung tâm Y tế huyện Mẫu Sơn',
]
const LETTERS = 'ABCDEFGHKLMNPRTVX'
const VACCINES: readonly { written: string; name: string; lot: string }[] = [
  { written: 'AstraZeneca', name: 'AstraZeneca', lot: 'LLL####' },
  { written: 'COVID-19 Vaccine AstraZeneca', name: 'AstraZeneca', lot: 'LL#####' },
  { written: 'Vero Cell', name: 'Vero Cell', lot: '20210####' },
  { written: 'Comirnaty', name: 'Pfizer', lot: 'LL####' },
  { written: 'Pfizer', name: 'Pfizer', lot: 'LL####' },
  { written: 'Moderna', name: 'Moderna', lot: '0##L21L' },
  { written: 'Spikevax', name: 'Moderna', lot: '94####' },
  { written: 'Hayat-Vax', name: 'Hayat-Vax', lot: '2107#####' },
]

/** A printed "giấy xác nhận đã tiêm" of an invented person, photographed: varied font, layout, light, angle, blur. */
export async function paperSlip({ seed, families = [] }: SlipWish): Promise<PaperSlip> {
  const random = chanceOf(seed)
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T
  const layout = pick<Layout>(['form', 'form', 'list', 'table'])
  const chosen = Array.from({ length: layout === 'form' ? 1 : random() < 0.5 ? 1 : 2 }, () => pick(VACCINES))
  const doses = chosen.map((vaccine, index): SlipDose & { written: string } => ({
    givenOn: dayAfter(index, random),
    vaccine: vaccine.name,
    written: vaccine.written,
    lot: vaccine.lot.replace(/[L#]/g, (sign) =>
      sign === 'L' ? pick([...LETTERS]) : String(Math.floor(random() * 10)),
    ),
    place: pick(PLACES),
  }))
  const family = pick(['', '', ...families])
  const page = await printed(linesOf(layout, doses, pick(PEOPLE), pick), family, pick(FONTS))
  return { jpeg: await photographed(page, random), doses: doses.map(({ written, ...dose }) => dose), layout }
}

type Pick = <T>(list: readonly T[]) => T
type Line = { x: number; y: number; size: number; text: string }
type Written = SlipDose & { written: string }

function linesOf(layout: Layout, doses: readonly Written[], name: string, pick: Pick): Line[] {
  const head = [
    { x: 330, y: 60, size: 26, text: 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM' },
    { x: 450, y: 105, size: 24, text: 'Độc lập - Tự do - Hạnh phúc' },
    { x: 290, y: 190, size: 34, text: 'GIẤY XÁC NHẬN ĐÃ TIÊM VẮC XIN COVID-19' },
    { x: 90, y: 290, size: 27, text: `Họ và tên: ${name}` },
    { x: 760, y: 290, size: 27, text: 'Ngày sinh: 17/05/1990' },
    { x: 90, y: 345, size: 27, text: 'Địa chỉ: Thôn 3, xã Mẫu, huyện Mẫu Sơn' },
  ]
  const body = { form: formOf, list: listOf, table: tableOf }[layout](doses, pick)
  const end = Math.max(...body.map(({ y }) => y)) + 90
  return [
    ...head,
    ...body,
    { x: 760, y: end, size: 25, text: 'Đại diện cơ sở tiêm chủng' },
    { x: 830, y: end + 42, size: 23, text: '(Ký, đóng dấu)' },
  ]
}

function formOf(doses: readonly Written[], pick: Pick): Line[] {
  const [dose] = doses
  if (!dose) throw new Error('no dose')
  const date = written(dose.givenOn, pick)
  const marks = pick([true, true, true, false])
  const label = (text: string) => (marks ? text : bare(text))
  return [
    { x: 90, y: 430, size: 27, text: `${label('Mũi tiêm thứ')}: 1` },
    { x: 520, y: 430, size: 27, text: `${label(pick(['Ngày tiêm', 'Tiêm ngày']))}: ${date}` },
    { x: 90, y: 490, size: 27, text: `${label(pick(['Tên vắc xin', 'Loại vắc xin', 'Vắc xin']))}: ${dose.written}` },
    { x: 90, y: 550, size: 27, text: `${label(pick(['Số lô', 'Lô số']))}: ${dose.lot}` },
    {
      x: 90,
      y: 610,
      size: 27,
      text: `${label(pick(['Nơi tiêm', 'Cơ sở tiêm chủng', 'Địa điểm tiêm']))}: ${dose.place}`,
    },
  ]
}

function listOf(doses: readonly Written[], pick: Pick): Line[] {
  return doses.flatMap((dose, index) => {
    const y = 430 + index * 190
    return [
      { x: 90, y, size: 27, text: `Mũi ${index + 1}: Ngày tiêm: ${written(dose.givenOn, pick)}` },
      { x: 130, y: y + 55, size: 27, text: `Vắc xin: ${dose.written}` },
      { x: 760, y: y + 55, size: 27, text: `Số lô: ${dose.lot}` },
      { x: 130, y: y + 110, size: 27, text: `Nơi tiêm: ${dose.place}` },
    ]
  })
}

function tableOf(doses: readonly Written[]): Line[] {
  const columns = [90, 180, 380, 740, 920]
  const row = (y: number, texts: readonly string[]) =>
    texts.map((text, i) => ({ x: columns[i] ?? 0, y, size: 22, text }))
  return [
    ...row(430, ['Mũi', 'Ngày tiêm', 'Loại vắc xin', 'Số lô', 'Nơi tiêm']),
    ...doses.flatMap((dose, i) =>
      row(495 + i * 65, [String(i + 1), slashed(dose.givenOn), dose.written, dose.lot, dose.place]),
    ),
  ]
}

const SIZE = { width: 1280, height: 960 }

async function printed(lines: readonly Line[], family: string, fontfile: string): Promise<Buffer> {
  const layers: OverlayOptions[] = await Promise.all(
    lines.map(async ({ x, y, size, text }) => ({
      input: await sharp({
        text: {
          text: `<span foreground="#222">${text}</span>`,
          font: `${family || 'Tinos'} ${size}`,
          ...(family ? {} : { fontfile }),
          rgba: true,
          dpi: 72,
        },
      })
        .png()
        .toBuffer(),
      left: x,
      top: y,
    })),
  )
  const end = Math.max(...lines.map(({ y }) => y))
  const pen = `<svg xmlns="http://www.w3.org/2000/svg" width="${SIZE.width}" height="${SIZE.height}"><path d="M800 ${end + 90}q40-60 60 0t50-10 40 20 60-40" fill="none" stroke="#22c" stroke-width="4"/><circle cx="780" cy="${end + 60}" r="70" fill="none" stroke="#c33" stroke-width="4" opacity=".5"/></svg>`
  const page = sharp({ create: { ...SIZE, channels: 3, background: '#f6f3ea' } })
  return page
    .composite([...layers, { input: Buffer.from(pen) }])
    .png()
    .toBuffer()
}

/** Tilted, out of focus, unevenly lit, made small and compressed, as chat services do. */
async function photographed(page: Buffer, random: () => number): Promise<Buffer> {
  const between = (low: number, high: number) => low + random() * (high - low)
  const turned = await sharp(page).rotate(between(-7, 7), { background: '#8a8378' }).blur(between(0.3, 1.5)).toBuffer()
  const { width, height } = await sharp(turned).metadata()
  const light = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><defs><linearGradient id="g" x2="1" y2="${between(0, 1)}"><stop stop-opacity="0"/><stop offset="1" stop-opacity="${between(0.05, 0.35)}"/></linearGradient></defs><rect width="100%" height="100%" fill="url(#g)"/></svg>`
  const lit = await sharp(turned)
    .composite([{ input: Buffer.from(light) }])
    .toBuffer()
  return sharp(lit)
    .resize({ width: Math.round(between(1050, 1400)) })
    .jpeg({ quality: Math.round(between(65, 85)) })
    .toBuffer()
}

function dayAfter(index: number, random: () => number): string {
  const at = Date.UTC(2021, 6, 1) + (Math.floor(random() * 90) + index * 95) * 86_400_000
  return new Date(at).toISOString().slice(0, 10)
}

const slashed = (iso: string) => iso.split('-').reverse().join('/')

function written(iso: string, pick: Pick): string {
  const [year, month, day] = iso.split('-')
  return pick([
    slashed(iso),
    `${day}-${month}-${year}`,
    `${day}.${month}.${year}`,
    `${Number(day)}/${Number(month)}/${year}`,
    `ngày ${day} tháng ${Number(month)} năm ${year}`,
  ])
}

const bare = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('đ', 'd').replaceAll('Đ', 'D')
