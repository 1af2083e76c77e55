import { DeleteObjectCommand, GetObjectCommand, NoSuchKey, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import type { FileStore } from '../../core/ports/files.ts'
import { checkedFileKey } from './file-key.ts'

export interface S3Settings {
  /** `https://s3.example.vn`: any S3-compatible service, addressed path-style. */
  endpoint: string
  region: string
  bucket: string
  accessKeyId: string
  secretAccessKey: string
}

export interface S3Files extends FileStore {
  close(): void
}

/** Files in one bucket. Checksums are sent only when the service asks: several compatible ones refuse the newer headers. */
export function s3Files(settings: S3Settings): S3Files {
  const { endpoint, region, accessKeyId, secretAccessKey, bucket: Bucket } = settings
  const client = new S3Client({
    endpoint,
    region,
    forcePathStyle: true,
    credentials: { accessKeyId, secretAccessKey },
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    maxAttempts: 3,
  })
  return {
    async put(key, bytes) {
      await client.send(new PutObjectCommand({ Bucket, Key: checkedFileKey(key), Body: bytes }))
    },
    async get(key) {
      try {
        const found = await client.send(new GetObjectCommand({ Bucket, Key: checkedFileKey(key) }))
        if (!found.Body) throw new Error('The file service answered without a body.')
        return Buffer.from(await found.Body.transformToByteArray())
      } catch (fault) {
        if (fault instanceof NoSuchKey) return null
        throw fault
      }
    },
    async remove(key) {
      await client.send(new DeleteObjectCommand({ Bucket, Key: checkedFileKey(key) }))
    },
    close: () => client.destroy(),
  }
}
