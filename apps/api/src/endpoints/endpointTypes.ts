import type { EndpointName, endpoints } from '@holdfast/contract'

type Table = typeof endpoints
type Parsed<Schema> = Schema extends { _zod: { output: infer Output } } ? Output : never
type Part<Name extends EndpointName, Key extends string> = Table[Name] extends Record<Key, infer Schema> ? Parsed<Schema> : undefined

/** The parts of a request to an endpoint, parsed by the contract. */
export type ParamsOf<Name extends EndpointName> = Part<Name, 'params'>
export type QueryOf<Name extends EndpointName> = Part<Name, 'query'>
export type BodyOf<Name extends EndpointName> = Part<Name, 'body'>

/** What an endpoint answers on success. */
export type AnswerOf<Name extends EndpointName> = Part<Name, 'answer'>

type NamesOf<Kind> = { [Name in EndpointName]: Table[Name]['kind'] extends Kind ? Name : never }[EndpointName]
export type OpenName = NamesOf<'open'>
export type SignedInName = NamesOf<'read' | 'coach'>
export type OperationName = NamesOf<'operation'>
/** Endpoints that one handler answers, outside the operation pipeline. */
export type CallName = OpenName | SignedInName
