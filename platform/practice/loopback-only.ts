import { Socket } from 'node:net'

/** What a practice installation may not do: somebody real could be at the other end (features K08). */
export class PracticeRefusal extends Error {
  readonly code = 'EPRACTICE'
}

/** Only this machine: 127.0.0.0/8, ::1 and localhost. */
export function isLoopback(host: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/i.test(host)
}

/**
 * From now on this process opens connections to itself and to these hosts only, whatever asks for one: a practice installation sends
 * to nobody even where somebody set it up wrongly. Answers how to take it away again.
 */
export function loopbackOnly(allowed: readonly string[]): () => void {
  const connect = Socket.prototype.connect
  const mayReach = (host: string) => isLoopback(host) || allowed.includes(host.toLowerCase())
  Socket.prototype.connect = function guarded(this: Socket, ...args: unknown[]): Socket {
    const host = hostIn(args)
    const wanted = host === null || mayReach(host) ? args : nowhere(args)
    return Reflect.apply(connect, this, wanted)
  } as typeof connect
  return () => {
    Socket.prototype.connect = connect
  }
}

/** The same connection to a name that nobody looks up: it fails the way an unknown host does, in whatever library asked for it. */
function nowhere(args: unknown[]): unknown[] {
  const [first, second, third] = args.length === 1 && Array.isArray(args[0]) ? args[0] : args
  const given = typeof first === 'object' && first !== null ? first : { port: first }
  const done = [second, third].find((one) => typeof one === 'function')
  const lookup = (_host: string, _options: unknown, told: (fault: Error) => void) =>
    told(new PracticeRefusal('Practice mode opens no connection to another machine'))
  return [{ ...given, host: 'practice.invalid', lookup }, done]
}

/** The host in the arguments of `connect`; null for a socket file, which stays on this machine. */
function hostIn(args: unknown[]): string | null {
  const [first, second] = args.length === 1 && Array.isArray(args[0]) ? args[0] : args
  if (typeof first === 'string' && Number.isNaN(Number(first))) return null
  if (typeof first !== 'object' || first === null) return typeof second === 'string' ? second : 'localhost'
  const { path, host } = first as { path?: string; host?: string }
  return path ? null : (host ?? 'localhost')
}
