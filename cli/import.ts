import { basename } from 'node:path'
import { z } from 'zod'
import type { App } from '../core/ports/app.ts'
import { settleResults } from '../core/use-cases/exchange/settle-results.ts'
import { uploadResults } from '../core/use-cases/exchange/upload-results.ts'
import { applyImport, requestApply } from '../core/use-cases/imports/apply-import.ts'
import { readImport } from '../core/use-cases/imports/read-import.ts'
import { uploadImport } from '../core/use-cases/imports/upload-import.ts'
import type { Command, CommandIo, ExitCode } from './command.ts'
import { readGiven } from './given-file.ts'
import { writeErrorFile } from './import-error-file.ts'
import { readOptions } from './options.ts'
import { withHouse } from './with-house.ts'

/** `so-tiem import records|results FILE [--unit CODE] [--rows N]`: the station's page without a browser. */
export const importCommand: Command = {
  name: 'import',
  run: async (args, io) => {
    const wish = readWish(args)
    if (!wish) {
      io.err(io.say('cli.usage.import'))
      return 2
    }
    const { kind, file, unit, rowsDeclared } = wish
    const bytes = readGiven(file, io)
    if (!bytes) return 2
    return withHouse((house) =>
      importFile(house.app, kind, { fileName: basename(file), bytes, rowsDeclared, file }, unit, io),
    )
  },
}

const Wish = z.object({
  kind: z.enum(['records', 'results']),
  file: z.string().min(1),
  unit: z.string().min(1).optional(),
  rowsDeclared: z.coerce.number().int().positive().max(10_000_000).nullable(),
})

function readWish(args: string[]): z.infer<typeof Wish> | null {
  const given = readOptions(args, ['unit', 'rows'])
  if (given?.words.length !== 2) return null
  const [kind, file] = given.words
  const wish = Wish.safeParse({ kind, file, unit: given.values.unit, rowsDeclared: given.values.rows ?? null })
  return wish.success ? wish.data : null
}

interface Upload {
  fileName: string
  bytes: Buffer
  rowsDeclared: number | null
  file: string
}

async function importFile(
  app: App,
  kind: 'records' | 'results',
  upload: Upload,
  unit: string | undefined,
  io: CommandIo,
): Promise<ExitCode> {
  const unitId = unit ?? (await onlyStation(app))
  if (!unitId || !(await app.store.transaction((tx) => tx.units.get(unitId)))) {
    io.err(io.say('cli.unitNeeded'))
    return 2
  }
  const { fileName, bytes, rowsDeclared } = upload
  const send = kind === 'records' ? uploadImport : uploadResults
  const sent = await send(app, { officer: null, unitId, fileName, bytes, rowsDeclared })
  if (!sent.ok) {
    io.err(io.say(`objections.${sent.objection.code}`, sent.objection.detail))
    return 1
  }
  const { importId } = sent.value
  if (kind === 'results') await settleResults(app, { importId })
  else await readAndApply(app, importId)
  return report(app, importId, upload.file, io)
}

async function readAndApply(app: App, importId: string): Promise<void> {
  await readImport(app, { importId })
  const asked = await requestApply(app, { importId, officer: null })
  if (asked.ok) await applyImport(app, { importId })
}

async function report(app: App, importId: string, file: string, io: CommandIo): Promise<ExitCode> {
  const run = await app.store.transaction((tx) => tx.imports.get(importId))
  if (!run) throw new Error('The import is gone from the database while it was told about')
  const errorsFile = run.totals.refused > 0 ? await writeErrorFile(app, run, file, io) : null
  io.out(
    JSON.stringify({
      import: run.id,
      kind: run.kind,
      state: run.state,
      refusal: run.refusal,
      sha256: run.sha256,
      totals: run.totals,
      errorsFile,
    }),
  )
  if (run.state !== 'refused') return 0
  const [code = '', detail = ''] = (run.refusal ?? '').split(':')
  io.err(io.say(`imports.refusal.${code}`, { detail }))
  return 1
}

async function onlyStation(app: App): Promise<string | null> {
  const stations = (await app.store.transaction((tx) => tx.units.all())).filter((unit) => unit.kind === 'station')
  return stations.length === 1 && stations[0] ? stations[0].id : null
}
