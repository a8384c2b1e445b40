import type { ExpoConfig } from 'expo/config'
import { withEntitlementsPlist, withInfoPlist } from 'expo/config-plugins'
import { buildOrigin } from './buildOrigin.ts'

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
  ios: {
    bundleIdentifier: 'app.holdfast.mobile',
    supportsTablet: true,
    // The end of a rest may break through a focus: the lifter asked for exactly this moment.
    entitlements: { 'com.apple.developer.usernotifications.time-sensitive': true },
  },
  android: {
    package: 'app.holdfast.mobile',
    permissions: [
      // The background task: WorkManager keeps it through a reboot and holds the phone awake while it sends.
      'android.permission.RECEIVE_BOOT_COMPLETED',
      'android.permission.WAKE_LOCK',
      // The end of a rest. Without the alarm a rest of two minutes may end minutes late while the phone sleeps.
      'android.permission.POST_NOTIFICATIONS',
      'android.permission.SCHEDULE_EXACT_ALARM',
    ],
    // Expo's template and libraries ask for these; nothing here draws over other apps or reads shared files.
    blockedPermissions: [
      'android.permission.SYSTEM_ALERT_WINDOW',
      'android.permission.READ_EXTERNAL_STORAGE',
      'android.permission.WRITE_EXTERNAL_STORAGE',
    ],
    adaptiveIcon: { foregroundImage: './assets/adaptiveIcon.png', monochromeImage: './assets/adaptiveIcon.png', backgroundColor: black },
  },
  // One page and a service worker: every address opens offline, and nothing renders on a server.
  web: { bundler: 'metro', output: 'single', favicon: './assets/favicon.png', name: 'Holdfast', lang: 'en' },
  // The tokens are kept without a face: a background run has none to show.
  plugins: [
    // On the web each page is a chunk of its own: the first load is small, and the service worker fetches the rest at once.
    // The sitemap is a page for developers.
    ['expo-router', { sitemap: false, asyncRoutes: { web: 'production', default: false } }],
    'expo-background-task',
    ['expo-secure-store', { faceIDPermission: false }],
  ],
  experiments: { typedRoutes: true },
  extra: { apiOrigin: buildOrigin(process.env['HOLDFAST_API_ORIGIN'], process.env.NODE_ENV === 'production') },
}

export default withoutNeedless(config)

/**
 * Takes out what Expo's libraries add to every iOS project. `fetch` is the mode of `expo-background-fetch`, which is not here.
 * Push is a service that an Apple account may lack, and then nothing can be signed; the end of a rest is said by the phone itself.
 */
function withoutNeedless(expo: ExpoConfig): ExpoConfig {
  const withoutFetch = withInfoPlist(expo, (ios) => {
    ios.modResults.UIBackgroundModes = (ios.modResults.UIBackgroundModes ?? []).filter((mode) => mode !== 'fetch')
    return ios
  })
  return withEntitlementsPlist(withoutFetch, (ios) => {
    delete ios.modResults['aps-environment']
    return ios
  })
}
