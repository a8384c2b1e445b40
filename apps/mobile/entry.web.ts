// Stands first, as in the router's own entry.
import '@expo/metro-runtime'
import { ExpoRoot } from 'expo-router'
import { ctx } from 'expo-router/_ctx'
import { renderRootComponent } from 'expo-router/build/renderRootComponent'
import Head from 'expo-router/head'
import { createElement } from 'react'
import { CatchFaults } from './components/layout/CatchFaults.tsx'
import { latePage } from './components/layout/LatePage.tsx'
import { RouterFault } from './components/layout/RouterFault.tsx'
import { keptPages } from './keptPages.ts'

/** The way to Today, and what lies around every other page. */
const FIRST = /_layout\.tsx$|^\.\/index\.tsx$|\/today\.tsx$/

/** The logger with what belongs to it, and the one page it does not lead to, which is as large as all others together. */
const WORKOUT = /^\.\/session\//
const IMPORT = './import.tsx'

/** How long a page may be on its way before something is said. */
const LATE_MS = 5_000

const files: readonly string[] = ctx.keys()
// In a browser each page is a chunk. What the first screen needs is loaded before anything is drawn, while the journal is being read.
const pages = keptPages(ctx, {
  late: latePage,
  whenLate: () => new Promise((resolve) => setTimeout(resolve, LATE_MS)),
  // In the middle of a workout no tap may need a file that is not here.
  needs: (file) => (WORKOUT.test(file) ? files.filter((other) => other !== file && other !== IMPORT) : []),
})
const router = createElement(Head.Provider, null, createElement(ExpoRoot, { context: pages }))
const App = () => createElement(CatchFaults, { instead: RouterFault }, router)
const draw = (): void => renderRootComponent(App)
// A chunk that cannot be had is asked for again by the page that needs it, and that page says so.
void Promise.allSettled(files.flatMap((file) => (FIRST.test(file) ? [pages(file)] : []))).then(draw)
