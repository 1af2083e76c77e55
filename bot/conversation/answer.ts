import type { Facts } from './facts.ts'
import type { ConversationState } from './state.ts'
import { type Said, say } from './step.ts'
import { STEPS } from './steps.ts'
import { goTo, leaveStep, type Move, missed, nextOf } from './walk.ts'

/** An answer to the present question: understood, or asked again with what is missing. */
export function said(state: ConversationState, heard: Said, facts: Facts): Move {
  const step = state.step ? STEPS[state.step] : null
  if (!step || 'request' in step) return missed(state, [say('notUnderstood')], facts)
  const reading = step.read(heard, state.answers, facts)
  if ('wrong' in reading) return missed(state, [reading.wrong], facts)
  const answers = { ...state.answers, ...reading.set }
  const next = reading.next ?? nextOf(step, answers)
  const place = typeof next === 'function' ? next(answers) : next
  return goTo({ ...leaveStep(state), answers }, place, reading.says ?? [], facts)
}
