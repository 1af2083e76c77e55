import type { WrongBatch } from '../../../core/ports/batches.ts'
import type { BatchOpened } from '../../../core/use-cases/batches/find-wrong-batches.ts'
import { formatDate } from '../../../templates/rendering/formatters.ts'
import { paths } from '../../paths.ts'
import { maskedName, type Say } from '../queue/view.ts'

const TAGS: Record<WrongBatch['state'], string> = {
  found: 'danger',
  asked: 'warning',
  settled: 'success',
  false_alarm: 'neutral',
}

const plain = (text: string) => ({ text, href: null, tag: null })
const percent = (share: number) => `${Math.round(share * 100)} %`

export function listView(batches: readonly WrongBatch[], say: Say) {
  return {
    columns: ['place', 'day', 'account', 'wrong', 'site'].map((key) => ({
      label: say(`batches.columns.${key}`),
      numeric: key === 'wrong' || key === 'site',
    })),
    rows: batches.map((batch) => ({
      current: false,
      cells: [
        {
          text: batch.facility,
          href: paths.staff.batch(batch.id),
          tag: { kind: TAGS[batch.state], label: say(`batches.states.${batch.state}`) },
        },
        plain(formatDate(batch.givenOn)),
        plain(batch.enteredBy || say('batches.noAccount')),
        plain(`${batch.wrong}/${batch.doses} (${percent(batch.wrong / batch.doses)})`),
        plain(percent(batch.siteRate)),
      ],
    })),
  }
}

export function batchView({ batch, doses, fix }: BatchOpened, say: Say) {
  const fact = (key: string, value: string) => ({ label: say(`batches.columns.${key}`), value, action: null })
  return {
    href: paths.staff.batch(batch.id),
    sheetHref: paths.staff.batchSheet(batch.id),
    title: `${batch.facility}, ${formatDate(batch.givenOn)}`,
    state: { kind: TAGS[batch.state], label: say(`batches.states.${batch.state}`) },
    facts: [
      fact('account', batch.enteredBy || say('batches.noAccount')),
      fact('wrong', `${batch.wrong}/${batch.doses} (${percent(batch.wrong / batch.doses)})`),
      fact('site', percent(batch.siteRate)),
      fact('fault', say('batches.mostly', { fault: say(`batches.faults.${batch.fault}`), count: batch.faultRows })),
    ],
    fix: fixText({ batch, doses, fix }, say),
    acts: (['asked', 'settled', 'false_alarm'] as const)
      .filter((state) => state !== batch.state)
      .map((state) => ({ state, label: say(`batches.acts.${state}`) })),
    columns: ['record', 'name', 'vaccine', 'fault'].map((key) => ({
      label: say(`batches.columns.${key}`),
      numeric: false,
    })),
    rows: doses.map((dose) => ({
      current: false,
      cells: [
        plain(dose.recordId),
        plain(maskedName(dose.fullName)),
        plain([dose.vaccine, dose.lot].filter(Boolean).join(' · ')),
        plain(dose.fault ? say(`batches.faults.${dose.fault}`) : say('common.nothing')),
      ],
    })),
  }
}

/** One sentence for the facility: what to change in every row, or what to look at in every row. */
function fixText({ batch, doses, fix }: BatchOpened, say: Say): string {
  if (!fix) return say(`batches.fixOf.${batch.fault}`, { count: doses.length })
  const value = fix.field === 'givenOn' ? formatDate(fix.value) : fix.value
  return say(`batches.fix.${fix.field}`, { count: doses.length, value, said: fix.said })
}

export function batchSheet(opened: BatchOpened, say: Say) {
  const heads = ['record', 'dose', 'name', 'vaccine', 'lot', 'day', 'fault', 'fix'] as const
  const text = fixText(opened, say)
  return {
    sheetName: say('batches.sheet'),
    columns: heads.map((key) => ({ header: say(`batches.columns.${key}`) })),
    rows: opened.doses.map((dose) => [
      dose.recordId,
      dose.platformDoseId,
      dose.fullName,
      dose.vaccine,
      dose.lot ?? '',
      dose.givenText,
      dose.fault ? say(`batches.faults.${dose.fault}`) : '',
      text,
    ]),
  }
}
