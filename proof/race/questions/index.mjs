import { api } from './api.mjs'
import { browser } from './browser.mjs'
import { decade } from './decade.mjs'
import { drain } from './drain.mjs'
import { enqueue } from './enqueue.mjs'
import { faults } from './faults.mjs'
import { firstScreen } from './firstScreen.mjs'
import { flat } from './flat.mjs'
import { loss } from './loss.mjs'
import { reopen } from './reopen.mjs'
import { size } from './size.ts'
import { tap } from './tap.mjs'

/** In the order they are asked. A slow one is left out of a quick run. */
export const questions = [size, enqueue, flat, browser, loss, reopen, drain, faults, decade, firstScreen, tap, api]
