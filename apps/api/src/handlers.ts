import { demo } from './demo/demoSignIn.ts'
import { login } from './accounts/login.ts'
import { register } from './accounts/register.ts'
import { logout, refresh } from './accounts/renewal.ts'
import type { Handlers } from './endpoints/handler.ts'
import { server } from './http/server.ts'
import { complete } from './operations/complete.ts'
import { deleteSet } from './operations/deleteSet.ts'
import { putSet } from './operations/putSet.ts'
import { restore } from './operations/restore.ts'
import { skip } from './operations/skip.ts'
import { putPlan } from './sessions/putPlan.ts'
import { revisions } from './sessions/revisions.ts'
import { session } from './sessions/session.ts'
import { sync } from './sessions/sync.ts'
import { today } from './sessions/today.ts'

/** The handler of each endpoint. */
export const handlers: Handlers = {
  server,
  register,
  login,
  demo,
  refresh,
  logout,
  sync,
  today,
  session,
  putSet,
  deleteSet,
  complete,
  skip,
  revisions,
  restore,
  putPlan,
}
