import { after, type TestContext } from 'node:test'
import { startNetwork, type Network } from './network.ts'
import { newKillablePhone, newPhone, type KillablePhone, type Phone, type PhoneOptions } from './phone.ts'
import { startServer, type Server } from './server.ts'
import { endSharedBrowser } from './sharedBrowser.ts'

/** Everything one test needs: the real server, a network in front of it, and a lifter's phone. */
export type Gym<P extends Phone = Phone> = { server: Server; network: Network; phone: P }

type Story<P extends Phone> = (gym: Gym<P>, test: TestContext) => Promise<void>

/**
 * Opens a gym for one test and closes it afterwards, whatever happened in it. A test that did not pass leaves nothing to the next one:
 * its server and its browser are killed, because nobody knows in which state they are.
 */
export function inGym(story: Story<Phone>, options: PhoneOptions = {}): (test: TestContext) => Promise<void> {
  return gymTest(newPhone, story, options)
}

/** As `inGym`, with a phone that can be killed: a browser process of its own, and its storage on the disk. */
export function inGymWithKills(story: Story<KillablePhone>, options: PhoneOptions = {}): (test: TestContext) => Promise<void> {
  return gymTest(newKillablePhone, story, options)
}

function gymTest<P extends Phone>(newOne: (options: PhoneOptions) => Promise<P>, story: Story<P>, options: PhoneOptions) {
  endBrowserAfterFile()
  return async (test: TestContext): Promise<void> => {
    const things = new AsyncDisposableStack()
    // A hook and not `finally`: a story whose time is up does not get that far.
    test.after(() => things.disposeAsync())
    let hasPassed = false
    await story(
      await openGym(
        things,
        () => newOne(options),
        () => hasPassed,
      ),
      test,
    )
    hasPassed = true
  }
}

/** Opens a gym that is closed with the stack it is put on; everything of it, even when a part cannot be closed. */
export async function openGym<P extends Phone>(
  things: AsyncDisposableStack,
  openPhone: () => Promise<P>,
  isClean: () => boolean,
): Promise<Gym<P>> {
  const server = things.adopt(await startServer(), (one) => (isClean() ? one.stop() : one.kill()))
  const network = things.adopt(await startNetwork(server.origin), (one) => one.stop())
  const phone = things.adopt(await openPhone(), (one) => one.discard(isClean()))
  return { server, network, phone }
}

let hasHook = false
function endBrowserAfterFile(): void {
  if (!hasHook) after(endSharedBrowser)
  hasHook = true
}
