import type { App } from '../../ports/app.ts'
import type { FormSend } from '../../ports/form-sends.ts'

/** A form that has led nowhere for so long was killed with its process; whatever it did is behind a version or a key of its own. */
const FORGOTTEN_MS = 30_000

export function beginForm(app: App, key: Buffer): Promise<FormSend> {
  const at = app.now()
  return app.store.transaction((tx) => tx.formSends.begin(key, new Date(at.getTime() - FORGOTTEN_MS), at))
}

/** Before the answer leaves: an answer that gets lost on the way has been written down. */
export function endForm(app: App, key: Buffer, location: string): Promise<void> {
  return app.store.transaction((tx) => tx.formSends.end(key, location))
}

export function dropForm(app: App, key: Buffer): Promise<void> {
  return app.store.transaction((tx) => tx.formSends.drop(key))
}

/** Two days are longer than anybody keeps a page open and presses again. */
const KEPT_MS = 2 * 86_400_000

export function forgetForms(app: App): Promise<void> {
  return app.store.transaction((tx) => tx.formSends.forget(new Date(app.now().getTime() - KEPT_MS)))
}
