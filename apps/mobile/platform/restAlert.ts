import * as Notifications from 'expo-notifications'
import { AppState, type AppStateStatus } from 'react-native'
import type { RestAlert } from '../sync/device/ports'
import { oneAlert, type AlertCentre } from './oneAlert'

/** One notification with one name: scheduling it again replaces it. */
const NAME = 'rest'
/** On Android the channel decides whether there is a sound. */
const CHANNELS = { aloud: 'rest', quiet: 'rest-quiet' } as const

const unseen = { shouldShowBanner: false, shouldShowList: false, shouldSetBadge: false }

const centre: AlertCentre = {
  async show(atWallMs, words, aloud) {
    if (!(await allowed())) return
    await Notifications.scheduleNotificationAsync({
      identifier: NAME,
      content: { title: words, sound: aloud ? 'default' : false, interruptionLevel: 'timeSensitive' },
      trigger: {
        type: Notifications.SchedulableTriggerInputTypes.DATE,
        date: atWallMs,
        channelId: aloud ? CHANNELS.aloud : CHANNELS.quiet,
      },
    })
  },
  clear: () => Notifications.cancelScheduledNotificationAsync(NAME),
}

/** The system's notification. The one an earlier process left is removed when the app comes to the foreground, not in a background run. */
export const deviceRestAlert: RestAlert = start()

function start(): RestAlert {
  // Only one cue: in the foreground the app shows it, and the alert adds the sound.
  Notifications.setNotificationHandler({
    handleNotification: ({ request }) => Promise.resolve({ ...unseen, shouldPlaySound: request.content.sound !== null }),
  })
  const alert = oneAlert(centre)
  const looked = (state: AppStateStatus): void => {
    if (state !== 'active') return
    alert.clearLeftOver()
    // Removes one that was shown meanwhile. An error does not matter.
    Notifications.dismissNotificationAsync(NAME).catch(() => undefined)
  }
  looked(AppState.currentState)
  AppState.addEventListener('change', looked)
  return alert
}

/** Asks once per installation, and never again after a no. Android asks only for an app with a channel. */
async function allowed(): Promise<boolean> {
  const channel = { importance: Notifications.AndroidImportance.HIGH, vibrationPattern: [0, 250, 150, 250] }
  await Notifications.setNotificationChannelAsync(CHANNELS.aloud, { ...channel, name: 'Rest timer' })
  await Notifications.setNotificationChannelAsync(CHANNELS.quiet, { ...channel, name: 'Rest timer, without sound', sound: null })
  const known = await Notifications.getPermissionsAsync()
  if (known.status !== Notifications.PermissionStatus.UNDETERMINED) return known.granted
  return (await Notifications.requestPermissionsAsync({ ios: { allowAlert: true, allowSound: true } })).granted
}
