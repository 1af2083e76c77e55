import { Agent, request } from 'node:http'

export interface Asked {
  method: 'GET' | 'POST'
  path: string
  headers?: Record<string, string>
  body?: string
}

export interface LoadResult {
  perSecond: number
  /** Milliseconds. */
  median: number
  p95: number
  p99: number
  answered: number
  /** Answers that were not the wanted status: a run with any is worthless. */
  failed: number
}

/** Keeps `concurrency` requests under way over kept connections until the time is over or `next` has no more. */
export async function load(
  url: string,
  next: () => Asked | null,
  { concurrency, forMs, wanted }: { concurrency: number; forMs: number; wanted: number },
): Promise<LoadResult> {
  const agent = new Agent({ keepAlive: true, maxSockets: concurrency })
  const took: number[] = []
  let failed = 0
  const start = performance.now()
  const visitor = async () => {
    while (performance.now() - start < forMs) {
      const asked = next()
      if (!asked) return
      const began = performance.now()
      const status = await ask(agent, url, asked)
      took.push(performance.now() - began)
      if (status !== wanted) failed += 1
    }
  }
  await Promise.all(Array.from({ length: concurrency }, visitor))
  const seconds = (performance.now() - start) / 1_000
  agent.destroy()
  took.sort((a, b) => a - b)
  const at = (share: number) => took[Math.floor(took.length * share)] ?? 0
  return {
    perSecond: took.length / seconds,
    median: at(0.5),
    p95: at(0.95),
    p99: at(0.99),
    answered: took.length,
    failed,
  }
}

function ask(agent: Agent, url: string, { method, path, headers = {}, body }: Asked): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request(new URL(path, url), { method, agent, headers }, (answer) => {
      answer.resume()
      answer.once('end', () => resolve(answer.statusCode ?? 0))
      answer.once('error', reject)
    })
    sent.once('error', reject)
    sent.end(body)
  })
}
