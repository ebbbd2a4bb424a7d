/** Prints what must be the same on every Node version and machine; `.ci/run` compares. */
import { runScenario } from './scenario.js'

const { appHashes, digest } = runScenario({ seed: 20261125, blocks: 60 })
console.log(`${appHashes.at(-1) ?? ''} ${digest}`)
