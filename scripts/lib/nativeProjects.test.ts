import assert from 'node:assert/strict'
import { test } from 'node:test'
import { androidProblems, expected, iosProblems, linkProblems, permissionsIn } from './nativeProjects.ts'

const ios = {
  plist: {
    UIBackgroundModes: ['processing'],
    BGTaskSchedulerPermittedIdentifiers: ['com.expo.modules.backgroundtask.processing'],
    CFBundleShortVersionString: '0.1.0',
    CFBundleURLTypes: [{ CFBundleURLSchemes: ['holdfast', 'app.holdfast.mobile'] }],
    UIUserInterfaceStyle: 'Automatic',
    RCTRootViewBackgroundColor: 0xff000000,
  },
  entitlements: { 'com.apple.developer.usernotifications.time-sensitive': true },
  bundleIds: ['app.holdfast.mobile', 'app.holdfast.mobile'],
}
const asked = (names: readonly string[]) => names.map((name) => `<uses-permission android:name="${name}"/>`).join('\n')
const android = {
  manifest: `${asked(expected.androidPermissions)}
    <uses-permission android:name="android.permission.READ_EXTERNAL_STORAGE" tools:node="remove"/><data android:scheme="holdfast"/>`,
  gradle: `applicationId 'app.holdfast.mobile'\n versionName "0.1.0"`,
  strings: '<string name="expo_system_ui_user_interface_style" translatable="false">automatic</string>',
  colors: '<color name="activityBackground">#000000</color>',
  libraries: [asked(['android.permission.ACCESS_NETWORK_STATE', 'android.permission.READ_EXTERNAL_STORAGE'])],
}

test('projects as they should be have no problem', () => {
  assert.deepEqual(iosProblems(ios, '0.1.0'), [])
  assert.deepEqual(androidProblems(android, '0.1.0'), [])
  assert.deepEqual(linkProblems('ios', expected.linked), [])
})

test('on iOS the mode of one background module never stands beside the identifiers of the other', () => {
  const both = { ...ios, plist: { ...ios.plist, UIBackgroundModes: ['fetch', 'processing'] } }
  assert.deepEqual(iosProblems(both, '0.1.0'), ['Info.plist UIBackgroundModes: ["fetch","processing"] instead of ["processing"].'])
  const neither = { ...ios, plist: { ...ios.plist, UIBackgroundModes: undefined, BGTaskSchedulerPermittedIdentifiers: undefined } }
  assert.equal(iosProblems(neither, '0.1.0').length, 2)
})

test('a needless entitlement, question, identifier or version on iOS is told', () => {
  const push = { ...ios, entitlements: { ...ios.entitlements, 'aps-environment': 'development' } }
  assert.match(iosProblems(push, '0.1.0')[0] ?? '', /^The entitlements: .*aps-environment/)
  const face = { ...ios, plist: { ...ios.plist, NSFaceIDUsageDescription: 'why?' } }
  assert.deepEqual(iosProblems(face, '0.1.0'), ['Info.plist holds NSFaceIDUsageDescription, and nothing here needs it.'])
  assert.match(iosProblems({ ...ios, bundleIds: ['com.example'] }, '0.1.0')[0] ?? '', /com\.example/)
  assert.match(iosProblems(ios, '0.2.0')[0] ?? '', /^Info.plist CFBundleShortVersionString: "0.1.0" instead of "0.2.0"/)
  assert.match(iosProblems({ ...ios, plist: { ...ios.plist, CFBundleURLTypes: [] } }, '0.1.0')[0] ?? '', /no URL scheme holdfast/)
})

test('on Android a permission too many or too few is told, also one that a library brings', () => {
  const recording = { ...android, manifest: `${android.manifest}${asked(['android.permission.RECORD_AUDIO'])}` }
  assert.match(androidProblems(recording, '0.1.0')[0] ?? '', /^The permissions of AndroidManifest.xml: .*RECORD_AUDIO/)
  const forgetful = { ...android, manifest: android.manifest.replace('android.permission.WAKE_LOCK', 'android.permission.VIBRATE') }
  assert.equal(androidProblems(forgetful, '0.1.0').length, 1)
  const library = { ...android, libraries: [asked(['android.permission.CAMERA'])] }
  assert.deepEqual(androidProblems(library, '0.1.0'), ['A library adds android.permission.CAMERA, and nothing here needs it.'])
})

test('another application id, version or address on Android is told', () => {
  const other = { ...android, gradle: '', manifest: android.manifest.replace('"holdfast"', '"gym"') }
  assert.equal(androidProblems(other, '0.1.0').length, 3)
})

test('a build that is always light, or white while it starts, is told', () => {
  const light = { ...ios.plist, UIUserInterfaceStyle: 'Light', RCTRootViewBackgroundColor: undefined }
  assert.deepEqual(iosProblems({ ...ios, plist: light }, '0.1.0'), [
    'Info.plist UIUserInterfaceStyle: "Light" instead of "Automatic".',
    'Info.plist RCTRootViewBackgroundColor: undefined instead of 4278190080.',
  ])
  assert.deepEqual(androidProblems({ ...android, strings: '', colors: android.colors.replace('#000000', '#ffffff') }, '0.1.0'), [
    'The style in strings.xml: undefined instead of "automatic".',
    'The activity’s background in colors.xml: "#ffffff" instead of "#000000".',
  ])
})

test('a missing module is told, and so is the background module that must not be there', () => {
  const linked = [...expected.linked.filter((name) => name !== 'react-native-mmkv'), 'expo-background-fetch']
  assert.deepEqual(linkProblems('android', linked), [
    'react-native-mmkv is not linked for android.',
    'expo-background-fetch is linked for android, and must not be.',
  ])
})

test('a permission that is taken out is not one that is asked for', () => {
  assert.deepEqual(permissionsIn(android.manifest, true), ['android.permission.READ_EXTERNAL_STORAGE'])
})
