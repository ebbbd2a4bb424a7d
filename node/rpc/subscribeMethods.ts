/** Subscriptions, over a WebSocket only. */
import { type Caller, type Methods, type Subscriber, method } from './method.js'
import { required } from './params.js'
import { internalError } from './rpcError.js'

const QUERY_WANTED = "conditions such as tm.event='NewBlock'"

function subscriberOf(caller: Caller): Subscriber {
  if (caller.subscriber === undefined) throw internalError('subscriptions need a WebSocket')
  return caller.subscriber
}

/** subscribe, unsubscribe, unsubscribe_all. */
export const subscribeMethods: Methods = {
  subscribe: method(
    { query: 'text' },
    ({ query }, caller) => {
      subscriberOf(caller).subscribe(required(query, 'query', QUERY_WANTED), caller.idJson)
      return '{}'
    },
    { socketOnly: true },
  ),
  unsubscribe: method(
    { query: 'text' },
    ({ query }, caller) => {
      subscriberOf(caller).unsubscribe(required(query, 'query', QUERY_WANTED))
      return '{}'
    },
    { socketOnly: true },
  ),
  unsubscribe_all: method(
    {},
    (_, caller) => {
      subscriberOf(caller).unsubscribeAll()
      return '{}'
    },
    { socketOnly: true },
  ),
}
