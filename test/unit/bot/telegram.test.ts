import { readdirSync, readFileSync } from 'node:fs'
import { TelegramError } from 'telegraf'
import { expect, test } from 'vitest'
import { retryWaitMs, settlementOf } from '../../../bot/settlement.ts'
import { splitText } from '../../../bot/split-text.ts'
import { classify, isHarmless } from '../../../bot/telegram/classify.ts'
import { parseUpdate } from '../../../bot/telegram/parse-update.ts'
import { markupOf, planForTelegram } from '../../../bot/telegram/plan.ts'
import { TelegramUpdate } from '../../../bot/telegram/update.ts'
import type { OutboundContent } from '../../../core/domain/chat/outbound-content.ts'
import { noon } from '../../support/clock.ts'
import { sharedData } from '../../support/shared-data.ts'

const sample = (name: string): unknown => JSON.parse(readFileSync(`${sharedData('telegram')}/${name}`, 'utf8'))
const parsed = (name: string) => parseUpdate(TelegramUpdate.parse(sample(`update.${name}.json`)), '1000000001', noon)
const content = (wish: Partial<OutboundContent> = {}): OutboundContent => ({
  kind: 'text',
  text: 'chào',
  choices: [],
  links: [],
  closesContact: false,
  ...wish,
})

test('each sample update becomes its neutral event', () => {
  const kinds = readdirSync(sharedData('telegram'))
    .filter((name) => name.startsWith('update.'))
    .map((name) => name.slice('update.'.length, -'.json'.length))
    .map((name) => [name, parsed(name)?.kind ?? null])
  expect(Object.fromEntries(kinds)).toEqual({
    callback_query: 'choice',
    callback_query_inaccessible_message: 'choice',
    edited_message: 'unsupported',
    message_command_start_deeplink: 'command',
    message_contact_forwarded: 'contact',
    message_contact_other_person: 'contact',
    message_contact_own: 'contact',
    message_contact_without_user_id: 'contact',
    message_document_image: 'media',
    message_document_pdf: 'media',
    message_document_too_big: 'unsupported',
    message_from_group: null,
    message_location: 'unsupported',
    message_photo: 'media',
    message_photo_album_1: 'media',
    message_photo_album_2: 'media',
    message_sticker: 'unsupported',
    message_text: 'text',
    message_text_reply: 'text',
    message_voice: 'unsupported',
    my_chat_member_blocked: 'subscription',
    my_chat_member_unblocked: 'subscription',
  })
})

test('an event carries its keys, and no number is ever cut', () => {
  expect(parsed('message_text_reply')).toMatchObject({
    dedupeKey: 'tg|1000000001|700000003',
    address: 'telegram|1000000001|2000000001',
    providerMessageId: '103',
    replyTo: '90',
  })
  expect(parsed('callback_query')).toMatchObject({ token: 'k7Q2mZ', ack: '8589934592000000001' })
})

test('a deep link brings its code as the argument of start', () => {
  expect(parsed('message_command_start_deeplink')).toMatchObject({ kind: 'command', name: 'start' })
  const deepLink = (text: string) =>
    parseUpdate(
      TelegramUpdate.parse({
        update_id: 1,
        message: { message_id: 2, date: 3, chat: { id: 4, type: 'private' }, text },
      }),
      '1000000001',
      noon,
    )
  expect(deepLink('/start ABCD2345')).toMatchObject({ kind: 'command', name: 'start', arg: 'ABCD2345' })
  expect(deepLink('/start')).toMatchObject({ kind: 'command', name: 'start', arg: null })
  expect(deepLink('/khong-co')).toMatchObject({ kind: 'text' })
})

test('a picture keeps how it was sent: pressed smaller, or as the file it was', () => {
  expect(parsed('message_photo')).toMatchObject({ items: [{ form: 'photo' }] })
  expect(parsed('message_document_image')).toMatchObject({ items: [{ form: 'document' }] })
})

test('the largest size of a picture is taken', () => {
  expect(parsed('message_photo')).toMatchObject({
    items: [{ fileId: 'fake_photo_file_id_y', bytes: 143377 }],
    albumKey: null,
  })
  expect(parsed('message_photo_album_1')).toMatchObject({ albumKey: '13700000000000001' })
})

test("a contact proves only when it is the account's own, named and not forwarded", () => {
  const proof = (name: string) => {
    const event = parsed(`message_contact_${name}`)
    return event?.kind === 'contact' ? event.proof : null
  }
  expect(proof('own')).toBe('platform_own')
  for (const name of ['forwarded', 'other_person', 'without_user_id']) expect(proof(name), name).toBe('someone_else')
})

