import type { HandChannel, Line } from './hand-channel.ts'
import { PRETENDED_PEOPLE, type PretendedPerson } from './pretended-people.ts'

export interface Place {
  channelKey: string
  channel: HandChannel
  person: PretendedPerson
}

/** Text for HTML. */
const safe = (text: string) => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)

export const placeQuery = ({ channelKey, person }: Pick<Place, 'channelKey' | 'person'>) =>
  `channel=${channelKey}&person=${person.key}`

const STYLE = `
:root { font: 16px/1.5 system-ui, sans-serif; color: #1b1b1b; background: #f3f4f1 }
* { box-sizing: border-box }
body { margin: 0 auto; padding: 1rem; max-width: 76rem }
h1 { font-size: 1.25rem; margin: 0 0 .25rem }
h2 { font-size: 1.1rem; margin: .75rem 0 .5rem }
main { display: grid; gap: 1rem; grid-template-columns: minmax(0, 1fr) }
@media (min-width: 60rem) { main { grid-template-columns: minmax(0, 3fr) minmax(0, 2fr) } }
iframe { width: 100%; height: 28rem; border: 1px solid #8a8f86; border-radius: .5rem; background: #fff }
@media (min-width: 60rem) { iframe { height: 40rem } }
fieldset { border: 1px solid #8a8f86; border-radius: .5rem; margin: 0 0 1rem; padding: .5rem .75rem .75rem; background: #fff; min-width: 0 }
label { display: block; margin: .25rem 0 }
input:not([type=radio]), select { font: inherit; width: 100%; max-width: 100%; padding: .4rem; border: 1px solid #6b7068; border-radius: .25rem; background: #fff }
button { font: inherit; min-height: 2.5rem; padding: .3rem .8rem; border: 1px solid #1f5f3f; border-radius: .25rem; background: #fff; color: #154a30; cursor: pointer; max-width: 100%; overflow-wrap: anywhere }
button.main { background: #1f5f3f; color: #fff }
:focus-visible { outline: 3px solid #c25400; outline-offset: 2px }
.row { display: flex; flex-wrap: wrap; gap: .5rem; align-items: end }
.row > label { flex: 1 1 12rem }
ol { list-style: none; margin: 0; padding: .75rem; display: flex; flex-direction: column; gap: .75rem }
li { max-width: 85%; padding: .5rem .75rem; border-radius: .75rem; white-space: pre-wrap; overflow-wrap: anywhere; background: #e9ece5 }
li.person { align-self: flex-end; background: #d3e8dc }
li img { display: block; max-width: 100%; max-height: 14rem }
li .row { white-space: normal; margin-top: .5rem }
small { display: block; color: #54584f }
:root:has(.thread) { background: #fff }
.thread { padding: 0 }
`

const document = (title: string, head: string, body: string) =>
  `<!doctype html><html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title>${head}<style>${STYLE}</style></head>${body}</html>`

const hidden = (place: Place) =>
  `<input type="hidden" name="channel" value="${place.channelKey}"><input type="hidden" name="person" value="${place.person.key}">`

/** The whole page: who one is, the thread, and what one can do. Works without JavaScript. */
export function handPage(place: Place, channels: Record<string, HandChannel>): string {
  const { channel, person } = place
  const option = (value: string, label: string, chosen: string) =>
    `<option value="${value}"${value === chosen ? ' selected' : ''}>${safe(label)}</option>`
  const channelOptions = Object.entries(channels).map(([key, one]) => option(key, one.name, place.channelKey))
  const people = PRETENDED_PEOPLE.map((one) =>
    option(one.key, `${one.name}, ${one.birthDate}, ${one.phone}`, person.key),
  )
  const acts = Object.entries(channel.acts).map(
    ([key, { label }]) => `<button name="act" value="${key}">${safe(label)}</button>`,
  )
  const thread = `/thread?${placeQuery(place)}&n=${Date.now()}#newest`
  return document(
    'Nói chuyện với bot',
    '',
    `<body><h1>Nói chuyện với bot bằng tay</h1>
<p>Máy chủ Telegram và Zalo giả trên máy này. Mọi người ở đây đều là người bịa.</p>
<form method="get" action="/" class="row"><label>Kênh <select name="channel">${channelOptions.join('')}</select></label>
<label>Đóng vai <select name="person">${people.join('')}</select></label><button>Chọn</button></form>
<main><section><h2>${safe(channel.name)}: ${safe(person.name)}</h2>
<iframe title="Tin nhắn" src="${thread}"></iframe></section>
<section><h2>Làm gì</h2>
<form method="post" action="/say"><fieldset><legend>Nhắn tin</legend>${hidden(place)}
<div class="row"><label>Tin nhắn <input name="text" autocomplete="off" required autofocus></label><button class="main">Gửi</button></div></fieldset></form>
<form method="post" action="/contact"><fieldset><legend>Chia sẻ số điện thoại</legend>${hidden(place)}
<div class="row"><label>Số <input name="phone" value="${person.phone}" required></label><button>Chia sẻ</button></div></fieldset></form>
<form method="post" action="/picture" enctype="multipart/form-data"><fieldset><legend>Gửi ảnh</legend>${hidden(place)}
<label>Ảnh hoặc tệp <input type="file" name="picture" required></label>
<label><input type="radio" name="form" value="photo" checked> dạng ảnh (bị nén nhỏ lại như trên điện thoại)</label>
<label><input type="radio" name="form" value="file"> dạng tệp (giữ nguyên)</label><button>Gửi ảnh</button></fieldset></form>
<form method="post" action="/act"><fieldset><legend>Việc khác</legend>${hidden(place)}<div class="row">${acts.join('')}<button name="act" value="again">Gửi lại tin chưa tới</button></div></fieldset></form>
</section></main></body>`,
  )
}

/** The thread alone, which asks for itself again every three seconds. */
export function threadPage(place: Place, lines: readonly Line[]): string {
  const again = `/thread?${placeQuery(place)}&n=${Date.now()}#newest`
  const items = lines.map((line, index) => item(place, line, index))
  const empty = '<li>Chưa có tin nào. Hãy nhắn một tin.</li>'
  return document(
    'Tin nhắn',
    `<meta http-equiv="refresh" content="3;url=${safe(again)}">`,
    `<body class="thread"><ol>${items.join('') || empty}</ol><div id="newest"></div></body>`,
  )
}

function item(place: Place, line: Line, index: number): string {
  const who = line.from === 'bot' ? 'Bot' : 'Bạn'
  const time = line.at.toLocaleTimeString('vi-VN', { timeZone: 'Asia/Ho_Chi_Minh' })
  const address = `/file?${placeQuery(place)}&line=${index}`
  const isPicture = line.file && /\.(jpe?g|png|gif|webp)$/i.test(line.file.name)
  const file = line.file
    ? isPicture
      ? `<img src="${safe(address)}" alt="${safe(line.file.name)}">`
      : `<a href="${safe(address)}">${safe(line.file.name)}</a>\n`
    : ''
  const buttons = line.buttons.map(({ label, url }) =>
    url
      ? `<a href="${safe(url)}" target="_blank" rel="noreferrer">${safe(label)}</a>`
      : `<button name="label" value="${safe(label)}">${safe(label)}</button>`,
  )
  const keys = buttons.length
    ? `<form method="post" action="/press" class="row">${hidden(place)}${buttons.join('')}</form>`
    : ''
  const note = line.note ? `<small>${safe(line.note)}</small>` : ''
  return `<li class="${line.from}"><small>${who}, ${time}</small>${file}${safe(line.text)}${note}${keys}</li>`
}
