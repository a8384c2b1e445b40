import { startNetwork, type Network } from './network.ts'
import { newPhone, type Phone, type PhoneOptions } from './phone.ts'
import { startServer, type Server } from './server.ts'

/** Everything one test needs: the real server, a network in front of it, and a lifter's phone. */
export type Gym = { server: Server; network: Network; phone: Phone }

/** Opens a gym for one test and closes it afterwards, whatever happened in it. */
export function inGym(story: (gym: Gym) => Promise<void>, options: PhoneOptions = {}): () => Promise<void> {
  return async () => {
    const server = await startServer()
    const network = await startNetwork(server.origin)
    const phone = await newPhone(options)
    try {
      await story({ server, network, phone })
    } finally {
      await phone.discard()
      await network.stop()
      await server.stop()
    }
  }
}
