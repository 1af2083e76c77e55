import { defineConfig } from 'vitest/config'

const project = (name: string, extra: object = {}) => ({
  test: { name, include: [`test/${name}/**/*.test.ts`], environment: 'node', ...extra },
})
const withServers = { globalSetup: ['test/support/servers.ts'], testTimeout: 180_000, hookTimeout: 180_000 }

export default defineConfig({
  test: {
    // One more than vitest takes on two processors: a test file waits for its database half of the time.
    maxWorkers: 2,
    projects: [
      // A busy machine is no failure; what hangs is stopped all the same. Unit tests are pure, so files share their modules:
      // reading them again for each file took longer than the tests.
      project('unit', { testTimeout: 120_000, isolate: false }),
      project('integration', withServers),
      project('e2e', withServers),
      project('browser', { ...withServers, testTimeout: 240_000, fileParallelism: false }),
      project('chaos', { ...withServers, testTimeout: 1_800_000, fileParallelism: false }),
    ],
  },
})
