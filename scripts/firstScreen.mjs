import { onBrowser } from './lib/onBrowser.mjs'

// npm run first-screen [-- <rounds> <waiting>]: a cold start until Today stands on the screen, with 10,000 operations waiting and with none.

process.exitCode = await onBrowser('firstScreen.ts', ...process.argv.slice(2))
