import { pino } from 'pino'

/** The only keys a log line may carry. Everything else, and every Error's text, stays out (features L08). */
const ALLOWED = new Set([
  'requestId',
  'reportId',
  'taskId',
  'task',
  'updateId',
  'inboxId',
  'outboxId',
  'importId',
  'listId',
  'campaignId',
  'photoId',
  'staffId',
  'unitId',
  'code',
  'status',
  'method',
  'route',
  'ms',
  'state',
  'channel',
  'failure',
  'count',
  'attempt',
  'url',
  'role',
  'queue',
  'fault',
  'alert',
  'stack',
])

export interface Log {
  info(facts: object, sentence: string): void
  warn(facts: object, sentence: string): void
  error(facts: object, sentence: string): void
}

/** Structured lines on stderr; stdout belongs to what the operator asked for. */
export function createLog(level: string): Log {
  const out = pino(
    { level, base: null, timestamp: pino.stdTimeFunctions.isoTime },
    pino.destination({ dest: 2, sync: true }),
  )
  return {
    info: (facts, sentence) => out.info(allowed(facts), sentence),
    warn: (facts, sentence) => out.warn(allowed(facts), sentence),
    error: (facts, sentence) => out.error(allowed(facts), sentence),
  }
}

export function allowed(facts: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(facts).filter(([key]) => ALLOWED.has(key)))
}

/** What may be said of a fault: its code or kind and where it happened, never its message, which may quote a person. */
export function faultFacts(fault: unknown): { fault: string; stack: string } {
  if (!(fault instanceof Error)) return { fault: typeof fault, stack: '' }
  const code = (fault as { code?: unknown }).code
  const frames = (fault.stack ?? '').split('\n').filter((line) => line.trimStart().startsWith('at '))
  return {
    fault: typeof code === 'string' ? code : fault.name,
    stack: frames
      .slice(0, 6)
      .map((line) => line.trim())
      .join(' < '),
  }
}
