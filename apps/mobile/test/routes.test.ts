import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

const app = join(import.meta.dirname, '../app')

test('every route and every layout has an error boundary: an exception of one page does not affect the others', () => {
  const routes = readdirSync(app, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.tsx'))
  assert.ok(routes.length > 10)
  const exported = /^export (\{ ErrorBoundary \} from '|function ErrorBoundary\()/m
  assert.deepEqual(
    routes.filter((file) => !exported.test(readFileSync(join(app, file), 'utf8'))),
    [],
  )
})
