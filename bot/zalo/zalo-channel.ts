import type { OutboundContent } from '../../core/domain/chat/outbound-content.ts'
import { partsOf } from '../../core/domain/contact/address.ts'
import type { AttachmentMaker } from '../attachments.ts'
import type { OutboundMessage, SendOutcome, SpeakingChannel } from '../channel.ts'
import type { Allowance } from './allowance.ts'
import { classify } from './classify.ts'
import { askContactMessage, type ContactCard, fileMessage, imageMessage, planForZalo, textMessage } from './plan.ts'
import { fillTemplate, type TemplateIds } from './templates.ts'
import { mayWrite } from './window.ts'
import type { ZaloResult } from './zalo-call.ts'
import type { ZaloClient } from './zalo-client.ts'

export interface ZaloVoice {
  client: Pick<ZaloClient, 'sendCs' | 'sendTemplate' | 'uploadImage' | 'uploadFile'>
  templates: TemplateIds
  attachment: AttachmentMaker
  contactCard: ContactCard
  allowance: Pick<Allowance, 'perSecond'>
  now(): Date
  random(): number
}

/** A part of Zalo's minute, so that what is late in one second goes in the next. */
const COUNTED_OVER_MS = 10_000

/** Inside the 7 days after their last word people get chat messages, later approved templates only (channels 1.3). */
export function zaloMouth(voice: ZaloVoice): SpeakingChannel {
  return {
    // Zalo takes no key of ours: a repeat is a second message (channels 5.4).
    idempotent: false,
    get pace() {
      return { perSecond: voice.allowance.perSecond(), perAddressMs: 0, windowMs: COUNTED_OVER_MS }
    },
    plan: planForZalo,
    send: async (message) => {
      if (!mayWrite(message.lastHeardAt, voice.now())) return byTemplate(voice, message, TOO_LATE)
      const outcome = await say(voice, message)
      // Zalo counts for itself, and its count is what holds: -230 and -232.
      const isClosed = !outcome.ok && outcome.failure === 'window_closed'
      return isClosed ? byTemplate(voice, message, outcome) : outcome
    },
  }
}

type Failure = Extract<SendOutcome, { ok: false }>

const TOO_LATE: Failure = {
  ok: false,
  failure: 'window_closed',
  code: 'zalo_7_days',
  retryAfterMs: null,
  ambiguous: false,
}

/** Outside the window. `closed` stands where there is no template for it, or Zalo will not send ours by user id. */
async function byTemplate(voice: ZaloVoice, message: OutboundMessage, closed: Failure): Promise<SendOutcome> {
  // The template says it all; a picture beside it has no road.
  if (message.notice && message.content.attachment) return { ok: true, providerMessageId: null }
  const filled = message.notice ? fillTemplate(message, voice.templates) : null
  if (!filled) return closed
  const sent = await voice.client.sendTemplate({ userId: userIn(message.address), ...filled })
  if (!sent.ok && sent.code === NOT_BY_USER_ID) return { ...closed, code: `zalo_oa_${NOT_BY_USER_ID}` }
  return outcomeOf(voice, sent)
}

const NOT_BY_USER_ID = -249

async function say(voice: ZaloVoice, { address, content }: OutboundMessage): Promise<SendOutcome> {
  const userId = userIn(address)
  if (content.attachment) return sayWithFile(voice, address, content)
  const message = content.kind === 'own_contact' ? askContactMessage(voice.contactCard) : textMessage(content)
  return outcomeOf(voice, await voice.client.sendCs({ userId, message }))
}

/** JPEG and PNG up to this size (channels 1.4). */
const LARGEST_IMAGE = 1_000_000

/** Uploads live 7 days and are asked for once: each send has its own, so that an expired one is a new try (-100). */
async function sayWithFile(voice: ZaloVoice, address: string, { attachment }: OutboundContent): Promise<SendOutcome> {
  if (!attachment) throw new Error('There is no attachment to send')
  const bytes = await voice.attachment(attachment, address)
  if (!bytes) return { ok: true, providerMessageId: null }
  const userId = userIn(address)
  if (attachment.mime.startsWith('image/')) {
    if (bytes.length > LARGEST_IMAGE) return { ok: true, providerMessageId: null }
    const image = await voice.client.uploadImage(bytes)
    if (!image.ok) return neverSent(outcomeOf(voice, image))
    return outcomeOf(voice, await voice.client.sendCs({ userId, message: imageMessage(image.data.attachmentId) }))
  }
  const file = await voice.client.uploadFile(bytes, attachment.fileName)
  if (!file.ok) return neverSent(outcomeOf(voice, file))
  return outcomeOf(voice, await voice.client.sendCs({ userId, message: fileMessage(file.data.token) }))
}

/** A file that may or may not have arrived at Zalo has been shown to nobody. */
function neverSent(outcome: SendOutcome): SendOutcome {
  return outcome.ok ? outcome : { ...outcome, ambiguous: false }
}

function outcomeOf({ now, random }: Pick<ZaloVoice, 'now' | 'random'>, result: ZaloResult<unknown>): SendOutcome {
  if (result.ok) return { ok: true, providerMessageId: messageIdIn(result.data) }
  return classify(result, now(), random())
}

function messageIdIn(data: unknown): string | null {
  const id = data && typeof data === 'object' && 'messageId' in data ? data.messageId : null
  return typeof id === 'string' ? id : null
}

/** `zalo|<oa>|<user>` */
function userIn(address: string): string {
  return partsOf(address).user
}
