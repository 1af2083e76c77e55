import { setTimeout as wait } from 'node:timers/promises'

/** Somebody who reloads until the page comes: the answer of the last try. */
export async function insist(url: string, asked: RequestInit, withinMs = 60_000): Promise<Response> {
  const until = Date.now() + withinMs
  for (;;) {
    const answer = await fetch(url, { redirect: 'manual', ...asked, signal: AbortSignal.timeout(10_000) }).catch(
      () => null,
    )
    if (answer && answer.status < 500) return answer
    if (Date.now() > until) throw new Error(`Nobody answered at ${new URL(url).pathname} within ${withinMs} ms`)
    await wait(150)
  }
}
