import { z } from 'zod'
import type { OutboundContent } from '../../core/domain/chat/outbound-content.ts'
import { partsOf } from '../../core/domain/contact/address.ts'
import type { AttachmentMaker } from '../attachments.ts'
import type { FetchedMedia, HearingChannel, SpeakingChannel } from '../channel.ts'
import { classify, isHarmless } from './classify.ts'
import type { TelegramClient } from './client.ts'
import { markupOf, planForTelegram, TELEGRAM } from './plan.ts'

const Sent = z.object({ message_id: z.union([z.number(), z.string()]).transform(String) })
const File = z.object({ file_path: z.string(), file_size: z.number().optional() })

/** All that Telegram allows: 30 a second in all, one a second to one chat (channels 3.3). */
const PACE = { perSecond: 30, perAddressMs: 1_000 }

export interface TelegramVoice {
  /** Names the button that shares the account's own number. */
  shareLabel: string
  attachment: AttachmentMaker
}

export function telegramMouth(client: TelegramClient, voice: TelegramVoice): SpeakingChannel {
  return {
    idempotent: false,
    pace: PACE,
    plan: planForTelegram,
    send: async ({ address, content }) => {
      const call = await callFor(content, voice, address)
      // A picture that is no longer there, without a word beside it.
      if (!call) return { ok: true, providerMessageId: null }
      const { method, payload } = call
      try {
        const sent = Sent.safeParse(await client.call(method, { chat_id: chatIn(address), ...payload }))
        return { ok: true, providerMessageId: sent.success ? sent.data.message_id : null }
      } catch (fault) {
        return classify(fault)
      }
    },
  }
}

/** One planned part as a call; a file goes as multipart, which drops whatever is not named here (channels 3.2, 13). */
async function callFor(content: OutboundContent, voice: TelegramVoice, address: string) {
  const { attachment, text } = content
  const markup = markupOf(content, voice.shareLabel)
  const under = markup && { reply_markup: markup }
  // A preview would have Telegram's own servers open our links.
  const source = attachment ? await voice.attachment(attachment, address) : null
  if (!attachment || !source) {
    if (text === '') return null
    return { method: 'sendMessage', payload: { text, link_preview_options: { is_disabled: true }, ...under } }
  }
  const file = { source, filename: attachment.fileName }
  const isPhoto = attachment.form === 'image'
  const payload = { [isPhoto ? 'photo' : 'document']: file, ...(text && { caption: text.normalize('NFC') }), ...under }
  return { method: isPhoto ? 'sendPhoto' : 'sendDocument', payload }
}

export function telegramEar(client: TelegramClient): HearingChannel {
  return {
    ownContact: true,
    forgets: true,
    maxChoices: TELEGRAM.maxChoices,
    countsSmall: false,
    acknowledge: async ({ ack }) => {
      if (ack) await quietly(client.call('answerCallbackQuery', { callback_query_id: ack }))
    },
    fetchMedia: async (ref, _address, limitBytes) => {
      if (ref.source !== 'telegram') throw new Error('Telegram was asked for a picture of another channel')
      if (ref.bytes !== null && ref.bytes > limitBytes) return { ok: false, reason: 'too_big' }
      return fetchFile(client, ref.fileId, limitBytes)
    },
    // A bot may delete what it was sent within 48 hours; later the citizen's own copy stays (channels 3.3).
    forget: async (ref, address) => {
      if (ref.source !== 'telegram') return
      await quietly(client.call('deleteMessage', { chat_id: chatIn(address), message_id: Number(ref.messageId) }))
    },
  }
}

/** `telegram|<bot>|<chat>`; Telegram wants its own ids as numbers. */
function chatIn(address: string): number {
  return Number(partsOf(address).user)
}

async function fetchFile(client: TelegramClient, fileId: string, limitBytes: number): Promise<FetchedMedia> {
  const file = await found(client.call('getFile', { file_id: fileId }))
  const read = File.safeParse(file)
  if (!read.success) return { ok: false, reason: 'gone' }
  if ((read.data.file_size ?? 0) > limitBytes) return { ok: false, reason: 'too_big' }
  return download(client.fileUrl(read.data.file_path), limitBytes)
}

/** Null when Telegram says the file is not there; the network's faults go on without their text. */
async function found(call: Promise<unknown>): Promise<unknown> {
  try {
    return await call
  } catch (fault) {
    const { failure, code } = classify(fault)
    if (failure === 'permanent' || failure === 'blocked') return null
    throw new Error(`A picture could not be fetched: ${code}`)
  }
}

async function download(url: URL, limitBytes: number): Promise<FetchedMedia> {
  const answer = await fetch(url, { signal: AbortSignal.timeout(30_000) }).catch(() => null)
  // The address holds the token, so nothing of the network's own fault goes on.
  if (!answer?.ok || !answer.body)
    throw new Error(`A picture could not be fetched: telegram_file_${answer?.status ?? 'network'}`)
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of answer.body) {
    size += chunk.length
    if (size > limitBytes) return { ok: false, reason: 'too_big' }
    chunks.push(chunk)
  }
  return { ok: true, bytes: Buffer.concat(chunks) }
}

/** For courtesies: what Telegram objects to is let go, and a fault keeps its code only. */
async function quietly(call: Promise<unknown>): Promise<void> {
  try {
    await call
  } catch (fault) {
    if (!isHarmless(fault)) throw Object.assign(new Error('A courtesy call failed'), { code: classify(fault).code })
  }
}
