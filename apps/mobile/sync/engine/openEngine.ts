import { isoOf } from '@holdfast/contract'
import { exportJournal, openJournal, type Journal, type Saved } from '@holdfast/journal'
import { verifyJournal } from '@holdfast/journal/verify'
import { createOutbox, type Auth, type Send } from '@holdfast/outbox'
import type { QueryClient } from '@tanstack/react-query'
import { releaseAnswered } from './answeredAttention.ts'
import type { Engine, Word } from './engine.ts'
import type { Api } from '../server/api.ts'
import { createAwakeClock } from '../device/awakeClock.ts'
import { followRuns, wakeWhileWaiting } from '../device/background.ts'
import { followActivity } from './activity.ts'
import type { DeviceClock } from '../device/deviceClock.ts'
import { diagnosticsText } from './diagnostics.ts'
import { createExceptions, type Exceptions } from '../device/exceptions.ts'
import { exportText, sessionText } from './exportText.ts'
import { leaner } from './freeSpace.ts'
import { liveRecords, worthCompacting } from './liveRecords.ts'
import { followServer } from './followServer.ts'
import { followLogs } from '../session/logs.ts'
import { cacheKey, type KeptQueries } from './queryCache.ts'
import { tabsInFront } from '../device/tabsInFront.ts'
import { applyEvent } from '../session/sessionLog.ts'
import type { Confirmed } from '../server/operationRequest.ts'
import { laneOf } from '../session/operations.ts'
import { indexCompletions } from './pendingCompletions.ts'
import type { Platform, TabLease } from '../device/ports.ts'
import {
  askForProgramme,
  programmeKey,
  programmeOf,
  pull,
  revisionsKey,
  withPage,
  withSession,
  type Programme,
} from '../server/programme.ts'
import { createRestTimer } from '../session/rest.ts'
import { followRest } from './restAlerts.ts'
import type { SignIn } from '../server/signIn.ts'

export type OpenEngine = { open: true; engine: Engine } | { open: false; why: string; isLost?: true }

/** How long after an append the media are asked to commit. */
const COMMIT_AFTER_MS = 2_000

/** An app that goes to the background gets at least this long from the system. */
const LEAVING_MS = 5_000

/** How long after the start a compaction is considered. */
const COMPACT_AFTER_MS = 10_000

/** The index key that says that an account's journal was opened on this device before: an empty journal is then a fault [J7]. */
export const openedKey = (accountId: string): string => `journal_opened_${accountId}`

export type EngineOptions = {
  platform: Platform
  api: Api
  queries: QueryClient
  kept: KeptQueries
  signIn: SignIn
  deviceClock: DeviceClock
  send: Send
  auth: Auth
  /** Which of several tabs sends; without one this process does. */
  lease?: TabLease
}

export function openEngine(options: EngineOptions, done: (answer: OpenEngine) => void): void {
  const { platform, signIn } = options
  const accountId = signIn.signedIn.account.id
  const tabs = platform.tabs(accountId)
  const exceptions = createExceptions(platform.report, () => platform.clock.wallMs())
  const expectHistory = platform.index.read(openedKey(accountId)) !== null
  openJournal(
    {
      location: platform.journalLocation(accountId),
      clock: platform.clock,
      expectHistory,
      report: exceptions.report,
      ...(tabs ? { tabs: tabsInFront(tabs, platform.lifecycle) } : {}),
    },
    (answer) => {
      if (!answer.open) return done(answer)
      platform.index.write(openedKey(accountId), 'true')
      done({ open: true, engine: runEngine(options, answer.journal, exceptions) })
    },
  )
}

