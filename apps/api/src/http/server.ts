import type { OpenHandler } from '../endpoints/handler.ts'
import { isoOf } from '@holdfast/contract'

/** What an app needs to know before it signs in. */
export const server: OpenHandler<'server'> = async ({ clock, demo }) => ({ name: 'holdfast', demo, serverTime: isoOf(clock.nowMs()) })
