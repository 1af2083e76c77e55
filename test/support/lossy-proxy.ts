import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

export interface LossyProxy {
  url: string
  /** Replies that were thrown away on the way. */
  dropped(): number
  /** From now on every reply of the next `count` requests is lost: the house has done its work, the browser hears nothing. */
  drop(count: number): void
  close(): Promise<void>
}

/** A line on which requests arrive and replies get lost: TCP, so that whatever speaks HTTP over it meets a real broken connection. */
export async function lossyProxy(port: number): Promise<LossyProxy> {
  let [toDrop, dropped] = [0, 0]
  const open = new Set<Socket>()
  const server = createServer((browser) => {
    const house = connect(port, 'localhost')
    for (const socket of [browser, house]) {
      open.add(socket)
      socket.on('error', () => undefined).on('close', () => open.delete(socket))
    }
    let losing = false
    browser.on('data', (bytes) => {
      // One request a connection: what begins here is decided when its first bytes pass.
      if (toDrop > 0 && /^POST /.test(bytes.subarray(0, 5).toString('latin1'))) {
        losing = true
        toDrop -= 1
      }
      house.write(bytes)
    })
    house.on('data', (bytes) => {
      if (!losing) return browser.write(bytes)
      dropped += 1
      browser.destroy()
      return house.destroy()
    })
    browser.on('close', () => house.end())
    house.on('close', () => browser.end())
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
