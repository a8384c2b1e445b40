// As much of the packages of this folder as its TypeScript uses: npm test checks the types and installs none of them.

declare module 'vega' {
  export function parse(spec: object): object
  export class View {
    constructor(runtime: object, options: { renderer: 'none' })
    toSVG(): Promise<string>
    finalize(): void
  }
}

declare module 'vega-lite' {
  export function compile(spec: object): { spec: object }
}

declare module 'fake-indexeddb/auto' {}

declare module '@sinonjs/fake-timers' {
  type Clock = { tickAsync(ms: number): Promise<number>; setSystemTime(now: number): void; uninstall(): void }
  const FakeTimers: { install(options: { now: number; toFake: string[] }): Clock }
  export default FakeTimers
}

declare module '@tanstack/offline-transactions' {
  export class IndexedDBAdapter {
    constructor(name: string)
    get(key: string): Promise<string | null>
    set(key: string, value: string): Promise<void>
    delete(key: string): Promise<void>
    keys(): Promise<string[]>
  }
}

declare module 'idb-keyval' {
  type Database = { readonly idbKeyval: unique symbol }
  export function createStore(database: string, store: string): Database
  export function get(key: string, database: Database): Promise<string | undefined>
  export function set(key: string, value: string, database: Database): Promise<void>
  export function del(key: string, database: Database): Promise<void>
  export function keys(database: Database): Promise<string[]>
}

declare module 'react-native-onyx' {
  /** CommonJS behind an ES module's default. */
  const onyx: {
    default: { init(options: { keys: Record<string, string> }): void; set(key: string, value: unknown): Promise<void> }
  }
  export default onyx
}

declare module 'workbox-background-sync/Queue.js' {
  export class Queue {
    constructor(name: string)
    pushRequest(entry: { request: Request }): Promise<void>
  }
}
