import Svg, { Circle, Path } from 'react-native-svg'

const outlines = {
  back: ['M15 5l-7 7 7 7'],
  forward: ['M9 5l7 7-7 7'],
  down: ['M5 9l7 7 7-7'],
  up: ['M5 15l7-7 7 7'],
  plus: ['M12 5v14', 'M5 12h14'],
  minus: ['M5 12h14'],
  tick: ['M5 12.5l4.5 4.5L19 7.5'],
  twoTicks: ['M2.5 12.5L7 17l8.5-9.5', 'M12 16l1 1 8.5-9.5'],
  tickSmall: ['M3 11l4 4 8-8.5'],
  attention: ['M12 6v8'],
  sending: ['M12 19V5', 'M6 11l6-6 6 6'],
  cloudOff: ['M4 4l16 16', 'M8 7.2A6 6 0 0 1 17.6 11 4 4 0 0 1 20.6 16.6', 'M6.6 9.3A4.8 4.8 0 0 0 7 19h9.6'],
  barbell: ['M8 12h8', 'M8 6v12', 'M16 6v12', 'M4.5 9v6', 'M19.5 9v6'],
  sync: ['M20 12a8 8 0 0 1-13.9 5.4L4 15', 'M4 12a8 8 0 0 1 13.9-5.4L20 9', 'M20 4v5h-5', 'M4 20v-5h5'],
  backspace: ['M9 6h11.5v12H9L3.5 12z', 'M12.5 9.5l5 5', 'M17.5 9.5l-5 5'],
  more: ['M5 12h.01', 'M12 12h.01', 'M19 12h.01'],
  history: ['M4.6 8.5A8 8 0 1 1 4 12', 'M4 4v4.5h4.5', 'M12 8v4.3l3 1.8'],
  person: ['M4.5 20a7.5 7.5 0 0 1 15 0'],
} as const

export type IconName = keyof typeof outlines | 'tickWaiting'

type Props = { name: IconName; color: string; size?: number; strokeWidth?: number; accent?: string }

/** The icons of the app, drawn: nothing to download or to license. They are decoration; a label is next to each. */
export function Icon({ name, color, size = 24, strokeWidth = 2, accent = color }: Props) {
  const stroke = { stroke: color, strokeWidth, strokeLinecap: 'round', strokeLinejoin: 'round', fill: 'none' } as const
  return (
    <Svg width={size} height={size} viewBox="0 0 24 24" aria-hidden>
      {outlines[name === 'tickWaiting' ? 'tickSmall' : name].map((d) => (
        <Path key={d} d={d} {...stroke} />
      ))}
      {name === 'attention' && <Circle cx={12} cy={18.5} r={1.4} fill={color} />}
      {name === 'person' && <Circle cx={12} cy={8} r={4} {...stroke} />}
      {name === 'tickWaiting' && <Circle cx={17.2} cy={17} r={4.8} {...stroke} stroke={accent} strokeWidth={1.6} />}
      {name === 'tickWaiting' && <Path d="M17.2 14.6V17l1.7 1" {...stroke} stroke={accent} strokeWidth={1.6} />}
    </Svg>
  )
}
