import type { ExpoConfig } from 'expo/config'

const black = '#000000'

/**
 * One source for iOS, Android and the web. Background work is `expo-background-task` alone: with `expo-background-fetch`
 * beside it, its plist key would silently switch the other off on iOS.
 */
const config: ExpoConfig = {
  name: 'Holdfast',
  slug: 'holdfast',
  scheme: 'holdfast',
  version: '0.1.0',
  orientation: 'default',
  userInterfaceStyle: 'automatic',
  icon: './assets/icon.png',
  // Behind everything while the app starts: a white flash in a dark gym is worse than a black one in daylight.
  backgroundColor: black,
  ios: { bundleIdentifier: 'app.holdfast.mobile', supportsTablet: true },
  android: {
    package: 'app.holdfast.mobile',
    adaptiveIcon: { foregroundImage: './assets/adaptiveIcon.png', monochromeImage: './assets/adaptiveIcon.png', backgroundColor: black },
  },
  // One page and a service worker: every address opens offline, and nothing renders on a server.
  web: { bundler: 'metro', output: 'single', favicon: './assets/favicon.png', name: 'Holdfast', lang: 'en' },
  plugins: ['expo-router', 'expo-background-task', 'expo-secure-store'],
  experiments: { typedRoutes: true },
}

export default config
