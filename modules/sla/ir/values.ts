/** Numbers of the IR's enums, and the words that a document has for them (their index is the number). */
export const VALUE_TYPES = ['integer', 'number', 'boolean', 'string'] as const
export const RESOLUTIONS = ['', 'check', 'consumption'] as const
export const METRIC_KINDS = ['counter', 'gauge', 'sample'] as const
export const METHODS = [
  'get',
  'post',
  'put',
  'delete',
  'patch',
  'all',
  'head',
  'options',
  'trace',
  'connect',
] as const
export const PERIOD_UNITS = [
  'millisecond',
  'second',
  'minute',
  'hour',
  'day',
  'week',
  'month',
  'quarter',
  'year',
] as const
export const COMPARISONS = ['<', '<=', '==', '!=', '>=', '>'] as const

export const METHOD_ALL = METHODS.indexOf('all')
export const COUNTER = METRIC_KINDS.indexOf('counter')

export const FINITE = 0
export const UNLIMITED = 1
export const CUSTOM = 2

export const PRORATA = 0
export const PACK_CEIL = 1
