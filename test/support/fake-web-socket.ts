import { createHash } from 'node:crypto'
import { createServer } from 'node:https'
import type { Duplex } from 'node:stream'

const MAGIC = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11'

/** The part of RFC 6455 that a local signing program speaks: text in, text out, over TLS of its own making. */
export async function startWebSocket(
  { port, path, key, cert }: { port: number; path: string; key: string; cert: string },
  answer: (message: string) => Promise<string>,
): Promise<{ close(): Promise<void> }> {
  const server = createServer({ key, cert })
  const open = new Set<Duplex>()
  server.on('upgrade', (request, socket: Duplex) => {
    open.add(socket)
    socket.on('close', () => open.delete(socket))
    if (request.url !== path) return socket.destroy()
    const accept = createHash('sha1').update(`${request.headers['sec-websocket-key']}${MAGIC}`).digest('base64')
    const lines = ['HTTP/1.1 101 Switching Protocols', 'Upgrade: websocket', 'Connection: Upgrade']
    socket.write(`${[...lines, `Sec-WebSocket-Accept: ${accept}`].join('\r\n')}\r\n\r\n`)
    socket.on('error', () => socket.destroy())
    hear(socket, async (message) => void socket.write(frameOf(await answer(message))))
  })
  server.listen(port, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  return {
    close: async () => {
      for (const socket of open) socket.destroy()
      server.closeAllConnections()
      if (server.listening) await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** Frames may come in pieces, and a long message in several frames. */
function hear(socket: Duplex, told: (message: string) => Promise<void>): void {
  let bytes: Buffer = Buffer.alloc(0)
  let parts: Buffer[] = []
  socket.on('data', (chunk: Buffer) => {
    bytes = Buffer.concat([bytes, chunk])
    for (let frame = frameIn(bytes); frame; frame = frameIn(bytes)) {
      bytes = bytes.subarray(frame.size)
      if (frame.opcode === 8) return void socket.end()
      if (frame.opcode > 2) continue
      parts.push(frame.payload)
      if (!frame.isLast) continue
      const message = Buffer.concat(parts).toString('utf8')
      parts = []
      void told(message)
    }
  })
}

function frameIn(bytes: Buffer) {
  if (bytes.length < 2) return null
  const [first, second] = [bytes.readUInt8(0), bytes.readUInt8(1)]
  const short = second & 0x7f
  const head = short === 126 ? 4 : short === 127 ? 10 : 2
  if (bytes.length < head + 4) return null
  const length = short === 126 ? bytes.readUInt16BE(2) : short === 127 ? Number(bytes.readBigUInt64BE(2)) : short
  const size = head + 4 + length
  if (bytes.length < size) return null
  const mask = bytes.subarray(head, head + 4)
  const payload = Buffer.from(bytes.subarray(head + 4, size).map((byte, i) => byte ^ (mask[i % 4] ?? 0)))
  return { opcode: first & 0x0f, isLast: (first & 0x80) !== 0, payload, size }
}

function frameOf(text: string): Buffer {
  const payload = Buffer.from(text, 'utf8')
  const head = Buffer.alloc(payload.length < 126 ? 2 : payload.length < 65_536 ? 4 : 10)
  head[0] = 0x81
  head[1] = payload.length < 126 ? payload.length : payload.length < 65_536 ? 126 : 127
  if (head.length === 4) head.writeUInt16BE(payload.length, 2)
  if (head.length === 10) head.writeBigUInt64BE(BigInt(payload.length), 2)
  return Buffer.concat([head, payload])
}
