import type { Role } from '@holdfast/contract'

/** The user who sends the request, and the sign-in it uses: one per device. */
export type User = { id: string; role: Role; familyId: string }
