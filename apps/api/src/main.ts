import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { CannotStart, reasonOf } from './cannotStart.ts'
import { openDb } from './db/openDb.ts'
import { serve } from './serve.ts'
import { readSettings } from './settings.ts'
import { closeOnSignal } from './shutdown.ts'

const repository = fileURLToPath(new URL('../../../', import.meta.url))

try {
  const settings = readSettings(process.env, resolve(repository, '.data'))
  const db = await openDb(settings)
  try {
    const { app, address } = await serve(settings, db)
    closeOnSignal(app, db)
    console.log(`Holdfast is at ${address}`)
  } catch (error) {
    await db.close().catch(() => {})
    throw error
  }
} catch (error) {
  console.error(error instanceof CannotStart ? error.message : `Holdfast cannot start (${reasonOf(error)}).`)
  process.exit(1)
}
