import { build } from 'esbuild'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { goal } from '../lib/goal.ts'
import type { Question } from '../lib/question.ts'
import { number } from '../lib/table.ts'

/** What each adds to an app: the pieces its wiring here imports, and everything they import in turn. */
const imports = {
  'holdfast (journal + outbox)': `export { openJournal } from '@holdfast/journal'; export { answerOf, createOutbox } from '@holdfast/outbox'`,
  'workbox-background-sync': `export { Queue } from 'workbox-background-sync'`,
  'zustand persist': `export { createStore } from 'zustand/vanilla'; export { persist, createJSONStorage } from 'zustand/middleware'`,
  'offline-transactions (with db)': `export { startOfflineExecutor, NonRetriableError } from '@tanstack/offline-transactions'; export { createCollection, localOnlyCollectionOptions } from '@tanstack/db'`,
  'TanStack Query persister': `export { QueryClient, MutationObserver, onlineManager } from '@tanstack/query-core'; export { persistQueryClient } from '@tanstack/query-persist-client-core'; export { createAsyncStoragePersister } from '@tanstack/query-async-storage-persister'`,
  'redux-offline (without redux)': `export { offline } from '@redux-offline/redux-offline'; export { default as config } from '@redux-offline/redux-offline/lib/defaults'`,
  'Legend-State syncedCrud': `export { observable } from '@legendapp/state'; export { configureSynced } from '@legendapp/state/sync'; export { syncedCrud } from '@legendapp/state/sync-plugins/crud'`,
  'react-native-onyx': `export { default as Onyx } from 'react-native-onyx'`,
}

export const size: Question = {
  name: 'size',
  title: 'What each adds to an app',

  async run() {
    const sizes: { name: string; bytes: number; gzipBytes: number }[] = []
    for (const [name, contents] of Object.entries(imports)) sizes.push({ name, ...(await sizeOf(contents)) })
    const ours = sizes[0]?.gzipBytes ?? NaN
    const rows = sizes
      .toSorted((a, b) => a.gzipBytes - b.gzipBytes)
      .map(({ name, bytes, gzipBytes }) => [name, number(bytes), number(gzipBytes), (gzipBytes / ours).toFixed(2)])
    return {
      data: sizes,
      tables: [{ title: 'Bytes, minified by esbuild, and gzipped (-9)', head: ['library', 'minified', 'gzip', '÷ ours'], rows }],
      goals: [goal('journal + outbox, gzip bytes', ours, '≤', 6_000)],
      notes: ['React, redux and native modules are left out of all of them; what else a library imports comes along.'],
    }
  },
}

async function sizeOf(contents: string): Promise<{ bytes: number; gzipBytes: number }> {
  const built = await build({
    stdin: { contents, resolveDir: join(import.meta.dirname, '..'), loader: 'js' },
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    write: false,
    logLevel: 'silent',
    external: [
      'react',
      'react-dom',
      'react-native',
      'redux',
      'react-native-device-info',
      'react-native-nitro-sqlite',
      '@react-native-community/netinfo',
    ],
    define: { 'process.env.NODE_ENV': '"production"' },
  })
  const bytes = built.outputFiles[0]?.contents ?? new Uint8Array()
  return { bytes: bytes.length, gzipBytes: gzipSync(bytes, { level: 9 }).length }
}
