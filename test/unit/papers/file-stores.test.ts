import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { FileStore } from '../../../core/ports/files.ts'
import { diskFiles } from '../../../platform/files/disk-files.ts'
import { type S3Files, s3Files } from '../../../platform/files/s3-files.ts'
import { type FakeS3, startFakeS3 } from '../../support/fake-s3.ts'

let folder: string
let fake: FakeS3
let s3: S3Files
const stores: Record<string, () => FileStore> = { disk: () => diskFiles(folder), S3: () => s3 }

const reach = (accessKeyId: string) =>
  s3Files({ endpoint: fake.url, region: 'us-east-1', bucket: 'photos', accessKeyId, secretAccessKey: 'practice' })

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'files-'))
  fake = await startFakeS3('photos', 'practice-key')
  s3 = reach('practice-key')
})
afterAll(async () => {
  s3.close()
  await fake.close()
  await rm(folder, { recursive: true })
})

describe.each(Object.keys(stores))('files on %s', (kind) => {
  const store = () => stores[kind]!()

  test('what was put comes back, replaced is replaced, removed is gone', async () => {
    await store().put('photo/0193-a.jpg', Buffer.from('first'))
    await store().put('photo/0193-a.jpg', Buffer.from('second'))
    expect(await store().get('photo/0193-a.jpg')).toEqual(Buffer.from('second'))
    await store().remove('photo/0193-a.jpg')
    expect(await store().get('photo/0193-a.jpg')).toBeNull()
    await store().remove('photo/0193-a.jpg')
  })

  test.each(['../etc/passwd', '/etc/passwd', 'a/../b', 'a//b', 'Ảnh.jpg', '', '.draft', 'a\0b', 'a/b/c/d/e'])(
    'the key %j is refused',
    async (key) => {
      await expect(store().put(key, Buffer.of(1))).rejects.toThrow('file key')
      await expect(store().get(key)).rejects.toThrow('file key')
      await expect(store().remove(key)).rejects.toThrow('file key')
    },
  )
})

test('a finished disk write leaves no draft behind', async () => {
  await diskFiles(folder).put('drafts/one', Buffer.of(1))
  expect(await readdir(join(folder, 'drafts'))).toEqual(['one'])
})

test('an S3 service that refuses the key is a fault, not a missing file', async () => {
  const stranger = reach('somebody-else')
  await expect(stranger.get('photo/1')).rejects.toThrow()
  stranger.close()
})
