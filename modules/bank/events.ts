import { attribute, event, type Event } from '../../chain/types/event.js'

/** Coins left an account. `amount` is printed coins in all of these. */
export function coinSpent(spender: string, amount: string): Event {
  const attributes = [attribute('spender', spender), attribute('amount', amount)]
  return { type: 'coin_spent', attributes }
}

/** Coins came to an account. */
export function coinReceived(receiver: string, amount: string): Event {
  const attributes = [attribute('receiver', receiver), attribute('amount', amount)]
  return { type: 'coin_received', attributes }
}

/** Coins were made; follows the coin_received of the minter. */
export function coinsMinted(minter: string, amount: string): Event {
  return event('coinbase', [
    ['minter', minter],
    ['amount', amount],
  ])
}

/** Coins were destroyed; follows the coin_spent of the burner. */
export function coinsBurned(burner: string, amount: string): Event {
  return event('burn', [
    ['burner', burner],
    ['amount', amount],
  ])
}

/** Coins went from one account to another. */
export function transferred(recipient: string, sender: string, amount: string): Event {
  const attributes = [
    attribute('recipient', recipient),
    attribute('sender', sender),
    attribute('amount', amount),
  ]
  return { type: 'transfer', attributes }
}

/** Coins of a multi-send came to a recipient; its sender is in a `message` event. */
export function outputTransferred(recipient: string, amount: string): Event {
  return event('transfer', [
    ['recipient', recipient],
    ['amount', amount],
  ])
}

/** Who sent. */
export function messageSender(sender: string): Event {
  return { type: 'message', attributes: [attribute('sender', sender)] }
}
