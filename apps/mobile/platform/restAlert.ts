import * as Notifications from 'expo-notifications'
import { AppState, type AppStateStatus } from 'react-native'
import type { RestAlert } from '../sync/device/ports'
import { oneAlert, type AlertCentre } from './oneAlert'

/** One notification with one name: scheduling it again replaces it. */
const NAME = 'rest'
/** On Android the channel says whether there is a sound. */
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

/** The system's own notification. What an earlier process left goes once the app is looked at, and not in a background run. */
export const deviceRestAlert: RestAlert = start()

function start(): RestAlert {
  // Only one cue: in the foreground the app itself says it, and the alert gives the sound.
  Notifications.setNotificationHandler({
    handleNotification: ({ request }) => Promise.resolve({ ...unseen, shouldPlaySound: request.content.sound !== null }),
  })
  const alert = oneAlert(centre)
  const looked = (state: AppStateStatus): void => {
    if (state !== 'active') return
    alert.clearLeftOver()
    // One that was shown meanwhile has done its work. Where there is none, or no centre, nothing is to be done.
    Notifications.dismissNotificationAsync(NAME).catch(() => undefined)
  }
  looked(AppState.currentState)
  AppState.addEventListener('change', looked)
  return alert
}

/** Asks once in the life of an installation; who said no is not asked again. Android asks only for an app that has a channel. */
async function allowed(): Promise<boolean> {
  const channel = { importance: Notifications.AndroidImportance.HIGH, vibrationPattern: [0, 250, 150, 250] }
  await Notifications.setNotificationChannelAsync(CHANNELS.aloud, { ...channel, name: 'Rest timer' })
  await Notifications.setNotificationChannelAsync(CHANNELS.quiet, { ...channel, name: 'Rest timer, without sound', sound: null })
  const known = await Notifications.getPermissionsAsync()
  if (known.status !== Notifications.PermissionStatus.UNDETERMINED) return known.granted
  return (await Notifications.requestPermissionsAsync({ ios: { allowAlert: true, allowSound: true } })).granted
}
