/** Every colour on screen, once per scheme. Text has a contrast of 4.5 : 1 and marks 3 : 1 on background and surface (computed). */
export type Colors = {
  background: string
  surface: string
  /** One step above `surface`: pressed rows, tracks, empty bars. */
  raised: string
  text: string
  muted: string
  accent: string
  /** Text on a fill of `accent`. */
  onAccent: string
  /** A light fill that marks the next set. */
  accentTint: string
  ok: string
  okTint: string
  waiting: string
  attention: string
  attentionTint: string
  /** Borders of controls, at least 3 : 1. */
  outline: string
  /** Lines that only divide; they carry no information. */
  hairline: string
  banner: string
  onBanner: string
  scrim: string
}

export const light: Colors = {
  background: '#FFFFFF',
  surface: '#F4F5F7',
  raised: '#E6E9EE',
  text: '#14171C',
  muted: '#565D69',
  accent: '#1F5EFF',
  onAccent: '#FFFFFF',
  accentTint: '#EEF3FF',
  ok: '#0B6E4F',
  okTint: '#E3F3EC',
  waiting: '#8A5A00',
  attention: '#B3261E',
  attentionTint: '#FEF4F3',
  outline: '#7A8290',
  hairline: '#E1E4E9',
  banner: '#2B3038',
  onBanner: '#FFFFFF',
  scrim: 'rgba(12, 15, 20, 0.45)',
}

export const dark: Colors = {
  background: '#000000',
  surface: '#14171C',
  raised: '#232830',
  text: '#F2F4F7',
  muted: '#A8B0BD',
  accent: '#8FB0FF',
  onAccent: '#000000',
  accentTint: '#0F1626',
  ok: '#5FD3A8',
  okTint: '#0C211A',
  waiting: '#F2B84B',
  attention: '#FF8A80',
  attentionTint: '#2A1311',
  outline: '#7A8290',
  hairline: '#23272E',
  banner: '#2B3038',
  onBanner: '#FFFFFF',
  scrim: 'rgba(0, 0, 0, 0.65)',
}

/** Distances in points. */
export const space = { xs: 4, s: 8, m: 12, l: 16, xl: 24, xxl: 36 } as const

/** Heights for a thumb, in points: any control, the ✓ cell, the one primary action. */
export const target = { min: 48, check: 56, primary: 64 } as const

export const radius = { s: 10, m: 14, l: 20 } as const

/** The column is never wider than this; beyond `wide` the tabs are at the side. Points. */
export const contentWidthMax = 720
export const wide = 900

/** The type scale. Numbers are tabular wherever they are in a column. */
export const type = {
  display: { fontSize: 40, lineHeight: 44, fontWeight: '800', letterSpacing: -1 },
  title: { fontSize: 28, lineHeight: 34, fontWeight: '800', letterSpacing: -0.5 },
  heading: { fontSize: 20, lineHeight: 26, fontWeight: '700', letterSpacing: -0.2 },
  body: { fontSize: 16, lineHeight: 24, fontWeight: '400' },
  strong: { fontSize: 16, lineHeight: 24, fontWeight: '600' },
  number: { fontSize: 20, lineHeight: 26, fontWeight: '600' },
  small: { fontSize: 14, lineHeight: 20, fontWeight: '400' },
  label: { fontSize: 13, lineHeight: 18, fontWeight: '600' },
} as const
