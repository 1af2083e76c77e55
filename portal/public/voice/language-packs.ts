import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'

/** The main steps a person can hear, each with its page. */
export const VOICE_STEPS = ['home', 'lookUp', 'code', 'report', 'photo', 'receipt', 'track', 'talk', 'privacy'] as const
export type VoiceStep = (typeof VOICE_STEPS)[number]

const Sentence = z.string().trim().min(2).max(120)

/** A minority language as data (features B13). `reviewed` names the native speaker who has read it; null: a draft. */
const Pack = z.strictObject({
  /** ISO 639-3, as the `lang` attribute takes it. */
  code: z.string().regex(/^[a-z]{2,3}$/),
  name: z.string().min(2),
  nameInVietnamese: z.string().min(2),
  reviewed: z.strictObject({ by: z.string().min(2), on: z.iso.date() }).nullable(),
  basis: z.string().min(10),
  sentences: z.strictObject(
    Object.fromEntries(VOICE_STEPS.map((step) => [step, Sentence])) as Record<VoiceStep, typeof Sentence>,
  ),
})

export type LanguagePack = z.infer<typeof Pack>

const FOLDER = fileURLToPath(new URL('../../../data/language-packs/', import.meta.url))

/** Every pack that stands in data/language-packs; a missing key or voice stops the start with a sentence that names it. */
export function readLanguagePacks(folder = FOLDER): readonly LanguagePack[] {
  const codes = readdirSync(folder, { withFileTypes: true })
    .filter((one) => one.isDirectory() && one.name !== 'vi')
    .map(({ name }) => name)
  return codes.map((code) => readPack(folder, code))
}

function readPack(folder: string, code: string): LanguagePack {
  const read = Pack.safeParse(JSON.parse(readFileSync(`${folder}${code}/pack.json`, 'utf8')))
  if (!read.success) throw new Error(`The language pack ${code} cannot be used: ${z.prettifyError(read.error)}`)
  if (read.data.code !== code) throw new Error(`The language pack in ${code}/ says it is ${read.data.code}.`)
  const silent = VOICE_STEPS.filter((step) => !existsSync(voiceFile(code, step, folder)))
  if (silent.length > 0) throw new Error(`The language pack ${code} has no voice for ${silent.join(', ')}.`)
  return read.data
}

export function voiceFile(code: string, step: VoiceStep, folder = FOLDER): string {
  return `${folder}${code}/voice/${step}.mp3`
}

/** Outside practice nobody is shown words that no speaker of the language has read. */
export function packsOffered(packs: readonly LanguagePack[], practice: boolean): readonly LanguagePack[] {
  return packs.filter(({ reviewed }) => practice || reviewed !== null)
}
