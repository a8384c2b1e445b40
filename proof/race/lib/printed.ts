import { spawn } from 'node:child_process'

/** Runs another command of the repository and answers what it printed; its lines are shown as they come. A failure throws its last words. */
export function printed(file: string, args: string[], say: (line: string) => void): Promise<string> {
  return new Promise((resolve, reject) => {
    const started = spawn(process.execPath, [file, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
    let text = ''
    let complaints = ''
    started.stdout.setEncoding('utf8').on('data', (more: string) => {
      text += more
      for (const line of more.split('\n').filter(Boolean)) say(line)
    })
    started.stderr.setEncoding('utf8').on('data', (more) => (complaints = `${complaints}${more}`.slice(-4_000)))
    started.on('error', reject)
    started.on('exit', (code) =>
      code === 0 ? resolve(text) : reject(new Error(`${file} ended with ${code}: ${complaints || text.slice(-2_000)}`)),
    )
  })
}
