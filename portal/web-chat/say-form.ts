import type { Request } from 'express'
import { z } from 'zod'
import type { InboundEvent } from '../../core/domain/chat/inbound-event.ts'
import type { App } from '../../core/ports/app.ts'
import { keepUpload } from '../../core/use-cases/chat/uploads.ts'

const SayForm = z.object({
  client_message_id: z.uuid(),
  // Counted as it will be kept: decomposed marks are no letters of their own.
  text: z.string().normalize('NFC').trim().max(4000).default(''),
  choice: z.string().max(64).default(''),
  seen: z.coerce.number().int().nonnegative().catch(0),
})

export type SayForm = z.infer<typeof SayForm>

export function readSayForm(req: Request): SayForm | 'too_long' | 'not_readable' {
  const form = SayForm.safeParse(req.form)
  if (form.success) return form.data
  const isTooLong = form.error.issues.some(({ code, path }) => code === 'too_big' && path[0] === 'text')
  return isTooLong ? 'too_long' : 'not_readable'
}

/** One post as one event; null when it says nothing. Files are sealed before the event exists (features C14). */
export async function eventOf(app: App, req: Request, address: string, form: SayForm): Promise<InboundEvent | null> {
  const content = await contentOf(app, req, address, form)
  if (!content) return null
  const now = app.now().getTime()
  return {
    dedupeKey: `wb|${req.sessionId}|${form.client_message_id}`,
    address,
    channel: 'web',
    sortKey: now,
    receivedTime: now,
    providerTime: now,
    providerMessageId: null,
    replyTo: null,
    ack: null,
    locale: req.locale,
    ...content,
  }
}

async function contentOf(app: App, req: Request, address: string, form: SayForm) {
  if (req.files.length > 0) {
    const items = []
    for (const { bytes } of req.files) {
      items.push({
        source: 'web' as const,
        uploadId: await keepUpload(app, { address, bytes }),
        bytes: bytes.length,
        form: 'document' as const,
      })
    }
    return { kind: 'media' as const, items, caption: form.text || null, albumKey: null }
  }
  if (form.choice) return { kind: 'choice' as const, token: form.choice }
  return form.text ? { kind: 'text' as const, text: form.text } : null
}
