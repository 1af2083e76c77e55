import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/**
 * Makes the voice prompts of the main steps: `node data/language-packs/make-voice.ts`. Needs `espeak-ng` and `ffmpeg`
 * (Debian packages). No synthesiser speaks Tày; its script is read by the Vietnamese voice, as its letters were made for.
 */
const here = fileURLToPath(new URL('.', import.meta.url))
const LARGEST_BYTES = 25_000

type Sentences = Record<string, string>

const vietnamese = JSON.parse(readFileSync(`${here}../../templates/locales/voice.vi.json`, 'utf8')).voice.steps
speakAll('vi', vietnamese)
for (const code of readdirSync(here, { withFileTypes: true }).filter((one) => one.isDirectory())) {
  if (code.name === 'vi') continue
  speakAll(code.name, JSON.parse(readFileSync(`${here}${code.name}/pack.json`, 'utf8')).sentences)
}

function speakAll(code: string, sentences: Sentences): void {
  mkdirSync(`${here}${code}/voice`, { recursive: true })
  for (const [step, sentence] of Object.entries(sentences)) speak(sentence, `${here}${code}/voice/${step}.mp3`)
}

function speak(sentence: string, file: string): void {
  const folder = mkdtempSync(join(tmpdir(), 'voice-'))
  const wave = join(folder, 'voice.wav')
  execFileSync('espeak-ng', ['-v', 'vi', '-s', '125', '-w', wave, sentence])
  const sound = ['-ac', '1', '-ar', '16000', '-b:a', '16k', '-map_metadata', '-1', '-fflags', '+bitexact', '-y']
  execFileSync('ffmpeg', ['-loglevel', 'error', '-i', wave, ...sound, file])
  rmSync(folder, { recursive: true })
  const { size } = statSync(file)
  if (size > LARGEST_BYTES) throw new Error(`${file} is ${size} bytes, more than a slow line should carry`)
}