function runEngine(options: EngineOptions, journal: Journal, exceptions: Exceptions): Engine {
  const { platform, api, queries, kept, signIn, deviceClock, send, auth, lease } = options
  const { report, guard } = exceptions
  const { clock, random, index } = platform
  const { account } = signIn.signedIn
  let isClosed = false
  const key = programmeKey(account.id)

  const outbox = createOutbox({
    journal,
    clock,
    random,
    ...(lease ? { lease } : {}),
    send,
    auth,
    report,
    confirmed(results) {
      // What one batch did to a session comes as one copy of it: it is taken in once, and shown once.
      const sessions = new Set((results as readonly Confirmed[]).map(({ session }) => session))
      queries.setQueryData<Programme>(key, (programme) => [...sessions].reduce<Programme | undefined>(withSession, programme))
    },
  })
  const ask = (): void => askForProgramme(queries, account.id, () => engine.pull())
  const logs = followLogs(journal, guard)
  const activity = followActivity(journal, guard)
  // Also what another tab stamps: its clock may have heard the server at another moment.
  const keepAhead = (): void => {
    if (logs.latestLoggedAt !== null) deviceClock.saw(logs.latestLoggedAt)
  }
  keepAhead()
  const stopKeepingAhead = journal.subscribe(keepAhead)

  const awake = createAwakeClock(clock, platform.lifecycle)
  const rests = createRestTimer(clock, awake)
  const restAlerts = followRest(logs, platform.restAlert, rests, platform.lifecycle)
  const stopReleasing = releaseAnswered(journal, outbox)
  const stopIndexing = indexCompletions(journal, outbox, index)
  const stopWaking = wakeWhileWaiting(outbox, platform.background)
  const tellLease = (): void => {
    const { paused, waiting } = outbox.snapshot()
    lease?.need(paused ? 'paused' : waiting.length > 0 ? 'send' : 'nothing')
  }
  const stopTelling = outbox.subscribe(tellLease)
  tellLease()
  // A refusal may come long after the screen that asked for it is gone: the server's copy is read again then too.
  let refusals = outbox.snapshot().attention.length
  const stopWatching = outbox.subscribe(() => {
    const before = refusals
    refusals = outbox.snapshot().attention.length
    if (refusals > before) ask()
  })
  let cancelCommit: (() => void) | null = null
  const commitSoon = journal.subscribe(() => {
    cancelCommit ??= clock.after(COMMIT_AFTER_MS, () => {
      cancelCommit = null
      journal.commit()
    })
  })

  /** What storage refused last, and how it is written again. */
  let refused: { word: Word | null; again(): void } | null = null
  const inTurn = (make: () => Word, whenSaved: ((saved: Saved) => void) | undefined): void => {
    let word: Word | null = null
    outbox.enqueueInTurn(
      () => (word = make()),
      (saved) => {
        refused = saved.saved ? null : { word, again: () => inTurn(make, whenSaved) }
        whenSaved?.(saved)
      },
    )
  }
  const engine: Engine = {
    account,
    guard,
    signIn,
    outbox,
    logs,
    activity,
    deviceClock,
    queries,
    api,
    newId: () => random.id(),
    wallMs: () => clock.wallMs(),
    rests,
    restAlerts,
    backgroundRuns: followRuns(index),
    record: (event, intent, whenSaved) => inTurn(() => ({ event, intent }), whenSaved),
    say(make, whenSaved) {
      const doneAtMs = deviceClock.nowMs()
      const doneAt = isoOf(doneAtMs)
      inTurn(() => make(deviceClock.loggedAt(doneAtMs), doneAt), whenSaved)
    },
    decide: (event, settlement) => journal.append(settlement ? { event, settle: settlement } : { event }),
    recordAgain: () => refused?.again(),
    async freeSpace() {
      queries.removeQueries({ queryKey: revisionsKey(account.id) })
      queries.setQueryData<Programme>(key, (programme) => programme && leaner(programme, deviceClock.nowMs()))
      await platform.cache.remove(cacheKey(account.id))
      engine.compact()
      engine.recordAgain()
      // The programme that is left is what a cold start needs: it does not wait for the next change.
      kept.flush()
    },
    commit: () => journal.commit(),
    leave() {
      journal.commit()
      kept.flush()
      outbox.drain({ deadlineMs: LEAVING_MS })
    },
    compact(when = 'worthIt') {
      const { records } = journal
      const programme = programmeOf(queries, account.id)
      const [wallMs, nowMs] = [clock.wallMs(), deviceClock.nowMs()]
      const isLive = liveRecords({ records, outbox, activity, logs: logs.current(), programme, wallMs, nowMs })
      if (when === 'now' || worthCompacting(records, isLive)) journal.compact(isLive)
    },
    exportEverything: () => ({ json: exportJournal(journal), text: exportText(logs.current()) }),
    verify: () =>
      new Promise((resolve, reject) => {
        verifyJournal(platform.journalLocation(account.id), journal, (answer) =>
          answer.read ? resolve(answer.verified) : reject(new Error(answer.why)),
        )
      }),
    exportSession(sessionId) {
      // What could not be stored is the first thing somebody with a full disk wants to take along.
      const { logs: all } = refused?.word ? applyEvent(logs.current(), refused.word.event) : logs.current()
      const { waiting, attention } = outbox.snapshot()
      const lane = laneOf(sessionId)
      const log = all[sessionId]
      const unsent = waiting.filter((operation) => operation.lane === lane)
      const rejected = attention.filter(({ operation }) => operation.lane === lane)
      return { json: JSON.stringify({ log, waiting: unsent, refused: rejected }, null, 2), text: log ? sessionText(log) : '' }
    },
    diagnostics: () => diagnosticsText(outbox, journal, activity.current(), exceptions.recent()),
    syncNow() {
      // The server may take this version after all: it was put back, or told to.
      if (outbox.snapshot().paused === 'update') outbox.resume()
      outbox.drain()
      ask()
    },
    takePage(page, askedAtMs) {
      // Somebody else may be signed in by the time it arrives: it must not come to stand among their answers.
      if (isClosed) throw new Error('the account is closed')
      deviceClock.heard(page.serverTime, askedAtMs)
      // Read again: a verdict may have come in while the page was on its way.
      const programme = withPage(programmeOf(queries, account.id), page, clock.wallMs())
      queries.setQueryData(key, programme)
      return programme
    },
    async pull() {
      const cursor = (): number => programmeOf(queries, account.id)?.cursor ?? 0
      const programme = await pull({ api, signIn, wallMs: engine.wallMs, cursor, take: engine.takePage })
      // A programme is what a cold start in a basement needs; a verdict can wait for the next ones.
      kept.flush()
      return programme
    },
    close() {
      isClosed = true
      stopFollowing()
      restAlerts.stop()
      awake.stop()
      stopKeepingAhead()
      stopReleasing()
      stopIndexing()
      stopWaking()
      stopTelling()
      stopWatching()
      commitSoon()
      cancelCompact()
      // Nobody may open this account for weeks: what the last seconds wrote does not wait for that.
      if (cancelCommit) journal.commit()
      cancelCommit?.()
      outbox.close()
      journal.close()
    },
  }
  // Not before the first screen: it reads and writes everything that is still needed.
  const cancelCompact = clock.after(COMPACT_AFTER_MS, () => engine.compact())
  const stopFollowing = followServer(engine)
  return engine
}
