import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { CannotStart, reasonOf } from './cannotStart.ts'
import { openDb } from './db/openDb.ts'
import { serve } from './serve.ts'
import { readSettings } from './settings.ts'
import type { Settings } from './settings.ts'
import { closeOnSignal } from './shutdown.ts'

const repository = fileURLToPath(new URL('../../../', import.meta.url))

try {
  const settings = readSettings(process.env, resolve(repository, '.data'))
  const db = await openDb(settings, endNow)
  try {
    const { app, address } = await serve(settings, db)
    closeOnSignal(app, db)
    console.log(greeting(settings, address))
  } catch (error) {
    await db.close().catch(() => {})
    throw error
  }
} catch (error) {
  console.error(error instanceof CannotStart ? error.message : `Holdfast cannot start (${reasonOf(error)}).`)
  process.exit(1)
}

/** Unanswered requests have no verdict, so the phones send them again, to the server that starts next. */
function endNow(why: string): void {
  console.error(why)
  process.exit(1)
}

/** The text for the person who starts the server. Programs read the address from its first line. */
function greeting({ webDir, demo, databaseUrl, dataDir }: Settings, address: string): string {
  const data = databaseUrl === null ? dataDir : 'the PostgreSQL that DATABASE_URL names'
  return [
    `Holdfast is at ${address}`,
    ...(webDir !== null && demo ? ['Open it in a browser and choose “Continue as the demo lifter”.'] : []),
    `The data are kept in ${data}. Stop it with Ctrl-C.`,
  ].join('\n')
}
