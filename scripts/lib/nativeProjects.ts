import { execFile } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { promisify } from 'node:util'
import { expo } from './expo.ts'
import { withPinnedNode } from './pinnedNode.mjs'
import { say } from './say.mjs'

type Place = { root: string; node: string }

type Plist = {
  UIBackgroundModes?: string[] | undefined
  BGTaskSchedulerPermittedIdentifiers?: string[] | undefined
  CFBundleShortVersionString?: string
  CFBundleURLTypes?: { CFBundleURLSchemes: string[] }[]
  UIUserInterfaceStyle?: string
  RCTRootViewBackgroundColor?: number | undefined
}

export type IosProject = { plist: Plist; entitlements: object; bundleIds: string[] }

/** All as texts, of the libraries their manifests. */
export type AndroidProject = { manifest: string; gradle: string; strings: string; colors: string; libraries: string[] }

/** What the generated projects must say. Whole lists: one more mode or permission than a lifter needs is a defect as well. */
export const expected = {
  bundleId: 'app.holdfast.mobile',
  scheme: 'holdfast',
  /** `fetch` would be the mode of expo-background-fetch, whose calls the identifiers below switch off on iOS without a word. */
  iosModes: ['processing'],
  iosTasks: ['com.expo.modules.backgroundtask.processing'],
  iosEntitlements: ['com.apple.developer.usernotifications.time-sensitive'],
  androidPermissions: [
    'android.permission.INTERNET',
    'android.permission.POST_NOTIFICATIONS',
    'android.permission.RECEIVE_BOOT_COMPLETED',
    'android.permission.SCHEDULE_EXACT_ALARM',
    'android.permission.VIBRATE',
    'android.permission.WAKE_LOCK',
  ],
  /** What the libraries add when Gradle merges their manifests: whether there is a network. */
  androidMerged: ['android.permission.ACCESS_NETWORK_STATE', 'android.permission.ACCESS_WIFI_STATE'],
  /** Light or dark is the lifter's choice, and black is behind everything while the app starts. Without expo-system-ui neither is written. */
  look: { iosStyle: 'Automatic', iosBehind: 0xff000000, androidStyle: 'automatic', androidBehind: '#000000' },
  linked: [
    'expo-background-task',
    'expo-notifications',
    'expo-secure-store',
    'expo-system-ui',
    'expo-task-manager',
    '@react-native-community/netinfo',
    'react-native-mmkv',
    'react-native-nitro-modules',
  ],
  /** Beside expo-background-task this one would be switched off on iOS, and nothing would say so. */
  neverLinked: ['expo-background-fetch'],
}

/** Generates both native projects into a temporary folder and reads them. Answers every problem as a sentence. */
export async function nativeProjects({ root, node, limitMs }: Place & { limitMs: number }): Promise<string[]> {
  const copy = mkdtempSync(join(tmpdir(), 'holdfast-prebuild-'))
  try {
    const project = copyOfApp(root, copy)
    const code = await expo({ root, node, project, platform: 'native', args: ['prebuild', '--no-install', '--clean'], limitMs })
    if (code !== 0) return [`The native projects could not be generated: expo prebuild ended with code ${code}.`]
    const linked = { android: await linkedFor({ root, node, platform: 'android' }), ios: await linkedFor({ root, node, platform: 'ios' }) }
    const { version } = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8')) as { version: string }
    const problems = [...iosProblems(readIos(root, project), version), ...androidProblems(readAndroid(project, linked.android), version)]
    for (const [platform, packages] of Object.entries(linked)) problems.push(...linkProblems(platform, [...packages.keys()]))
    if (problems.length === 0)
      say('android and ios: both projects generated; modes, permissions, identifiers, look and linked modules are as they should be.')
    return problems
  } finally {
    rmSync(copy, { recursive: true, force: true })
  }
}

