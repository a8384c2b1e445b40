import type { Mutant } from './mutant.ts'

const newest = 'packages/contract/src/rules/newest.ts'
const conflict = 'packages/contract/src/rules/conflict.ts'
const completion = 'packages/contract/src/rules/completion.ts'
const arrival = 'packages/contract/src/rules/arrival.ts'
const log = 'packages/contract/src/rules/log.ts'
const ownWords = 'packages/contract/src/rules/ownWords.ts'

/** Mistakes in the rules by which two devices' words about one thing are brought together. */
export const inRules: readonly Mutant[] = [
  {
    name: 'the older word wins',
    why: 'a correction loses to the mistake',
    file: newest,
    from: `a.loggedAtMs > b.loggedAtMs : a.operationId > b.operationId`,
    to: `a.loggedAtMs < b.loggedAtMs : a.operationId > b.operationId`,
  },
  {
    name: 'the last to arrive wins',
    why: 'a set that was late on its way beats its own correction',
    file: conflict,
    from: `  return !standing || isNewer(sent, standing) ? 'sent' : 'standing'`,
    to: `  return standing === undefined || isNewer(sent, standing) || sent.loggedAtMs > 0 ? 'sent' : 'standing'`,
  },
  {
    name: 'no tie-break',
    why: 'of two words of one moment the order of arrival decides',
    file: newest,
    from: `return a.loggedAtMs !== b.loggedAtMs ? a.loggedAtMs > b.loggedAtMs : a.operationId > b.operationId`,
    to: `return a.loggedAtMs >= b.loggedAtMs`,
  },
  {
    name: 'the older log wins',
    why: 'of two finished logs the one that was finished first stands',
    file: conflict,
    from: `      if (standing.autoFinalised || isNewer(sent, standing)) return { stands: 'sent', keep: same ? null : 'a newer log replaced it' }
      return { stands: 'standing', keep: same ? null : 'a newer log stands' }
    }
  }
}

/** A skip`,
    to: `      if (standing.autoFinalised || !isNewer(sent, standing)) return { stands: 'sent', keep: same ? null : 'a newer log replaced it' }
      return { stands: 'standing', keep: same ? null : 'a newer log stands' }
    }
  }
}

/** A skip`,
  },
  {
    name: 'a log the server made does not give way',
    why: 'the workout as the lifter finished it loses to what the server guessed',
    file: conflict,
    from: `      if (standing.autoFinalised || isNewer(sent, standing)) return { stands: 'sent', keep: same ? null : 'a newer log replaced it' }
      return { stands: 'standing', keep: same ? null : 'a newer log stands' }
    }
  }
}

/** A skip`,
    to: `      if (!standing.autoFinalised && isNewer(sent, standing)) return { stands: 'sent', keep: same ? null : 'a newer log replaced it' }
      return { stands: 'standing', keep: same ? null : 'a newer log stands' }
    }
  }
}

/** A skip`,
  },
  {
    name: 'a skip beats a finished workout',
    why: 'a skip on another phone takes a workout away',
    file: conflict,
    from: `    case 'completed':
      return { stands: 'standing', keep: 'a completion beats a skip' }
    case 'skipped': {`,
    to: `    case 'completed':
      return { stands: 'sent', keep: 'a completion beats a skip' }
    case 'skipped': {`,
  },
  {
    name: 'a completion loses to a skip',
    why: 'a workout that was skipped on another phone cannot be finished',
    file: conflict,
    from: `    case 'skipped':
      return { stands: 'sent', keep: 'a completion beats a skip' }
    case 'completed': {`,
    to: `    case 'skipped':
      return { stands: 'standing', keep: 'a newer log stands' }
    case 'completed': {`,
  },
  {
    name: 'a session that holds sets can be skipped',
    why: 'sets of another device are skipped away',
    file: conflict,
    from: `      return liveSets > 0 ? 'session_has_sets' : { stands: 'sent', keep: null }`,
    to: `      return { stands: 'sent', keep: null }`,
  },
  {
    name: 'a log that lost is not kept',
    why: 'of two finished logs one is thrown away',
    file: conflict,
    from: `      return { stands: 'standing', keep: same ? null : 'a newer log stands' }
    }
  }
}

/** A skip`,
    to: `      return { stands: 'standing', keep: null }
    }
  }
}

/** A skip`,
  },
  {
    name: 'a log that was replaced is not kept',
    why: 'what stood is thrown away for the newer log',
    file: conflict,
    from: `      if (standing.autoFinalised || isNewer(sent, standing)) return { stands: 'sent', keep: same ? null : 'a newer log replaced it' }
      return { stands: 'standing', keep: same ? null : 'a newer log stands' }
    }
  }
}

/** A skip`,
    to: `      if (standing.autoFinalised || isNewer(sent, standing)) return { stands: 'sent', keep: null }
      return { stands: 'standing', keep: same ? null : 'a newer log stands' }
    }
  }
}

/** A skip`,
  },
  {
    name: 'a log made to stand throws the other away',
    why: 'the log that stood before a choice cannot be chosen again',
    file: conflict,
    from: `      const same = sent.kind === 'completion' && saysTheSame(sent.log, standing.log)`,
    to: `      const same = sent.kind === 'completion' || saysTheSame(standing.log, standing.log)`,
  },
  {
    name: 'a set does not begin its session',
    why: 'a workout under way is still planned on the other phone',
    file: conflict,
    from: `    case 'planned':
      return { starts: true, keep: null }`,
    to: `    case 'planned':
      return { starts: false, keep: null }`,
  },
  {
    name: 'a logged set does not end a skip',
    why: 'what was lifted in a session that was skipped elsewhere is not shown',
    file: conflict,
    from: `      return { starts: true, keep: 'a set was logged' }`,
    to: `      return { starts: false, keep: null }`,
  },
  {
    name: 'a set reopens a finished session',
    why: 'a late set takes the finish of the workout back',
    file: conflict,
    from: `    case 'in_progress':
    case 'completed':
      return { starts: false, keep: null }`,
    to: `    case 'in_progress':
      return { starts: false, keep: null }
    case 'completed':
      return { starts: true, keep: 'a set was logged' }`,
  },
  {
    name: 'a completion takes back what it does not hold',
    why: 'sets another device logged are taken out of the finished workout (seed 58)',
    file: completion,
    from: `    ({ id, deleted, operationId }) => operationId === replaced?.operationId && !deleted && !named.has(id),`,
    to: `    ({ id, deleted }) => !deleted && !named.has(id),`,
  },
  {
    name: 'a replaced log leaves its sets',
    why: 'sets only the older log held are blended into the newer one',
    file: completion,
    from: `  return { save, takeBack: [...gone.map(takenBackAt), ...takenBackBy(completion, completion.takenBack, standing)] }`,
    to: `  return { save, takeBack: takenBackBy(completion, completion.takenBack, standing) }`,
  },
  {
    name: 'a log that lost leaves its sets',
    why: 'sets of the log that lost stay in the one that stands',
    file: completion,
    from: `  const named = [...completion.sets.map(({ set }) => set.id), ...completion.takenBack]
  const takeBack`,
    to: `  const named: string[] = []
  const takeBack`,
  },
  {
    name: 'what was taken back is not taken back',
    why: 'a set taken back while offline is in the finished workout',
    file: completion,
    from: `  const takenBack = [...new Set(sent.takenBack?.map((id) => id.toLowerCase()))].filter((id) => !byId.has(id))`,
    to: `  const takenBack: string[] = []`,
  },
  {
    name: 'a completion overwrites newer sets',
    why: 'a correction after the finish is lost when the finish is late',
    file: completion,
    from: `  const save = restated.filter(({ set }) => setMeets(completion, standing.get(set.id)) === 'sent')`,
    to: `  const save = restated`,
  },
  {
    name: 'a wrong clock is not corrected',
    why: 'a phone that is a day ahead wins against everybody',
    file: arrival,
    from: `  return { receivedAtMs, shiftMs: Math.abs(shiftMs) > CLOCK_WRONG_MS ? shiftMs : 0 }`,
    to: `  return { receivedAtMs, shiftMs: Math.abs(shiftMs) > CLOCK_WRONG_MS ? 0 : 0 }`,
  },
  {
    name: 'a wrong clock is corrected the other way',
    why: 'a phone that is a day behind is two days behind',
    file: arrival,
    from: `  const corrected = Date.parse(loggedAt) + shiftMs`,
    to: `  const corrected = Date.parse(loggedAt) - shiftMs`,
  },
  {
    name: 'a stamp in the future stands',
    why: 'what a phone with a fast clock said cannot be corrected for a year',
    file: arrival,
    from: `  return Math.max(EARLIEST_MS, Math.min(corrected, receivedAtMs))`,
    to: `  return Math.max(EARLIEST_MS, corrected)`,
  },
  {
    name: 'notes are no difference between two logs',
    why: 'a log that differs in its note is thrown away',
    file: log,
    from: `  return JSON.stringify([log.startedAt, log.completedAt, log.sessionRpe, log.notes, sets])`,
    to: `  return JSON.stringify([sets])`,
  },
  {
    name: 'a slow word beats its own correction',
    why: 'on a phone with a wrong clock the way to the server decides which of two words about a set was the later one (seed 309667)',
    file: ownWords,
    from: `  const fromMs = after !== null ? after + 1 : -Infinity`,
    to: `  const fromMs = -Infinity`,
  },
]
