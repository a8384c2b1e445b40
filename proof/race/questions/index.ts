import type { Question } from '../lib/question.ts'
import { api } from './api.ts'
import { browser } from './browser.ts'
import { decade } from './decade.ts'
import { drain } from './drain.ts'
import { enqueue } from './enqueue.ts'
import { faults } from './faults.ts'
import { firstScreen } from './firstScreen.ts'
import { flat } from './flat.ts'
import { loss } from './loss.ts'
import { reopen } from './reopen.ts'
import { size } from './size.ts'
import { tap } from './tap.ts'

/** In the order they are asked. A slow one is left out of a quick run. */
export const questions: readonly Question[] = [size, enqueue, flat, browser, loss, reopen, drain, faults, decade, firstScreen, tap, api]
