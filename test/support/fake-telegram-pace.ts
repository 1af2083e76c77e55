import type { FakeState } from './fake-telegram-state.ts'

const SECOND = 1000

/** Sliding windows of one second (channels 3.3): answers the seconds to wait, or null when the send may pass. */
export function telegramPace(state: FakeState): (chatId: number) => number | null {
  const all: number[] = []
  const perChat = new Map<number, number[]>()
  return (chatId) => {
    if (!state.limits) return null
    const now = state.clock.now().getTime()
    const ofChat = perChat.get(chatId) ?? []
    perChat.set(chatId, ofChat)
    for (const window of [all, ofChat]) while ((window[0] ?? now) <= now - SECOND) window.shift()
    if (all.length >= state.limits.perSecond || ofChat.length >= state.limits.perChatPerSecond) {
      state.limited += 1
      return 1
    }
    all.push(now)
    ofChat.push(now)
    return null
  }
}
