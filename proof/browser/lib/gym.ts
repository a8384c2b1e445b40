import { after, type TestContext } from 'node:test'
import { startNetwork, type Network } from './network.ts'
import { newKillablePhone, newPhone, type KillablePhone, type Phone, type PhoneOptions } from './phone.ts'
import { startServer, type Server } from './server.ts'
import { endSharedBrowser } from './sharedBrowser.ts'

/** Everything that one test needs: the real server, a network in front of it, and a lifter's phone. */
export type Gym<P extends Phone = Phone> = { server: Server; network: Network; phone: P }

type Story<P extends Phone> = (gym: Gym<P>, test: TestContext) => Promise<void>

/**
 * Opens a gym for one test and always closes it afterwards. After a test that did not pass, its server and its browser are killed, because
 * their state is unknown.
 */
export function inGym(story: Story<Phone>, options: PhoneOptions = {}): (test: TestContext) => Promise<void> {
  return gymTest(newPhone, story, options)
}

/** Like `inGym`, with a phone that can be killed: its own browser process, with its storage on the disk. */
export function inGymWithKills(story: Story<KillablePhone>, options: PhoneOptions = {}): (test: TestContext) => Promise<void> {
  return gymTest(newKillablePhone, story, options)
}

function gymTest<P extends Phone>(newOne: (options: PhoneOptions) => Promise<P>, story: Story<P>, options: PhoneOptions) {
  endBrowserAfterFile()
  return async (test: TestContext): Promise<void> => {
    const things = new AsyncDisposableStack()
    // A hook and not `finally`: a story that runs out of time does not reach `finally`.
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

/** Opens a gym and puts its closing on the stack. Every part is closed, even when another one cannot be. */
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
