import assert from 'node:assert/strict'
import { sha256 } from '../../chain/codec/hash.js'
import { toHex } from '../../chain/types/bytes.js'
import { blockBytes, blockIdOf } from '../../node/engine/comet/block.js'
import { resultsHash } from '../../node/engine/comet/results.js'
import { medianTimeNs } from '../../node/engine/comet/validatorSet.js'
import { lightCrypto } from '../../node/engine/lightCrypto.js'
import type { BlockStore } from '../../node/engine/types.js'
import { commitHash, dataHash } from '../../proto/comet/header.js'
import { verifyAdjacentHeader, verifyCommit, type SignedHeader } from '../../proto/comet/light.js'

/** Everything that a light client and a full node check of a stored chain. @throws AssertionError */
export async function verifyChain(blocks: BlockStore, chainId: string): Promise<void> {
  let before: SignedHeader | undefined
  for (let height = blocks.base; height <= blocks.height; height++) {
    const stored = await blocks.block(height)
    const found = await blocks.commit(height)
    const validators = await blocks.validators(height)
    assert.ok(stored && found && validators, `block, commit and validators of ${height}`)
    const { header, txs, lastCommit } = stored.block
    assert.equal(found.canonical, height < blocks.height)
    assert.equal(await blocks.heightOf(stored.blockId.hash), height)
    const signed = { header, commit: found.commit }
    const bytes = blockBytes(stored.block)
    assert.equal(bytes.length, stored.sizeBytes)
    const [got, want] = [blockIdOf(header, bytes), stored.blockId]
    assert.equal(toHex(got.hash), toHex(want.hash))
    assert.equal(got.partSetHeader.total, want.partSetHeader.total)
    assert.equal(toHex(got.partSetHeader.hash), toHex(want.partSetHeader.hash))
    assert.equal(toHex(header.dataHash), toHex(dataHash(sha256, txs.map(sha256))))
    assert.equal(toHex(header.lastCommitHash), toHex(commitHash(sha256, lastCommit)))
    if (before === undefined) verifyCommit(lightCrypto, chainId, validators, found.commit, header)
    else {
      verifyAdjacentHeader(lightCrypto, before, signed, validators)
      const signers = await blocks.validators(height - 1n)
      const results = await blocks.results(height - 1n)
      assert.ok(lastCommit && signers && results)
      assert.equal(header.timeNs, medianTimeNs(lastCommit, signers), 'BFT time')
      assert.equal(toHex(header.appHash), toHex(results.appHash))
      assert.equal(toHex(header.lastResultsHash), toHex(resultsHash(results.txResults)))
    }
    before = signed
  }
}
