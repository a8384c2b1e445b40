import { join } from 'node:path'
import { onBrowser } from './lib/onBrowser.mjs'
import { root } from './lib/root.mjs'

// npm run screens: pictures of the real app on the real server, into docs/images.

process.exitCode = await onBrowser('screens.ts', join(root, 'docs/images'))
