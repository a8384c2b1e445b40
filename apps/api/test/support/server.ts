import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { after } from 'node:test'
import { fileURLToPath } from 'node:url'

const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url))

/** A real server process. `address` resolves once the server has printed it. */
export type ServerProcess = {
  child: ChildProcess
  address: Promise<string>
  exit: Promise<{ code: number | null; signal: NodeJS.Signals | null; stdout: string; stderr: string }>
}

/**
 * Starts the server with these variables and none of this process. It is killed when its test ends; otherwise the test file would not end.
 */
export function startServer(env: Record<string, string>): ServerProcess {
  const child = spawn(process.execPath, [main], {
    env: { PATH: process.env['PATH'] ?? '', PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  after(() => void child.kill('SIGKILL'))
  let stdout = ''
  let stderr = ''
  child.stderr.on('data', (text) => (stderr += String(text)))
  const exit: ServerProcess['exit'] = new Promise((resolve) =>
    child.once('close', (code, signal) => resolve({ code, signal, stdout, stderr })),
  )
  const address = new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (text) => {
      stdout += String(text)
      const found = /Holdfast is at (\S+)\n/.exec(stdout)?.[1]
      if (found !== undefined) resolve(found)
    })
    void exit.then(({ code }) => reject(new Error(`the server ended with ${code}: ${stderr}`)))
  })
  // A test that expects a failure reads `exit` only.
  address.catch(() => {})
  return { child, address, exit }
}

/** Kills a server, if it still runs, and waits until it ends. */
export async function kill(server: ServerProcess): Promise<void> {
  server.child.kill('SIGKILL')
  await server.exit
}
