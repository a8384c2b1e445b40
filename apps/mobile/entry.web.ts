// Stands first, as in the router's own entry.
import '@expo/metro-runtime'
import { ExpoRoot } from 'expo-router'
import { ctx } from 'expo-router/_ctx'
import { renderRootComponent } from 'expo-router/build/renderRootComponent'
import Head from 'expo-router/head'
import { createElement } from 'react'
import { keptPages } from './keptPages.ts'

/** The way to Today, and what lies around every other page. */
const FIRST = /_layout\.tsx$|^\.\/index\.tsx$|\/today\.tsx$/

// In a browser each page is a chunk. What the first screen needs is loaded before anything is drawn, while the journal is being read.
const pages = keptPages(ctx)
const App = () => createElement(Head.Provider, null, createElement(ExpoRoot, { context: pages }))
const draw = (): void => renderRootComponent(App)
// A chunk that cannot be had is asked for again by the page that needs it, and that page says so.
void Promise.allSettled(pages.keys().flatMap((page) => (FIRST.test(page) ? [pages(page)] : []))).then(draw)
