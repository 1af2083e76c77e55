import express, { type Router } from 'express'
import type { Book } from './book.ts'
import type { BookPerson } from './invented-people.ts'
import { dosesList, recordsList, resultsList } from './lists.ts'

/** Fields in the order of the edit form (core/domain/exchange/platform-form.ts). */
const FORM: readonly [keyof BookPerson, string][] = [
  ['fullName', 'Họ và tên'],
  ['birthDate', 'Ngày sinh'],
  ['sex', 'Giới tính'],
  ['idNumber', 'CCCD/CMND/Hộ chiếu'],
  ['phone', 'Số điện thoại'],
]

const safe = (text: string) => text.replace(/[&<>"]/gu, (sign) => `&#${sign.codePointAt(0)};`)
const page = (body: string) =>
  `<!doctype html><html lang="vi"><meta charset="utf-8"><title>Nền tảng thực hành</title><h1>Nền tảng thực hành</h1>${body}`

/** The practice Platform for hands and eyes: find a person, edit, take the lists away, and switch its moods (features G09). */
export function platformPages(book: Book): Router {
  return express
    .Router()
    .use(express.urlencoded({ extended: false }))
    .get('/', (_req, res) => void res.send(page(homeBody(book))))
    .get('/tim', (req, res) => res.redirect(`/ho-so/${encodeURIComponent(String(req.query.ma ?? ''))}`))
    .get('/ho-so/:id', (req, res) => {
      const person = book.records.get(req.params.id)
      if (!person) return void res.status(404).send(page('<p>Không có mã này.</p>'))
      res.send(page(formBody(person, req.query.luu === '1')))
    })
    .post('/ho-so/:id', (req, res) => {
      const typed = req.body as Record<string, string>
      const isLost = book.moods.loses({ rowNo: 1, recordId: req.params.id })
      if (!isLost) book.edit(req.params.id, Object.fromEntries(FORM.map(([field]) => [field, typed[field] ?? ''])))
      res.redirect(303, `/ho-so/${req.params.id}?luu=1`)
    })
    .get('/danh-sach/:unit/:kind', ({ params: { unit, kind } }, res) => {
      const lists = { results: resultsList, doses: dosesList, records: recordsList }
      const make = lists[kind as keyof typeof lists]
      if (!make) return void res.status(404).end()
      res.attachment(`${unit}-${kind}.csv`).send(make(book, unit))
    })
    .post('/tam-trang', (req, res) => {
      const { down, broken, slow, loses } = req.body as Record<string, string | undefined>
      const every = Number(loses ?? 0)
      Object.assign(book.moods, { isDown: down === '1', isBroken: broken === '1', slowMs: slow === '1' ? 30_000 : 0 })
      book.moods.loses = ({ rowNo }) => every > 0 && rowNo % every === 0
      res.redirect(303, '/')
    })
}

function homeBody(book: Book): string {
  const { isDown, isBroken, slowMs } = book.moods
  const box = (name: string, label: string, on: boolean) =>
    `<p><label><input type="checkbox" name="${name}" value="1"${on ? ' checked' : ''}> ${label}</label></p>`
  const units = [...new Set([...book.records.values()].map((person) => person.unitId))]
  const links = units.flatMap((unit) =>
    ['records', 'doses', 'results'].map(
      (kind) => `<li><a href="/danh-sach/${unit}/${kind}">${unit} · ${kind}</a></li>`,
    ),
  )
  return `<p>${book.records.size} người hư cấu, ${book.written.length} dòng đã ghi.</p>
<form action="/tim"><label>Mã đối tượng <input name="ma" autofocus></label> <button>Mở</button></form>
<h2>Tâm trạng</h2><form method="post" action="/tam-trang">
${box('down', 'Ngừng hoạt động', isDown)}${box('broken', 'Báo lỗi 500', isBroken)}${box('slow', 'Trả lời sau 30 giây', slowMs > 0)}
<p><label>Lặng lẽ bỏ mỗi dòng thứ <input name="loses" size="3" value="0"></label></p><button>Đặt</button></form>
<h2>Danh sách</h2><ul>${links.join('')}</ul>`
}

function formBody(person: BookPerson, isSaved: boolean): string {
  const fields = FORM.map(
    ([field, label], index) =>
      `<p><label>${label} <input name="${field}" value="${safe(person[field])}"${index === 0 ? ' autofocus' : ''}></label></p>`,
  )
  return `<h2>${safe(person.recordId)}</h2>${isSaved ? '<p role="status">Đã lưu</p>' : ''}
<form method="post">${fields.join('')}<button>Lưu</button></form><p><a href="/">Tìm người khác</a></p>`
}
