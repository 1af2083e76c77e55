import type { ZodError } from 'zod'

/** `of.code` is the sentence beside the field, `list` feeds the error summary; ids of fields equal their names. */
export type FormErrors = {
  list: readonly { href: string; message: string }[]
  of: Readonly<Record<string, string>>
}

export const noErrors: FormErrors = { list: [], of: {} }

/** One complaint, at one field. */
export function errorAt(field: string, message: string): FormErrors {
  return { of: { [field]: message }, list: [{ href: `#${field}`, message }] }
}

/** What several readers of one form say, in the order of the page. */
export function joinErrors(...all: readonly FormErrors[]): FormErrors {
  return { of: Object.assign({}, ...all.map(({ of }) => of)), list: all.flatMap(({ list }) => list) }
}

const SENTENCE_KEY = /^\w+(\.\w+)+$/

/**
 * The first complaint of each field; messages in the zod schema are sentence keys, said by `say`. What no browser sends
 * (a field twice, an unknown choice) has zod's own words: the form could not be read.
 */
export function formErrors(error: Pick<ZodError, 'issues'>, say: (key: string) => string): FormErrors {
  const of: Record<string, string> = {}
  for (const issue of error.issues) {
    const field = String(issue.path[0] ?? 'form')
    of[field] ??= say(SENTENCE_KEY.test(issue.message) ? issue.message : 'objections.formNotReadable')
  }
  return { of, list: Object.entries(of).map(([field, message]) => ({ href: `#${field}`, message })) }
}
