import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { chanceOf } from './chance.ts'

export interface LossyProxy {
  url: string
  /** Replies that were thrown away on the way. */
  dropped(): number
  /** From now on every reply of the next `count` forms is lost: the house has done its work, the browser hears nothing. */
  drop(count: number): void
  close(): Promise<void>
}

export interface BadLine {
  /** Milliseconds from one end to the other. */
  delayMs: number
  /** Share of the packets that get lost; TCP sends them again a round trip later, and what follows waits for them. */
  loss: number
}

/** A line on which requests arrive and replies get lost: TCP, so that whatever speaks HTTP over it meets a real broken connection. */
export async function lossyProxy(port: number, line: BadLine = { delayMs: 0, loss: 0 }): Promise<LossyProxy> {
  let [toDrop, dropped] = [0, 0]
  const open = new Set<Socket>()
  const wireTo = wires(line)
  const server = createServer((browser) => {
    const house = connect(port, 'localhost')
    for (const socket of [browser, house]) {
      open.add(socket)
      socket.on('error', () => undefined).on('close', () => open.delete(socket))
    }
    const [up, down] = [wireTo(house), wireTo(browser)]
    let losing = false
    browser.on('data', (bytes) => {
      // One request a connection: what begins here is decided when its first bytes pass.
      if (toDrop > 0 && /^POST /.test(bytes.subarray(0, 5).toString('latin1'))) {
        losing = true
        toDrop -= 1
      }
      up.send(bytes)
    })
    house.on('data', (bytes) => {
      if (!losing) return down.send(bytes)
      dropped += 1
      browser.destroy()
      return house.destroy()
    })
    browser.on('close', up.end)
    house.on('close', down.end)
  })
  server.listen(0)
  await new Promise((resolve) => server.once('listening', resolve))
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    dropped: () => dropped,
    drop: (count) => {
      toDrop += count
    },
    close: async () => {
      for (const socket of open) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** Bytes arrive in the order in which they were sent, however late some are. */
function wires({ delayMs, loss }: BadLine) {
  const chance = chanceOf(2)
  return (socket: Socket) => {
    let before: Promise<unknown> = Promise.resolve()
    const later = (arrive: () => void) => {
      const onItsWay = wait(chance() < loss ? 3 * delayMs : delayMs)
      before = Promise.all([before, onItsWay]).then(() => socket.destroyed || arrive())
    }
    return { send: (bytes: Buffer) => later(() => socket.write(bytes)), end: () => later(() => socket.end()) }
  }
}
