import { uuidOf } from '@holdfast/contract'

/** The lifter everybody may sign in as, where the demo is on. */
export const DEMO_LIFTER = { id: uuidOf('demo lifter'), email: 'demo@holdfast.app', name: 'Alex Demo', role: 'lifter' } as const

/** The coach of the demo lifter. Signs in with the demo password. */
export const DEMO_COACH = { id: uuidOf('demo coach'), email: 'coach@holdfast.app', name: 'Robin Demo', role: 'coach' } as const

/** Their password when nobody chose another. Public, like everything in the demo. */
export const DEMO_PASSWORD = 'holdfast-demo'
