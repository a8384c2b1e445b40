import { onBrowser } from './lib/onBrowser.mjs'

// npm run taps: what a tap on ✓ costs in a long session, in a slowed-down Chromium.

process.exitCode = await onBrowser('taps.ts')
