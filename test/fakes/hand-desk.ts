import type { AddressInfo } from 'node:net'
import express, { type Request, type Response } from 'express'
import sharp from 'sharp'
import { readForm } from '../support/fake-form.ts'
import type { FakeTelegram } from '../support/fake-telegram.ts'
import type { FakeZalo } from '../support/fake-zalo.ts'
import type { HandChannel, Line } from './hand-channel.ts'
import { handPage, type Place, placeQuery, threadPage } from './hand-page.ts'
import { PRETENDED_PEOPLE } from './pretended-people.ts'
import { telegramByHand } from './telegram-by-hand.ts'
import { zaloByHand } from './zalo-by-hand.ts'

type Fields = Record<string, string | undefined>

/** A page on this machine from which one person talks to the bot as several people on two channels. */
export async function openHandDesk(fakes: { telegram: FakeTelegram; zalo: FakeZalo; port?: number }) {
  const channels: Record<string, HandChannel> = {
    telegram: telegramByHand(fakes.telegram),
    zalo: zaloByHand(fakes.zalo),
  }
  const own = new Map<string, Line[]>()
  const ownLines = (place: Place) => {
    const key = placeQuery(place)
    const lines = own.get(key) ?? []
    own.set(key, lines)
    return lines
  }
  const threadOf = (place: Place): Line[] =>
    [...ownLines(place), ...place.channel.said(place.person)].toSorted((a, b) => a.at.getTime() - b.at.getTime())
  const placeOf = (fields: Fields): Place => {
    const channelKey = fields.channel === 'zalo' ? 'zalo' : 'telegram'
    const person = PRETENDED_PEOPLE.find((one) => one.key === fields.person) ?? PRETENDED_PEOPLE[0]
    const channel = channels[channelKey]
    if (!person || !channel) throw new Error('nobody to pretend to be')
    return { channelKey, channel, person }
  }
  /** Writes the line down first, so that an answer that comes at once stands below it. */
  const act = async (place: Place, shown: Pick<Line, 'text' | 'file'>, does: () => Promise<number>) => {
    const line: Line = { from: 'person', at: new Date(), buttons: [], note: null, ...shown }
    ownLines(place).push(line)
    const status = await does().catch((fault: Error) => fault.message)
    line.note = status === 200 ? null : noteOf(status)
  }

  const app = express().disable('x-powered-by')
  const form = express.urlencoded({ extended: false })
  app.get('/', (req, res) => void res.send(handPage(placeOf(req.query as Fields), channels)))
  app.get('/thread', (req, res) => {
    const place = placeOf(req.query as Fields)
    res.set('cache-control', 'no-store').send(threadPage(place, threadOf(place)))
  })
  app.get('/file', (req, res) => {
    const line = threadOf(placeOf(req.query as Fields))[Number(req.query.line)]
    if (!line?.file) return void res.sendStatus(404)
    res.set('content-security-policy', 'sandbox').type(line.file.name).send(line.file.bytes)
  })
  const done = (place: Place, res: Response, to = '/') => res.redirect(303, `${to}?${placeQuery(place)}#newest`)
  app.post('/say', form, async (req, res) => {
    const place = placeOf(req.body as Fields)
    const text = String((req.body as Fields).text ?? '')
    await act(place, { text, file: null }, () => place.channel.say(place.person, text))
    done(place, res)
  })
  app.post('/press', form, async (req, res) => {
    const place = placeOf(req.body as Fields)
    const label = String((req.body as Fields).label ?? '')
    await act(place, { text: label, file: null }, async () => place.channel.press(place.person, label))
    done(place, res, '/thread')
  })
  app.post('/contact', form, async (req, res) => {
    const place = placeOf(req.body as Fields)
    const phone = String((req.body as Fields).phone ?? '')
    await act(place, { text: `(chia sẻ số ${phone})`, file: null }, () =>
      place.channel.shareContact(place.person, phone),
    )
    done(place, res)
  })
  app.post('/picture', async (req: Request, res) => {
    const sent = await readForm(req)
    const place = placeOf(sent?.fields ?? {})
    const picture = sent?.files.find((file) => file.field === 'picture')
    if (picture) await sendPicture(place, picture, sent?.fields.form === 'photo')
    done(place, res)
  })
  app.post('/act', form, async (req, res) => {
    const place = placeOf(req.body as Fields)
    const key = String((req.body as Fields).act)
    const chosen = place.channel.acts[key]
    if (chosen) await act(place, { text: `(${chosen.label})`, file: null }, () => chosen.does(place.person))
    else if (key === 'again') await place.channel.bringAgain()
    done(place, res)
  })

  /** A chat presses photos to about 1,280 pixels; a file stays as it is. */
  async function sendPicture(place: Place, { name, bytes }: { name: string; bytes: Buffer }, isPhoto: boolean) {
    const pressed = isPhoto ? await asPhoto(bytes) : null
    const file = pressed ? { name: 'anh.jpg', bytes: pressed } : { name, bytes }
    await act(place, { text: '', file }, () =>
      pressed ? place.channel.sendPhoto(place.person, pressed) : place.channel.sendFile(place.person, bytes, name),
    )
  }

  const server = app.listen(fakes.port ?? 0, '127.0.0.1')
  await new Promise((resolve, reject) => server.once('listening', resolve).once('error', reject))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: (): Promise<void> =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

const noteOf = (status: number | string): string =>
  status === 0
    ? 'Chưa tới: không ai nhận. Đã chạy npm start với các thiết lập này chưa?'
    : `Chưa tới: ${typeof status === 'number' ? `máy chủ trả lời ${status}` : status}`

const asPhoto = (bytes: Buffer): Promise<Buffer | null> =>
  sharp(bytes)
    .rotate()
    .resize(1280, 1280, { fit: 'inside', withoutEnlargement: true })
    .jpeg({ quality: 80 })
    .toBuffer()
    .catch(() => null)
