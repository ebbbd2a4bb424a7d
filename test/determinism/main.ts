/** Prints what must be the same on every Node version and machine; `.ci/run` compares. */
import { routingDigest } from './routing.js'
import { runScenario } from './scenario.js'

const { appHashes, digest } = runScenario({ seed: 20261125, blocks: 60 })
const routing = routingDigest(20261125, 200)
console.log(`${appHashes.at(-1) ?? ''} ${digest} ${routing}`)
