import * as vega from 'vega'
import { compile } from 'vega-lite'

type Drawing = { title: string; axis: string; ours: string; points: readonly { name: string; length: number; value: number }[] }

/** A drawing, and the name of its file without the ending. */
export type Plot = Drawing & { file: string }

type Look = { colour: string; shape: string }

/**
 * Cost against queue length, one line a candidate, both axes logarithmic: a line that lies flat costs the same however much waits.
 * Answers an SVG.
 */
export async function plot({ title, axis, points, ours }: Drawing): Promise<string> {
  const unknown = points.find(({ name }) => !looks.has(name))
  if (unknown) throw new Error(`${unknown.name} has no look in the plots`)
  const names = [...looks.keys()].filter((name) => points.some((point) => point.name === name))
  const channel = (look: keyof Look) => ({
    field: 'name',
    type: 'nominal',
    sort: names,
    scale: { domain: names, range: names.map((name) => looks.get(name)?.[look]) },
    legend: { title: null, orient: 'right' },
  })
  const spec = {
    width: 560,
    height: 340,
    background: 'white',
    padding: 12,
    title: { text: title, anchor: 'start', fontSize: 14 },
    config: {
      font: 'sans-serif',
      axis: { gridColor: '#e6e6e6', labelFontSize: 11, titleFontSize: 12 },
      legend: { labelFontSize: 11, labelLimit: 0 },
    },
    data: { values: points.map((point) => ({ ...point, ours: point.name === ours })) },
    mark: { type: 'line', point: { filled: true, size: 45 } },
    encoding: {
      x: {
        field: 'length',
        type: 'quantitative',
        scale: { type: 'log' },
        axis: { title: 'operations waiting', format: ',d', values: [10, 100, 1_000, 10_000, 100_000], grid: true },
      },
      y: { field: 'value', type: 'quantitative', scale: { type: 'log' }, axis: { title: axis, format: '~s', tickCount: 6 } },
      color: channel('colour'),
      // Colour is not the only thing that tells them apart.
      shape: channel('shape'),
      strokeWidth: { condition: { test: 'datum.ours', value: 3.5 }, value: 1.6 },
    },
  }
  const view = new vega.View(vega.parse(compile(spec).spec), { renderer: 'none' })
  const svg = await view.toSVG()
  view.finalize()
  return `${svg}\n`
}

// The same look in every plot. Okabe and Ito's colours, which people who see fewer of them can still tell apart; ours is the strongest.
const looks = new Map<string, Look>([
  ['holdfast', { colour: '#d55e00', shape: 'circle' }],
  ['raw mirrored write', { colour: '#000000', shape: 'square' }],
  ['raw row', { colour: '#000000', shape: 'square' }],
  ['zustand persist', { colour: '#0072b2', shape: 'triangle-up' }],
  ['TanStack Query persister', { colour: '#009e73', shape: 'cross' }],
  ['redux-offline', { colour: '#cc79a7', shape: 'diamond' }],
  ['Legend-State', { colour: '#56b4e9', shape: 'triangle-right' }],
  ['offline-transactions', { colour: '#e69f00', shape: 'triangle-down' }],
  ['Workbox Queue', { colour: '#7f7f7f', shape: 'triangle-left' }],
  ['react-native-onyx', { colour: '#8a6d3b', shape: 'stroke' }],
])
