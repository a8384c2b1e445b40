import type { TestContext } from 'node:test'
import { startNetwork, type Network } from './network.ts'
import { newPhone, type Phone, type PhoneOptions } from './phone.ts'
import { startServer, type Server } from './server.ts'

/** Everything one test needs: the real server, a network in front of it, and a lifter's phone. */
export type Gym = { server: Server; network: Network; phone: Phone }

/**
 * Opens a gym for one test and closes it afterwards, whatever happened in it. A test that did not pass leaves nothing to the next one:
 * its server process is killed, because nobody knows in which state it is.
 */
export function inGym(
  story: (gym: Gym, test: TestContext) => Promise<void>,
  options: PhoneOptions = {},
): (test: TestContext) => Promise<void> {
  return async (test) => {
    const things = new AsyncDisposableStack()
    // A hook and not `finally`: a story whose time is up does not get that far.
    test.after(() => things.disposeAsync())
    let hasPassed = false
    await story(await openGym(things, options, () => hasPassed), test)
    hasPassed = true
  }
}

/** Opens a gym that is closed with the stack it is put on; everything of it, even when a part cannot be closed. */
export async function openGym(things: AsyncDisposableStack, options: PhoneOptions, isClean: () => boolean): Promise<Gym> {
  const server = things.adopt(await startServer(), (one) => (isClean() ? one.stop() : one.kill()))
  const network = things.adopt(await startNetwork(server.origin), (one) => one.stop())
  const phone = things.adopt(await newPhone(options), (one) => one.discard())
  return { server, network, phone }
}