/** What is wrong with an iOS project. */
export function iosProblems({ plist, entitlements, bundleIds }: IosProject, version: string): string[] {
  const schemes = (plist.CFBundleURLTypes ?? []).flatMap((type) => type.CFBundleURLSchemes)
  return [
    differs('Info.plist UIBackgroundModes', plist.UIBackgroundModes ?? [], expected.iosModes),
    differs('Info.plist BGTaskSchedulerPermittedIdentifiers', plist.BGTaskSchedulerPermittedIdentifiers ?? [], expected.iosTasks),
    differs('Info.plist CFBundleShortVersionString', plist.CFBundleShortVersionString, version),
    differs('The Xcode project’s bundle identifiers', [...new Set(bundleIds)], [expected.bundleId]),
    differs('Info.plist UIUserInterfaceStyle', plist.UIUserInterfaceStyle, expected.look.iosStyle),
    differs('Info.plist RCTRootViewBackgroundColor', plist.RCTRootViewBackgroundColor, expected.look.iosBehind),
    differs('The entitlements', Object.keys(entitlements), expected.iosEntitlements),
    schemes.includes(expected.scheme) ? undefined : `Info.plist has no URL scheme ${expected.scheme}.`,
    ...Object.keys(plist)
      .filter((key) => key.endsWith('UsageDescription'))
      .map((key) => `Info.plist holds ${key}, and nothing here needs it.`),
  ].filter((problem) => problem !== undefined)
}

/** What is wrong with an Android project. */
export function androidProblems({ manifest, gradle, strings, colors, libraries }: AndroidProject, version: string): string[] {
  const removed = permissionsIn(manifest, true)
  const merged = libraries.flatMap((library) => permissionsIn(library, false)).filter((name) => !removed.includes(name))
  const allowed = [...expected.androidPermissions, ...expected.androidMerged]
  return [
    differs('The permissions of AndroidManifest.xml', permissionsIn(manifest, false), expected.androidPermissions),
    ...merged.filter((name) => !allowed.includes(name)).map((name) => `A library adds ${name}, and nothing here needs it.`),
    differs('The application id', /applicationId '([^']*)'/.exec(gradle)?.[1], expected.bundleId),
    differs('The version name', /versionName "([^"]*)"/.exec(gradle)?.[1], version),
    differs('The style in strings.xml', valueOf(strings, 'expo_system_ui_user_interface_style'), expected.look.androidStyle),
    differs('The activity’s background in colors.xml', valueOf(colors, 'activityBackground'), expected.look.androidBehind),
    manifest.includes(`android:scheme="${expected.scheme}"`) ? undefined : `AndroidManifest.xml opens no ${expected.scheme}: address.`,
  ].filter((problem) => problem !== undefined)
}

/** What is missing or must not be among the modules that autolinking puts into a build. */
export function linkProblems(platform: string, packages: readonly string[]): string[] {
  return [
    ...expected.linked.filter((name) => !packages.includes(name)).map((name) => `${name} is not linked for ${platform}.`),
    ...expected.neverLinked.filter((name) => packages.includes(name)).map((name) => `${name} is linked for ${platform}, and must not be.`),
  ]
}

/** The permissions that a manifest asks for, or those it takes out again, sorted. */
export function permissionsIn(manifest: string, takenOut: boolean): string[] {
  const tags = manifest.match(/<uses-permission(-sdk-23)?\s[^>]*>/g) ?? []
  return tags
    .filter((tag) => tag.includes('tools:node="remove"') === takenOut)
    .map((tag) => /android:name="([^"]*)"/.exec(tag)?.[1] ?? tag)
    .sort()
}

/** What a resource of Android is, or undefined. */
function valueOf(resources: string, name: string): string | undefined {
  return new RegExp(`name="${name}"[^>]*>([^<]*)<`).exec(resources)?.[1]
}

function differs(what: string, found: unknown, wanted: unknown): string | undefined {
  const [is, should] = [found, wanted].map((value) => JSON.stringify(Array.isArray(value) ? value.map(String).sort() : value))
  return is === should ? undefined : `${what}: ${is} instead of ${should}.`
}

