/** Why something could not be finished, as staff read it (features M03). One sentence each in templates/locales/deadletters. */
export const DEAD_CAUSES = [
  'not_sure',
  'network',
  'address_closed',
  'window_closed',
  'quota',
  'settings',
  'content',
  'database',
  'file_missing',
  'disk_full',
  'form_unknown',
  'program',
] as const

export type DeadCause = (typeof DEAD_CAUSES)[number]

/** Codes of the network, the channels (5.4), PostgreSQL and our own; read top to bottom. */
const CAUSE_OF: readonly [codes: RegExp, cause: DeadCause][] = [
  [/^unknown$/, 'not_sure'],
  [
    /^(E(CONN|HOST|NET|PIPE|TIMEDOUT|NOTFOUND|AI_)\w*|UND_ERR\w*|retryable|rate_limited|AbortError|TimeoutError)$/,
    'network',
  ],
  [/^(blocked|opted_out)$/, 'address_closed'],
  [/^window_closed$/, 'window_closed'],
  [/^quota$/, 'quota'],
  [/^(misconfigured|auth_expired|switched_off)$/, 'settings'],
  [/^permanent$/, 'content'],
  [/^ENOENT$/, 'file_missing'],
  [/^(ENOSPC|EDQUOT|53100)$/, 'disk_full'],
  [/^(ZodError|unknown_task)$/, 'form_unknown'],
  [/^(08|40|53|55|57|58)\w{3}$/, 'database'],
]

export function deadCauseOf(code: string | null): DeadCause {
  return CAUSE_OF.find(([codes]) => codes.test(code ?? ''))?.[1] ?? 'program'
}
