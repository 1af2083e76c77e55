import { z } from 'zod'
import { READY_ANSWER_KEYS } from '../../../core/domain/thread/ready-answer.ts'
import { CALL_OUTCOMES } from '../../../core/use-cases/thread/settle-callback.ts'

const LONGEST_REPLY = 1_500

/** The words as every channel gets them: composed, with plain line ends. */
const Words = z
  .string()
  .transform((text) => text.normalize('NFC').replace(/\r\n?/g, '\n').trim())
  .pipe(z.string().min(1, 'inbox.errors.empty').max(LONGEST_REPLY, 'inbox.errors.long'))

const Answer = z.enum(READY_ANSWER_KEYS)

/** Each button of the thread page is one act. */
export const ThreadForm = z.discriminatedUnion('act', [
  z.object({ act: z.literal('take') }),
  z.object({ act: z.literal('take_over') }),
  z.object({ act: z.literal('end') }),
  z.object({ act: z.literal('call'), outcome: z.enum(CALL_OUTCOMES) }),
  z.object({ act: z.literal('preview'), text: Words }),
  z.object({ act: z.literal('send'), text: Words, reply_id: z.uuid() }),
  /** `text` is what the officer saw in the preview. */
  z.object({ act: z.literal('send_ready'), answer: Answer, text: Words, reply_id: z.uuid() }),
])

export type ThreadForm = z.output<typeof ThreadForm>

export const ThreadQuery = z.object({
  /** The ready answer to look at. */
  mau: Answer.nullable().catch(null),
  /** Its words go into the reply box instead. */
  sua: z
    .string()
    .catch('')
    .transform((text) => text === '1'),
  da: z.enum(['take', 'take_over', 'end', 'call', 'send']).nullable().catch(null),
})

export const InboxQuery = z.object({ 'don-vi': z.string().max(100).nullable().catch(null) })
