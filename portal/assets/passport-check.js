// The page that checks vaccine passports, without a network after it was opened once. A code is read and forgotten: it is not
// sent, not kept and not counted. Without this file the form asks the server, which keeps nothing either.

const FRESH_MS = 5 * 60_000
const LARGEST_SIDE = 1600
const LOOK_EVERY_MS = 250

/** The lists as last opened; declared up here because the page asks for them as soon as it stands. */
let known = null

const page = document.querySelector('[data-verifier]')
const { trust, revoked, code, reader, qr, qrShared } = page.dataset
const form = page.querySelector('form')
const field = form.querySelector('textarea')
const [answer, age] = ['answer', 'lists-age'].map((id) => document.getElementById(id))

if (globalThis.crypto?.subtle && 'DecompressionStream' in globalThis) {
  form.addEventListener('submit', onSubmit)
  offerPicture()
  offerCamera()
  addEventListener('online', () => lists())
  lists()
  keepForOffline().catch(() => undefined)
}

function onSubmit(event) {
  const text = field.value.replace(/[\r\n\t]+/g, '').replace(/^ +/, '')
  if (!text) return
  event.preventDefault()
  event.stopPropagation()
  check(text)
}

async function check(text) {
  const held = await lists()
  if (!held) return askServer(text)
  const [{ readCode }, { judge }] = await Promise.all([import(code), import(reader)])
  const taken = await readCode(text).catch(() => null)
  show(await judge(taken, { ...held, now: Date.now() }), held)
  field.value = ''
}

/** No list was ever had: the server answers, and keeps nothing either. */
function askServer(text) {
  field.value = text
  form.submit()
}

/** The newest lists there are: from the network when those here are older than five minutes, else those kept. */
async function lists() {
  if (known && Date.now() - known.madeAt < FRESH_MS) return known
  known = (await opened(fetched)) ?? known ?? (await opened(kept))
  if (known) tellAge(known)
  return known
}

async function opened(get) {
  try {
    const { openList } = await import(reader)
    const [keys, codes] = await Promise.all([trust, revoked].map(get))
    const trusted = await openList(keys)
    const list = trusted && (await openList(codes, trusted.keys))
    return list && { trust: trusted, revoked: list, madeAt: list.iat * 1000, until: list.exp * 1000 }
  } catch {
    return null
  }
}

async function fetched(url) {
  const reply = await fetch(url, { cache: 'no-store', credentials: 'omit' })
  if (!reply.ok) throw new Error('no list')
  for (const cache of await houseCaches()) await cache.put(url, reply.clone())
  return reply.text()
}

const kept = async (url) => (await caches.match(url)).text()

/** The cache of the service worker, which goes with its build. */
async function houseCaches() {
  const names = (await caches.keys()).filter((name) => name.startsWith('so-tiem-'))
  return Promise.all(names.map((name) => caches.open(name)))
}

/** What this page needs is kept the first time it is opened. */
async function keepForOffline() {
  await navigator.serviceWorker.ready
  const own = [location.pathname, import.meta.url, code, reader, qr, qrShared]
  for (const cache of await houseCaches())
    for (const url of [...own, trust, revoked]) if (!(await cache.match(url))) await cache.add(url)
  page.dataset.ready = 'yes'
}

/** A list past its end is told as old: a code replaced since then would still look valid. */
function tellAge({ madeAt, until }) {
  age.textContent = filled(age.dataset.words, { date: moment(madeAt) })
  age.hidden = false
  document.getElementById('lists-stale').hidden = Date.now() <= until
}

function show({ state, name, birthDate, on }, held) {
  const words = page.querySelector(`template[data-answer="${state}"]`).content.cloneNode(true)
  const values = { name, birthDate: birthDate && asRead(birthDate), date: on && day(on) }
  for (const part of words.querySelectorAll('[data-value]')) part.textContent = values[part.dataset.value] ?? ''
  for (const part of words.querySelectorAll('p')) part.textContent = filled(part.textContent, values)
  answer.replaceChildren(words)
  tellAge(held)
  answer.focus()
}

function offerPicture() {
  const input = page.querySelector('input[type=file]')
  input.closest('[hidden]').hidden = false
  input.addEventListener('change', async () => {
    const [file] = input.files
    const text = file && (await readPicture(file).catch(() => null))
    input.value = ''
    if (text) return check(text)
    answer.replaceChildren(page.querySelector('template[data-answer="no_code"]').content.cloneNode(true))
    answer.focus()
  })
}

async function readPicture(file) {
  const bitmap = await createImageBitmap(file)
  const { decodeQR } = await import(qr)
  for (const most of [LARGEST_SIDE, LARGEST_SIDE / 2, LARGEST_SIDE * 2]) {
    const scale = Math.min(1, most / Math.max(bitmap.width, bitmap.height))
    const text = decoded(decodeQR, bitmap, bitmap.width * scale, bitmap.height * scale)
    if (text) return text
  }
  return null
}

function decoded(decodeQR, source, width, height) {
  const canvas = new OffscreenCanvas(Math.round(width), Math.round(height))
  const context = canvas.getContext('2d', { willReadFrequently: true })
  context.drawImage(source, 0, 0, canvas.width, canvas.height)
  try {
    return decodeQR(context.getImageData(0, 0, canvas.width, canvas.height))
  } catch {
    return null
  }
}

function offerCamera() {
  const button = page.querySelector('[data-camera]')
  if (!navigator.mediaDevices?.getUserMedia) return
  const video = page.querySelector('video')
  button.hidden = false
  button.addEventListener('click', async () => {
    if (!video.hidden) return stop(video)
    const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } }).catch(() => null)
    document.getElementById('no-camera').hidden = stream !== null
    if (!stream) return
    video.srcObject = stream
    video.hidden = false
    await video.play()
    look(video, (await import(qr)).decodeQR)
  })
}

function look(video, decodeQR) {
  if (video.hidden) return
  const { videoWidth: width, videoHeight: height } = video
  const text = width > 0 ? decoded(decodeQR, video, width, height) : null
  if (!text) return setTimeout(() => look(video, decodeQR), LOOK_EVERY_MS)
  stop(video)
  check(text)
}

function stop(video) {
  for (const track of video.srcObject?.getTracks() ?? []) track.stop()
  video.srcObject = null
  video.hidden = true
}

const filled = (words, values) => words.replace(/\[(\w+)\]/g, (_, name) => values[name] ?? '')

const VIETNAM = { timeZone: 'Asia/Ho_Chi_Minh', day: '2-digit', month: '2-digit', year: 'numeric' }
const day = (at) => new Intl.DateTimeFormat('vi-VN', VIETNAM).format(new Date(at)).replaceAll('-', '/')
const moment = (at) =>
  `${new Intl.DateTimeFormat('vi-VN', { timeZone: VIETNAM.timeZone, hour: '2-digit', minute: '2-digit' }).format(at)} ${day(at)}`

/** YYYY-MM-DD, YYYY-MM or YYYY as people here write it. */
const asRead = (date) => date.split('-').reverse().join('/')
