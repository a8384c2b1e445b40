import { createServer, type ServerAnswer, type ServerOptions, type ServerRequest, type SignInRef, type SimServer } from './server.ts'

/** Where a day finds its server. */
export type Host = {
  /** What the checks read, and what a coach and the programme change. */
  readonly server: SimServer
  /** Gives the server a request of somebody whose token was good. `done` hears the answer before anything else happens. */
  ask(who: SignInRef, request: ServerRequest, done: (answer: ServerAnswer) => void): void
  /** Whether something is still on its way. Until it is not, time stands still. */
  owes(): boolean
}

/** The server in memory, which answers at once. */
export function hostInMemory(options: ServerOptions): Host {
  const server = createServer(options)
  return { server, ask: (who, request, done) => done(server.answer(who, request)), owes: () => false }
}
