import { refusal, type ZaloAnswer } from './fake-zalo-gate.ts'
import { ASSET_LIFE_MS, type ZaloButton, type ZaloSent, type ZaloState } from './fake-zalo-state.ts'

type Fields = Record<string, unknown>
export type ReadContent = Pick<ZaloSent, 'kind' | 'text' | 'buttons' | 'media'>
type Reading = ReadContent | ZaloAnswer

const MAX_TEXT = 2000
const MAX_BUTTONS = 5
const MAX_TITLE = 100
const MAX_PAYLOAD = 1000

export const isRefusal = (reading: object): reading is ZaloAnswer => 'error' in reading
export const wrong = (field: string) => refusal(-201, `${field} is invalid!`)
const tooLong = () => refusal(-210)
const lengthOf = (text: string) => [...text].length
const fieldsOf = (value: unknown): Fields | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : null
const isWebAddress = (value: unknown) =>
  typeof value === 'string' && URL.canParse(value) && /^https?:$/.test(new URL(value).protocol)

/** Reads the `message` of a consultation message, as strictly as channels 1.4 describes it. */
export function readContent(state: ZaloState, given: unknown): Reading {
  const message = fieldsOf(given)
  if (!message) return wrong('message')
  const strange = Object.keys(message).find((key) => !['text', 'quote_message_id', 'attachment'].includes(key))
  if (strange) return wrong(`message.${strange}`)
  const text = message.text
  if (text !== undefined && (typeof text !== 'string' || text.trim() === '')) return wrong('message.text')
  if (text !== undefined && lengthOf(text) > MAX_TEXT) return tooLong()
  if (message.attachment === undefined) {
    return text === undefined ? wrong('message.text') : { kind: 'text', text, buttons: [], media: null }
  }
  return readAttachment(state, message.attachment, text ?? '')
}

function readAttachment(state: ZaloState, given: unknown, text: string): Reading {
  const attachment = fieldsOf(given)
  const payload = fieldsOf(attachment?.payload)
  if (!payload) return wrong('message.attachment')
  if (attachment?.type === 'file') {
    return text ? wrong('message.text') : readAsset(state, payload.token, 'file', '')
  }
  if (attachment?.type !== 'template') return wrong('message.attachment.type')
  if (payload.template_type === 'media') return readMedia(state, payload.elements, text)
  if (payload.template_type === 'request_user_info') return readAskInfo(payload.elements)
  if (payload.template_type !== undefined && payload.template_type !== 'button') return refusal(-233)
  // Two shapes are seen in the field: the text beside the attachment, or inside its payload (channels 1.4).
  const shown = payload.template_type === 'button' && typeof payload.text === 'string' ? payload.text : text
  if (shown.trim() === '') return wrong('message.text')
  return lengthOf(shown) > MAX_TEXT ? tooLong() : readButtons(payload.buttons, shown)
}

function readButtons(given: unknown, text: string): Reading {
  if (!Array.isArray(given) || given.length === 0) return wrong('buttons')
  if (given.length > MAX_BUTTONS) return tooLong()
  const buttons: ZaloButton[] = []
  for (const one of given) {
    const button = fieldsOf(one)
    if (!button || typeof button.title !== 'string' || button.title.trim() === '') return wrong('buttons.title')
    if (lengthOf(button.title) > MAX_TITLE) return tooLong()
    const fault = payloadFault(String(button.type), button.payload)
    if (fault) return fault
    buttons.push({ title: button.title, type: String(button.type), payload: button.payload })
  }
  return { kind: 'text', text, buttons, media: null }
}

function payloadFault(type: string, payload: unknown): ZaloAnswer | null {
  const fields = fieldsOf(payload)
  const isPhone = /^84\d{8,10}$/.test(String(fields?.phone_code ?? ''))
  if (type === 'oa.query.show' || type === 'oa.query.hide') {
    if (typeof payload !== 'string' || payload === '') return wrong('buttons.payload')
    return lengthOf(payload) > MAX_PAYLOAD ? tooLong() : null
  }
  if (type === 'oa.open.url') return isWebAddress(fields?.url) ? null : wrong('buttons.payload.url')
  if (type === 'oa.open.phone') return isPhone ? null : wrong('buttons.payload.phone_code')
  if (type === 'oa.open.sms') return isPhone && fields?.content ? null : wrong('buttons.payload')
  return wrong('buttons.type')
}

function readMedia(state: ZaloState, given: unknown, text: string): Reading {
  const element = Array.isArray(given) && given.length === 1 ? fieldsOf(given[0]) : null
  if (!element) return wrong('elements')
  const kind = element.media_type
  if (kind !== 'image' && kind !== 'gif') return wrong('elements.media_type')
  if (kind === 'gif' && !(Number(element.width) > 0 && Number(element.height) > 0)) return wrong('elements.width')
  if ((element.url === undefined) === (element.attachment_id === undefined)) return wrong('elements.url')
  if (element.attachment_id !== undefined) return readAsset(state, element.attachment_id, kind, text)
  if (!isWebAddress(element.url)) return wrong('elements.url')
  return { kind, text, buttons: [], media: String(element.url) }
}

function readAsset(state: ZaloState, id: unknown, kind: 'image' | 'gif' | 'file', text: string): Reading {
  const upload = state.uploads.get(String(id))
  if (upload?.kind !== kind) return wrong(kind === 'file' ? 'token' : 'attachment_id')
  const age = state.clock.now().getTime() - upload.at.getTime()
  return age > ASSET_LIFE_MS ? refusal(-100) : { kind, text, buttons: [], media: String(id) }
}

function readAskInfo(given: unknown): Reading {
  const element = Array.isArray(given) && given.length === 1 ? fieldsOf(given[0]) : null
  const { title, subtitle, image_url: image } = element ?? {}
  if (typeof title !== 'string' || title === '' || typeof subtitle !== 'string' || subtitle === '')
    return wrong('elements')
  if (lengthOf(title) > 100 || lengthOf(subtitle) > 500) return tooLong()
  if (!isWebAddress(image)) return wrong('elements.image_url')
  return { kind: 'request_user_info', text: `${title}\n${subtitle}`, buttons: [], media: null }
}
