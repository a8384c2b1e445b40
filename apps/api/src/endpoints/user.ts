import type { Role } from '@holdfast/contract'

/** Who is asking, and by which sign-in: one device of theirs. */
export type User = { id: string; role: Role; familyId: string }