test('a long text is split at a paragraph, a line, a sentence or a word, and nothing is lost', () => {
  expect(splitText('a'.repeat(4096), 4096)).toHaveLength(1)
  expect(splitText('a'.repeat(4097), 4096).map((part) => part.length)).toEqual([4096, 1])
  const text = Array.from({ length: 900 }, (_, n) => `Mũi ${n}.`).join(' ')
  const parts = splitText(text.normalize('NFD'), 4096)
  expect(parts.every((part) => part.length <= 4096)).toBe(true)
  expect(parts.join(' ')).toBe(text.normalize('NFC'))
  expect(splitText('😀'.repeat(2049), 4096).join('')).toBe('😀'.repeat(2049))
})

test('nine choices stand one per row, back and cancel share a row, and all come under the last part', () => {
  const choice = (label: string, small = false) => ({ token: `t${label}`, label, small })
  const choices = [
    ...Array.from({ length: 9 }, (_, n) => choice(`mục ${n}`)),
    choice('Quay lại', true),
    choice('Huỷ', true),
  ]
  const parts = planForTelegram(content({ kind: 'choices', text: 'a'.repeat(5000), choices }))
  expect(parts.map((part) => part.choices.length)).toEqual([0, 11])
  const markup = markupOf(parts[1]!, 'Chia sẻ') as { inline_keyboard: object[][] }
  expect(markup.inline_keyboard.map((row) => row.length)).toEqual([1, 1, 1, 1, 1, 1, 1, 1, 1, 2])
  expect(() => markupOf(content({ choices: [{ token: 'x'.repeat(65), label: 'a', small: false }] }), '')).toThrow(
    '64 bytes',
  )
})

test('asking for the own contact is a reply keyboard, taken away again afterwards', () => {
  expect(markupOf(content({ kind: 'own_contact' }), 'Chia sẻ')).toMatchObject({
    keyboard: [[{ request_contact: true }]],
  })
  expect(markupOf(content({ closesContact: true }), 'Chia sẻ')).toEqual({ remove_keyboard: true })
})

test('each answer of Telegram has its class', () => {
  const classOf = (name: string) => {
    const { body } = sample(`api.error.${name}.response.json`) as { body: { error_code: number; description: string } }
    const fault = new TelegramError(body)
    return isHarmless(fault) ? 'harmless' : classify(fault).failure
  }
  expect(classOf('429_too_many_requests')).toBe('rate_limited')
  for (const name of ['403_blocked_by_user', '403_cant_initiate', '403_user_deactivated', '400_chat_not_found']) {
    expect(classOf(name), name).toBe('blocked')
  }
  for (const name of ['400_text_too_long', '400_cant_parse_entities', '400_button_data_invalid']) {
    expect(classOf(name), name).toBe('permanent')
  }
  for (const name of ['400_message_not_modified', '400_query_too_old']) expect(classOf(name), name).toBe('harmless')
  for (const name of ['401_unauthorized', '409_conflict_polling', '409_conflict_webhook']) {
    expect(classOf(name), name).toBe('misconfigured')
  }
})

test('a server fault is tried again; only a line cut after the start is ambiguous', () => {
  expect(classify(new TelegramError({ error_code: 502, description: 'Bad Gateway' }))).toMatchObject({
    failure: 'retryable',
    ambiguous: false,
  })
  expect(classify(Object.assign(new Error('x'), { code: 'ECONNRESET' }))).toMatchObject({ ambiguous: true })
  expect(classify(Object.assign(new Error('x'), { code: 'ECONNREFUSED' }))).toMatchObject({ ambiguous: false })
})

test('waits double from two seconds to ten minutes', () => {
  expect([0, 1, 2, 5, 20].map((attempts) => retryWaitMs(attempts, 0))).toEqual([2000, 4000, 8000, 64_000, 600_000])
  expect(retryWaitMs(0, 0.999)).toBeGreaterThan(1000)
})

test('an ambiguous send of an idempotent channel is simply tried again', () => {
  const outcome = { ok: false as const, failure: 'retryable' as const, code: 'x', retryAfterMs: null, ambiguous: true }
  const settled = (idempotent: boolean, attempts = 0) => {
    const message = { purpose: 'notification', channel: 'telegram', createdAt: noon, attempts } as const
    return settlementOf({ outcome, message, textSha256: '', idempotent, now: noon, waitMs: 1000 }).to
  }
  expect([settled(false), settled(true), settled(true, 5)]).toEqual(['unknown', 'queued', 'failed'])
})