/** The app without what is built from it; its packages are those of the repository. */
function copyOfApp(root: string, copy: string): string {
  const built = ['node_modules', 'dist', '.expo', 'ios', 'android']
  const isSource = (path: string) => !built.includes(basename(path)) && !basename(path).startsWith('dist-')
  const project = join(copy, 'apps', 'mobile')
  cpSync(join(root, 'apps', 'mobile'), project, { recursive: true, filter: isSource })
  cpSync(join(root, 'package.json'), join(copy, 'package.json'))
  for (const folder of ['node_modules', join('apps', 'mobile', 'node_modules')]) {
    if (existsSync(join(root, folder))) symlinkSync(join(root, folder), join(copy, folder), 'junction')
  }
  return project
}

function readIos(root: string, project: string): IosProject {
  const plist = plistParser(root)
  const read = (...path: string[]) => readFileSync(join(project, 'ios', ...path), 'utf8')
  const pbxproj = read('Holdfast.xcodeproj', 'project.pbxproj')
  return {
    plist: plist.parse(read('Holdfast', 'Info.plist')) as Plist,
    entitlements: plist.parse(read('Holdfast', 'Holdfast.entitlements')),
    bundleIds: [...pbxproj.matchAll(/PRODUCT_BUNDLE_IDENTIFIER = "?([^";]*)"?;/g)].map(([, id = '']) => id),
  }
}

/** The parser of what wrote the file. It belongs to Expo, so it is asked for from there. */
function plistParser(root: string): { parse(text: string): object } {
  const fromExpo = createRequire(join(root, 'node_modules', 'expo', 'package.json'))
  return (
    createRequire(fromExpo.resolve('@expo/config-plugins/package.json'))('@expo/plist') as { default: { parse(text: string): object } }
  ).default
}

function readAndroid(project: string, packages: ReadonlyMap<string, string>): AndroidProject {
  const app = join(project, 'android', 'app')
  const manifests = [...packages.values()].map((folder) => join(folder, 'android', 'src', 'main', 'AndroidManifest.xml'))
  const read = (...path: string[]) => readFileSync(join(app, ...path), 'utf8')
  return {
    manifest: read('src', 'main', 'AndroidManifest.xml'),
    gradle: read('build.gradle'),
    strings: read('src', 'main', 'res', 'values', 'strings.xml'),
    colors: read('src', 'main', 'res', 'values', 'colors.xml'),
    libraries: manifests.filter((file) => existsSync(file)).map((file) => readFileSync(file, 'utf8')),
  }
}

type ExpoModules = { modules: { packageName: string }[] }

type ReactNativeModules = { dependencies: Record<string, { root: string }> }

/** What autolinking puts into a build: package name to its folder. Expo's modules and React Native's are two lists. */
async function linkedFor({ root, node, platform }: Place & { platform: string }): Promise<Map<string, string>> {
  const expoModules = (await autolinking({ root, node, args: ['resolve', '--platform', platform, '--json'] })) as ExpoModules
  const reactNative = (await autolinking({
    root,
    node,
    args: ['react-native-config', '--platform', platform, '--json'],
  })) as ReactNativeModules
  const inModules = (name: string) => join(root, 'node_modules', ...name.split('/'))
  const linked = new Map(expoModules.modules.map(({ packageName }) => [packageName, inModules(packageName)]))
  for (const [name, { root: folder }] of Object.entries(reactNative.dependencies)) linked.set(name, folder)
  return linked
}

async function autolinking({ root, node, args }: Place & { args: string[] }): Promise<unknown> {
  const bin = join(root, 'node_modules', 'expo-modules-autolinking', 'bin', 'expo-modules-autolinking.js')
  const options = { cwd: join(root, 'apps', 'mobile'), env: withPinnedNode(root), maxBuffer: 64 * 1024 * 1024 }
  const { stdout } = await promisify(execFile)(node, [bin, ...args], options)
  return JSON.parse(stdout)
}
