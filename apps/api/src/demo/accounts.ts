import { uuidOf } from '@holdfast/contract'

/** The lifter that everybody may sign in as, where the demo is on. */
export const DEMO_LIFTER = { id: uuidOf('demo lifter'), email: 'demo@holdfast.app', name: 'Alex Demo', role: 'lifter' } as const

/** The coach of the demo lifter, with the same password. */
export const DEMO_COACH = { id: uuidOf('demo coach'), email: 'coach@holdfast.app', name: 'Robin Demo', role: 'coach' } as const

/** Their default password. It is public, like everything in the demo. */
export const DEMO_PASSWORD = 'holdfast-demo'
